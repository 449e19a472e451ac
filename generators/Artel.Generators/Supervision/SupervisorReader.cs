using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>Reads a supervisor class into its model, and finds what can't be emitted.</summary>
internal sealed class SupervisorReader
{
    private const string ChildName = "ChildAttribute";

    private static readonly string[] Strategies = ["OneForOne", "OneForAll", "RestForOne", "SimpleOneForOne"];
    private static readonly string[] Policies = ["Permanent", "Transient", "Temporary"];

    private readonly INamedTypeSymbol _type;
    private readonly TypeDeclarationSyntax _declaration;
    private readonly AttributeData _attribute;
    private readonly List<Problem> _problems = [];

    private SupervisorReader(MarkedDeclaration declaration)
    {
        _type = (INamedTypeSymbol)declaration.Symbol;
        _declaration = (TypeDeclarationSyntax)declaration.Node;
        _attribute = declaration.Attribute!;
    }

    public static SupervisorReading Read(MarkedDeclaration declaration, ReadSources sources)
    {
        sources.Add((INamedTypeSymbol)declaration.Symbol);
        // Without an id the attribute is half-typed; the compiler says so.
        return declaration.Id is { } id
            ? new SupervisorReader(declaration).Read(id)
            : new(null, default);
    }

    private SupervisorReading Read(string id)
    {
        if (!DefinitionIds.IsValid(id))
            Report(GeneratorDiagnostics.MalformedId, id);
        if (WhyNoSupervisor() is { } why)
            Report(GeneratorDiagnostics.UnsupportedSupervisor, _type.Name, why);
        else if (!IsPartial(_declaration))
            Report(GeneratorDiagnostics.NotPartial, _type.Name);
        var model = ReadModel(id);
        return new(_problems.Count == 0 ? model : null, _problems.ToEquatableArray());
    }

    private string? WhyNoSupervisor()
    {
        if (_type.TypeKind != TypeKind.Class || _type.IsRecord)
            return "it is no class, or a record";
        if (_type.IsStatic || _type.IsAbstract)
            return "it is static or abstract";
        if (_type.IsFileLocal)
            return "it is local to its file";
        if (_type.BaseType is { SpecialType: not SpecialType.System_Object })
            return $"it inherits from '{_type.BaseType.Name}', and the generator gives it its base class";
        if (!_type.InstanceConstructors.Any(static constructor => constructor.Parameters.Length == 0))
            return "its constructor takes parameters, and nobody has arguments for it; what its children need goes to their Arguments";
        for (var type = _type; type is not null; type = type.ContainingType)
        {
            if (type.TypeParameters.Length > 0)
                return "it is generic, or nested in a generic type";
            if (type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return "it is private, so that AddDefinitions can't name it; make it internal";
        }

        for (var outer = _declaration.Parent as TypeDeclarationSyntax; outer is not null; outer = outer.Parent as TypeDeclarationSyntax)
        {
            if (!IsPartial(outer))
                return $"it is nested in '{outer.Identifier.ValueText}', which is not partial";
        }

        return _type.GetAttributes().Any(static attribute => attribute.AttributeClass.IsOfArtel("ProcessAttribute"))
            ? "it is a [Process] too; a supervisor does nothing but supervise" : null;
    }

    private SupervisorModel ReadModel(string id)
    {
        var strategy = Name(Strategies, Named(_attribute, "Strategy"));
        var maxRestarts = Named(_attribute, "MaxRestarts") as int? ?? 3;
        var within = Named(_attribute, "Within") as string ?? "5s";
        if (maxRestarts < 0)
            Report(GeneratorDiagnostics.UnsupportedSupervisor, _type.Name, "MaxRestarts is negative; 0 is for no restart at all");
        if (!IsPositive(within))
            Report(GeneratorDiagnostics.UnsupportedSupervisor, _type.Name, $"Within is '{within}', which is no positive duration; write it as in \"5s\"");
        var children = ReadChildren();
        if (strategy == Strategies[3] && children.Count != 1)
            Report(GeneratorDiagnostics.UnsupportedSupervisor, _type.Name, $"SimpleOneForOne takes one child, the template, and there are {children.Count}");

        var name = _type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var bare = name.Replace("global::", "");
        return new(
            _type.ContainingNamespace.IsGlobalNamespace ? "" : _type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("global::", ""),
            Containers().ToEquatableArray(),
            Header(_declaration),
            name,
            bare.Replace("@", "") + ".Supervisor",
            _declaration.SyntaxTree.FilePath,
            id,
            strategy,
            maxRestarts,
            within,
            Texts(_attribute, "Allows").ToEquatableArray(),
            children.ToEquatableArray());
    }

    private List<ChildModel> ReadChildren()
    {
        var children = new List<ChildModel>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in _type.GetAttributes().Where(static attribute => attribute.AttributeClass.IsOfArtel(ChildName)))
        {
            var place = Place.Of(attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation());
            if (attribute.ConstructorArguments.FirstOrDefault().Value is not string id)
                continue;
            if (id.Length == 0 || !ids.Add(id))
                Report(place, GeneratorDiagnostics.UnsupportedChild, id, id.Length == 0 ? "its id is empty" : "there is another child of the id");
            var definition = DefinitionOf(attribute);
            if (definition is null)
            {
                Report(place, GeneratorDiagnostics.UnsupportedChild, id, $"'{attribute.AttributeClass!.TypeArguments[0].Name}' is neither a [Process] nor a [Supervisor]");
                continue;
            }

            if (!DefinitionIds.IsValid(definition))
                Report(place, GeneratorDiagnostics.MalformedId, definition);
            var host = Named(attribute, "Host") as string;
            if (host is not null && !DefinitionIds.IsValid(host))
                Report(place, GeneratorDiagnostics.UnsupportedChild, id, $"'{host}' is no host id: an id reads namespace:name");
            var shutdown = Named(attribute, "Shutdown") as string;
            if (shutdown is not (null or "brutal_kill" or "infinity") && !IsPositive(shutdown))
                Report(place, GeneratorDiagnostics.UnsupportedChild, id, $"its Shutdown is '{shutdown}'; there are \"brutal_kill\", \"infinity\", and a positive duration as \"5s\"");
            children.Add(new(id, definition, host, Name(Policies, Named(attribute, "Restart")), shutdown, Arguments(attribute).ToEquatableArray()));
        }

        return children;
    }

    /// <summary>The id in the attribute, or in that of the class that it names.</summary>
    private static string? DefinitionOf(AttributeData attribute)
    {
        if (!attribute.AttributeClass!.IsGenericType)
            return attribute.ConstructorArguments.ElementAtOrDefault(1).Value as string ?? "";
        var marked = attribute.AttributeClass.TypeArguments[0].GetAttributes()
            .FirstOrDefault(static mark => mark.AttributeClass.IsOfArtel("ProcessAttribute") || mark.AttributeClass.IsOfArtel("SupervisorAttribute"));
        return marked?.ConstructorArguments.FirstOrDefault().Value as string;
    }

    private static IEnumerable<string> Arguments(AttributeData attribute)
    {
        var given = attribute.NamedArguments.FirstOrDefault(static argument => argument.Key == "Arguments").Value;
        return given.Kind == TypedConstantKind.Array && !given.IsNull ? given.Values.Select(static value => Expression(value)) : [];
    }

    /// <summary>A constant as an expression of the same type.</summary>
    private static string Expression(TypedConstant value) => value.Kind switch
    {
        // Typed, since a single one would else be no list at all.
        _ when value.IsNull => "(object?)null",
        TypedConstantKind.Type => $"typeof({((ITypeSymbol)value.Value!).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})",
        TypedConstantKind.Array => $"new {((IArrayTypeSymbol)value.Type!).ElementType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}[] {{ {string.Join(", ", value.Values.Select(Expression))} }}",
        _ => $"({value.Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})({Literals.Constant(value.Type!, value.Value)})",
    };

    private static IEnumerable<string> Texts(AttributeData attribute, string name)
    {
        var given = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;
        return given.Kind == TypedConstantKind.Array && !given.IsNull ? given.Values.Select(static value => value.Value as string ?? "") : [];
    }

    private static object? Named(AttributeData attribute, string name)
    {
        var value = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;
        return value.Kind == TypedConstantKind.Array ? null : value.Value;
    }

    /// <summary>The name of an enum's value; that of none of them stays what it is where nothing is said.</summary>
    private static string Name(string[] names, object? value) => names.ElementAtOrDefault(value as int? ?? 0) ?? names[0];

    private static bool IsPositive(string duration) => DurationText.Ticks(duration) > 0;

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private List<string> Containers()
    {
        var containers = new List<string>();
        for (var outer = _declaration.Parent as TypeDeclarationSyntax; outer is not null; outer = outer.Parent as TypeDeclarationSyntax)
            containers.Insert(0, Header(outer));
        return containers;
    }

    private static string Header(TypeDeclarationSyntax declaration)
    {
        var kind = declaration is RecordDeclarationSyntax { ClassOrStructKeyword.ValueText: { Length: > 0 } word } ? " " + word : "";
        return $"partial {declaration.Keyword.ValueText}{kind} {declaration.Identifier.Text}";
    }

    private void Report(DiagnosticDescriptor descriptor, params string[] arguments) =>
        Report(Place.Of(_declaration.Identifier.GetLocation()), descriptor, arguments);

    private void Report(Place place, DiagnosticDescriptor descriptor, params string[] arguments) => _problems.Add(Problem.Create(descriptor, place, arguments));
}
