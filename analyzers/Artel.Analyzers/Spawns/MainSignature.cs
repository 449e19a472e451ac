using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Analyzers;

/// <summary>A value that a definition is started with.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="TypeName">Its type, as it is written.</param>
/// <param name="Accepts">What it takes from Lua.</param>
/// <param name="Type">Its type in C#; null for one of Lua.</param>
/// <param name="IsRequired">False where it may be left out.</param>
internal sealed record MainParameter(string Name, string TypeName, LuaKinds Accepts, ITypeSymbol? Type, bool IsRequired);

/// <summary>What a definition is started with.</summary>
/// <param name="Name">The class or the file, as messages name it.</param>
/// <param name="Parameters">The values, in their order.</param>
/// <param name="IsOpen">True where it takes any number more.</param>
internal sealed record MainSignature(string Name, IReadOnlyList<MainParameter> Parameters, bool IsOpen)
{
    /// <summary>What is wrong with the number of arguments; null where nothing is.</summary>
    /// <param name="given">How many there are.</param>
    /// <param name="mayBeMore">True where there may be more of them.</param>
    public string? CountProblem(int given, bool mayBeMore)
    {
        var fewest = Parameters.Count;
        while (fewest > 0 && !Parameters[fewest - 1].IsRequired)
            fewest--;
        if ((given >= fewest || mayBeMore) && (given <= Parameters.Count || IsOpen))
            return null;
        var expected = IsOpen ? $"at least {fewest}" : fewest == Parameters.Count ? $"{fewest}" : $"{fewest} to {Parameters.Count}";
        return $"it takes {expected} arguments, not {given}";
    }

    /// <summary>What is wrong with an argument.</summary>
    public string TypeProblem(int position, string given) =>
        $"its argument {position + 1}, '{Parameters[position].Name}', takes '{Parameters[position].TypeName}', not '{given}'";

    /// <summary>Of a class: the <c>[Argument]</c> parameters of its constructor, then those of its main. Null where that is not known.</summary>
    public static MainSignature? Of(INamedTypeSymbol process, CancellationToken cancellationToken)
    {
        if (ConstructorOf(process, cancellationToken) is not { } constructor)
            return null;
        var parameters = constructor.Parameters.Where(static parameter => parameter.GetAttributes().Any(static attribute => IsOfArtel(attribute, "ArgumentAttribute")));
        for (var type = process; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            // A half-written class, and one of which only the metadata is at hand, is not judged.
            if (type.TypeKind == TypeKind.Error)
                return null;
            if (type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(static method => method.GetAttributes().Any(static attribute => IsOfArtel(attribute, "MainAttribute"))) is { } main)
            {
                parameters = parameters.Concat(main.Parameters.Where(static parameter =>
                    parameter.Type.ToDisplayString() is not ("System.Threading.CancellationToken" or "Artel.ProcessContext")));
                break;
            }
        }

        return new(process.Name, [.. parameters.Select(Read)], IsOpen: false);
    }

    /// <summary>Of a Lua file: what the annotations before its main say. Null where they say nothing.</summary>
    public static MainSignature? Of(LuaFile file)
    {
        if (file.Tree.Errors.Count > 0 || (file.Functions.Export("main") ?? file.Functions.Export(null)) is not { } main)
            return null;
        var types = LinesBefore(file, main)
            .Where(static line => line.Name == "param" && line.FirstWordSpan.Length > 0)
            .Select(line => (Name: file.Tree.GetText(line.FirstWordSpan), Type: line.Text.Substring(line.FirstWordSpan.Length).Trim()))
            .GroupBy(static line => line.Name.TrimEnd('?'))
            .ToDictionary(static same => same.Key, static same => same.First());
        if (types.Count == 0)
            return null;
        var parameters = main.Parameters.Select(parameter =>
        {
            if (!types.TryGetValue(parameter.Name, out var said))
                return new MainParameter(parameter.Name, "any", LuaKinds.Any, null, IsRequired: false);
            var accepts = LuaKindsReader.OfAnnotation(said.Type) | (said.Name.EndsWith("?", StringComparison.Ordinal) ? LuaKinds.Nil : LuaKinds.None);
            return new MainParameter(parameter.Name, said.Type, accepts, null, IsRequired: (accepts & LuaKinds.Nil) == 0);
        });
        return new(System.IO.Path.GetFileName(file.Path), [.. parameters], main.IsVararg);
    }

    /// <summary>The annotations of the lines above the function, as far as they are comments without a gap.</summary>
    private static IEnumerable<LuaAnnotation> LinesBefore(LuaFile file, LuaFunctionExpression function)
    {
        var lines = file.Text.Lines;
        var first = lines.GetLineFromPosition(function.Span.Start).LineNumber;
        while (first > 0 && lines[first - 1].ToString().TrimStart().StartsWith("---", StringComparison.Ordinal))
            first--;
        return file.Tree.Annotations.Where(line => line.Span.Start >= lines[first].Start && line.Span.Start < function.Span.Start);
    }

    private static MainParameter Read(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        var takesNull = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }
            or { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };
        return new(
            parameter.Name,
            type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            LuaKindsReader.Of(type),
            type,
            IsRequired: !takesNull && !parameter.HasExplicitDefaultValue);
    }

    /// <summary>The one that the generator chooses; null where several could be.</summary>
    private static IMethodSymbol? ConstructorOf(INamedTypeSymbol process, CancellationToken cancellationToken) => process.InstanceConstructors is { Length: 1 } only
        ? only[0]
        : process.InstanceConstructors.FirstOrDefault(static constructor =>
                constructor.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "ActivatorUtilitiesConstructorAttribute"))
            ?? process.InstanceConstructors.FirstOrDefault(constructor =>
                constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax));

    private static bool IsOfArtel(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } } type && type.Name == name;
}
