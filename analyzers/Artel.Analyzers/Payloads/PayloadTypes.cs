using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Analyzers;

/// <summary>What can be known of C# types as payloads.</summary>
internal static class PayloadTypes
{
    /// <summary>
    /// False where a value of the one type can't become the other in any way. Only that is certain: a codec may make one type of another
    /// that is made of the same.
    /// </summary>
    public static bool MayBe(Compilation compilation, ITypeSymbol given, ITypeSymbol expected)
    {
        if (given.TypeKind is TypeKind.Error or TypeKind.Dynamic or TypeKind.TypeParameter || expected.TypeKind is TypeKind.Error or TypeKind.TypeParameter)
            return true;
        if (!IsSimple(given) && !IsSimple(expected))
            return true;
        return compilation.ClassifyConversion(given, expected).Exists || compilation.ClassifyConversion(expected, given).Exists;
    }

    /// <summary>
    /// The project's own types that may have a codec: those that are marked, that a method with one of Artel's attributes takes or gives, or that
    /// somebody wrote a codec for, with all that they are made of.
    /// </summary>
    public static HashSet<ITypeSymbol> Reachable(Compilation compilation, ArtelSymbols symbols)
    {
        var found = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<ITypeSymbol>();
        foreach (var type in compilation.Assembly.GlobalNamespace.AllTypes())
        {
            if (type.GetAttributes().Any(IsOfArtel) && symbols.IdOf(type) is null)
                pending.Push(type);
            if (type.BaseType is { Name: "PayloadCodec", TypeArguments.Length: 1, ContainingNamespace.Name: "Payloads" } codec)
                pending.Push(codec.TypeArguments[0]);
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
                if (method.MethodKind == MethodKind.Constructor ? symbols.IdOf(type) is not null : method.GetAttributes().Any(IsOfArtel))
                    Push(method);
        }

        while (pending.Count > 0)
        {
            var type = pending.Pop();
            if (!found.Add(type.OriginalDefinition) && type is not INamedTypeSymbol { IsGenericType: true })
                continue;
            if (type is IArrayTypeSymbol array)
                pending.Push(array.ElementType);
            if (type is not INamedTypeSymbol named)
                continue;
            foreach (var argument in named.TypeArguments)
                if (!found.Contains(argument.OriginalDefinition))
                    pending.Push(argument);
            if (!SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, compilation.Assembly))
                continue;
            foreach (var member in named.GetMembers())
                if (((member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type) is { } part && !found.Contains(part.OriginalDefinition))
                    pending.Push(part);
        }

        return found;

        void Push(IMethodSymbol method)
        {
            pending.Push(method.ReturnType);
            foreach (var parameter in method.Parameters)
                pending.Push(parameter.Type);
        }
    }

    private static bool IsSimple(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Boolean or SpecialType.System_String or (>= SpecialType.System_SByte and <= SpecialType.System_Double);

    private static bool IsOfArtel(AttributeData attribute) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } };
}
