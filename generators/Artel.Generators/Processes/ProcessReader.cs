using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>Reads a process class into its model, and finds what can't be emitted.</summary>
internal sealed class ProcessReader
{
    private readonly INamedTypeSymbol _process;
    private readonly TypeDeclarationSyntax _declaration;
    private readonly AttributeData? _attribute;
    private readonly KnownTypes _known;
    private readonly CancellationToken _cancelled;
    private readonly ReadSources _sources;
    private readonly PayloadTypes _payloads;
    private readonly List<Problem> _problems = [];
    private readonly FoundMethods _methods = new();

    private ProcessReader(MarkedDeclaration declaration, ReadSources sources, CancellationToken cancelled)
    {
        _process = (INamedTypeSymbol)declaration.Symbol;
        _declaration = (TypeDeclarationSyntax)declaration.Node;
        _attribute = declaration.Attribute;
        _known = KnownTypes.Of(declaration.Compilation);
        _payloads = new(_known.Payloads, sources);
        _cancelled = cancelled;
        _sources = sources;
        sources.Add(_process);
    }

    public static ProcessReading Read(MarkedDeclaration declaration, ReadSources sources, CancellationToken cancelled) =>
        // Without an id the attribute is half-typed; the compiler says so.
        declaration.Id is null ? new(null, default, default) : new ProcessReader(declaration, sources, cancelled).Read(declaration.Id);

    private ProcessReading Read(string id)
    {
        var model = IsPossible(id) ? ReadModel(id) : null;
        return new(model, model is null ? default : _payloads.ToEquatableArray(), _problems.ToEquatableArray());
    }

    private bool IsPossible(string id)
    {
        if (!DefinitionIds.IsValid(id))
            Report(GeneratorDiagnostics.MalformedId, id);
        if (WhyNoProcess() is { } why)
            Report(GeneratorDiagnostics.UnsupportedClass, _process.Name, why);
        else if (!IsPartial(_declaration))
            Report(GeneratorDiagnostics.NotPartial, _process.Name);
        return _problems.Count == 0;
    }

    private string? WhyNoProcess()
    {
        if (_process.TypeKind != TypeKind.Class)
            return "it is no class";
        if (_process.IsStatic)
            return "it is static";
        if (_process.IsAbstract)
            return "it is abstract";
        if (_process.IsFileLocal)
            return "it is local to its file";
        for (var type = _process; type is not null; type = type.ContainingType)
        {
            if (type.TypeParameters.Length > 0)
                return SymbolEqualityComparer.Default.Equals(type, _process) ? "it is generic" : $"it is nested in the generic type '{type.Name}'";
        }

        if (_process.Name == "Process" || _process.GetMembers("Process").Length > 0)
            return "'Process' is the name of its own operations; give the class, or the member, another name";
        if (!_known.CanName(_process))
            return "it is private, so that AddDefinitions can't name it; make it internal";
        for (var outer = _declaration.Parent as TypeDeclarationSyntax; outer is not null; outer = outer.Parent as TypeDeclarationSyntax)
        {
            if (!IsPartial(outer))
                return $"it is nested in '{outer.Identifier.ValueText}', which is not partial";
        }

        for (var type = _process.BaseType; type is not null; type = type.BaseType)
        {
            if (type.DeclaringSyntaxReferences.Length > 0 && type.Attribute(_known.ProcessAttribute) is not null)
                return $"it inherits from the process '{type.Name}'; put what they share into a class without [Process]";
        }

        return null;
    }

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private ProcessModel? ReadModel(string id)
    {
        var constructor = new ConstructorReader(_known, _payloads.Use).Read(_process, out var constructorParameters, out var why);
        if (constructor is null)
        {
            Report(GeneratorDiagnostics.UnsupportedClass, _process.Name, why);
            return null;
        }

        ReadMethods();
        var name = _process.Unqualified();
        return new(
            _process.ContainingNamespace.IsGlobalNamespace ? "" : _process.ContainingNamespace.Unqualified(),
            Containers().ToEquatableArray(),
            Header(_declaration),
            "global::" + name,
            _known.AccessTo(_process),
            ReferenceNames.Choose(_process, _sources),
            name.Replace("@", ""),
            _declaration.SyntaxTree.FilePath,
            id,
            new PermissionReader(_known, _problems, _cancelled).Read(_process),
            MaxMailboxLength(),
            Named("Host") as string,
            PropertyModifiers(),
            constructor.Value,
            constructorParameters,
            _methods.Main,
            _methods.Handlers,
            _methods.Events);
    }

    private void ReadMethods()
    {
        var reader = new MethodReader(_known, _process, _payloads.Use);
        var found = HandlerFinder.Find(_process, _known, _cancelled);
        var main = found.FirstOrDefault(static handler => handler.Kind == HandlerKind.Main).Method;
        var first = new Dictionary<string, IMethodSymbol>();
        foreach (var (kind, topic, method) in found)
        {
            if (kind == HandlerKind.Message && main is not null)
            {
                Report(method, GeneratorDiagnostics.MainAndHandlers, main.Name, method.Name);
                continue;
            }

            var slot = kind != HandlerKind.Message ? kind.AttributeName() : topic is null ? "every other topic" : "topic " + topic;
            if (first.TryGetValue(slot, out var other))
            {
                ReportSecond(kind, topic, other, method);
                continue;
            }

            first.Add(slot, method);
            if (reader.Read(method, kind, out var why) is { } model)
                _methods.Add(kind, topic, model);
            else
                Report(method, GeneratorDiagnostics.UnsupportedMethod, method.Name, why);
        }
    }

    private void ReportSecond(HandlerKind kind, string? topic, IMethodSymbol first, IMethodSymbol second)
    {
        if (kind == HandlerKind.Message)
            Report(second, GeneratorDiagnostics.TwoHandlersOfOneTopic, topic is null ? "Every other topic" : $"Topic '{topic}'", first.Name, second.Name);
        else
            Report(second, GeneratorDiagnostics.TwoMethodsOfOneKind, _process.Name, kind.AttributeName(), first.Name, second.Name);
    }

    /// <summary>A negative number is reported and then left to the host, so that the class is emitted all the same.</summary>
    private int MaxMailboxLength()
    {
        var length = Named("MaxMailboxLength") as int? ?? 0;
        if (length < 0)
            Report(GeneratorDiagnostics.NegativeMailboxLength, _process.Name, length.ToString(CultureInfo.InvariantCulture));
        return Math.Max(length, 0);
    }

    private object? Named(string name) => _attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private List<string> Containers()
    {
        var containers = new List<string>();
        for (var outer = _declaration.Parent as TypeDeclarationSyntax; outer is not null; outer = outer.Parent as TypeDeclarationSyntax)
            containers.Insert(0, Header(outer));
        return containers;
    }

    /// <summary>How a part of a type begins.</summary>
    public static string Header(TypeDeclarationSyntax declaration)
    {
        var kind = declaration is RecordDeclarationSyntax { ClassOrStructKeyword.ValueText: { Length: > 0 } word } ? " " + word : "";
        return $"partial {declaration.Keyword.ValueText}{kind} {declaration.Identifier.Text}";
    }

    /// <summary>A base class may ask for the property by declaring it abstract or virtual. Another member of the name is hidden.</summary>
    private string PropertyModifiers()
    {
        var hides = false;
        for (var type = _process.BaseType; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            var declared = type.GetMembers("Process").OfType<IPropertySymbol>()
                .FirstOrDefault(property => property.Type.Is(_known.ProcessContext) && (property.IsAbstract || property.IsVirtual));
            if (declared is not null && !hides)
                return SyntaxFacts.GetText(declared.DeclaredAccessibility) + " override";
            hides |= type.GetMembers("Process").Any(member => member.DeclaredAccessibility != Accessibility.Private);
        }

        return hides ? "private new" : "private";
    }

    private void Report(DiagnosticDescriptor descriptor, params string[] arguments) =>
        _problems.Add(Problem.Create(descriptor, Place.Of(_declaration.Identifier.GetLocation()), arguments));

    /// <summary>Reports a method where it is written; one of a base class elsewhere at the process class.</summary>
    private void Report(IMethodSymbol method, DiagnosticDescriptor descriptor, params string[] arguments)
    {
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType, _process))
            _problems.Add(Problem.Create(descriptor, Place.Of(method.Locations.FirstOrDefault()), arguments));
        else
            Report(descriptor, arguments);
    }
}
