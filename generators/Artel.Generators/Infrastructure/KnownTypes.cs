using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>
/// The symbols that the readers compare with, and what is remembered of payload types, for one compilation. Never part of a model: it
/// goes when its compilation does.
/// </summary>
internal sealed class KnownTypes
{
    private static readonly string[] BasicPayloadNames =
    [
        "Artel.Pid", "Artel.ProcessException", "System.Guid", "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly",
        "System.Uri", "System.Version", "System.Half", "System.Int128", "System.UInt128", "System.Numerics.BigInteger",
    ];

    private static readonly ConditionalWeakTable<Compilation, KnownTypes> PerCompilation = new();

    private KnownTypes(Compilation compilation)
    {
        Assembly = compilation.Assembly;
        // Until the attributes of the assembly are bound, the compiler goes through all files for them for each name that it looks up.
        Assembly.GetAttributes();
        compilation.SourceModule.GetAttributes();
        var referenced = ReferencedTypes.Of(compilation);
        Message = Find("Artel.Message");
        Pid = Find("Artel.Pid");
        ProcessContext = Find("Artel.ProcessContext");
        ProcessEvent = Find("Artel.ProcessEvent");
        ExitEvent = Find("Artel.ExitEvent");
        LinkDownEvent = Find("Artel.LinkDownEvent");
        CancelEvent = Find("Artel.CancelEvent");
        ProcessAttribute = Find("Artel.ProcessAttribute");
        PermissionAttribute = Find("Artel.PermissionAttribute");
        ArgumentAttribute = Find("Artel.ArgumentAttribute");
        SenderAttribute = Find("Artel.SenderAttribute");
        PayloadAttribute = Find("Artel.PayloadAttribute");
        PayloadName = Find("Artel.PayloadNameAttribute");
        PayloadIgnore = Find("Artel.PayloadIgnoreAttribute");
        PayloadKind = Find("Artel.PayloadKindAttribute");
        ReadOnlyMemory = Find("System.ReadOnlyMemory`1");
        CancellationToken = Find("System.Threading.CancellationToken");
        Task = Find("System.Threading.Tasks.Task");
        TaskOf = Find("System.Threading.Tasks.Task`1");
        ValueTask = Find("System.Threading.Tasks.ValueTask");
        ValueTaskOf = Find("System.Threading.Tasks.ValueTask`1");
        ServiceProvider = Find("System.IServiceProvider");
        FromKeyedServices = Find("Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute");
        ActivatorConstructor = Find("Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute");
        SetsRequiredMembers = Find("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute");
        JsonPropertyName = Find("System.Text.Json.Serialization.JsonPropertyNameAttribute");
        JsonIgnore = Find("System.Text.Json.Serialization.JsonIgnoreAttribute");
        Enumerable = Find("System.Collections.IEnumerable");
        Disposable = Find("System.IDisposable");
        Flags = Find("System.FlagsAttribute");
        Exception = Find("System.Exception");
        BasicPayloads = new(
            BasicPayloadNames.Select(Find).OfType<ITypeSymbol>(),
            SymbolEqualityComparer.Default);
        Collections = new(Find);
        Payloads = new PayloadTypeReader(this);
        Spelled = new SpelledTypes(compilation);
        AliasesForAll = new(compilation.SyntaxTrees.SelectMany(static tree => TreeMarks.Of(tree, default).AliasesForAll), StringComparer.Ordinal);

        INamedTypeSymbol? Find(string name) => referenced.Find(compilation, name);
    }

    public IAssemblySymbol Assembly { get; }

    /// <summary>The names that the project has for types in all of its files.</summary>
    public HashSet<string> AliasesForAll { get; }

    public ITypeSymbol? Message { get; }

    public ITypeSymbol? Pid { get; }

    public ITypeSymbol? ProcessContext { get; }

    public ITypeSymbol? ProcessEvent { get; }

    public ITypeSymbol? ExitEvent { get; }

    public ITypeSymbol? LinkDownEvent { get; }

    public ITypeSymbol? CancelEvent { get; }

    public ITypeSymbol? ProcessAttribute { get; }

    public ITypeSymbol? PermissionAttribute { get; }

    public ITypeSymbol? ArgumentAttribute { get; }

    public ITypeSymbol? SenderAttribute { get; }

    public ITypeSymbol? PayloadAttribute { get; }

    public ITypeSymbol? PayloadName { get; }

    public ITypeSymbol? PayloadIgnore { get; }

    public ITypeSymbol? PayloadKind { get; }

    public ITypeSymbol? ReadOnlyMemory { get; }

    public ITypeSymbol? CancellationToken { get; }

    public ITypeSymbol? Task { get; }

    public ITypeSymbol? TaskOf { get; }

    public ITypeSymbol? ValueTask { get; }

    public ITypeSymbol? ValueTaskOf { get; }

    public ITypeSymbol? ServiceProvider { get; }

    public ITypeSymbol? FromKeyedServices { get; }

    public ITypeSymbol? ActivatorConstructor { get; }

    public ITypeSymbol? SetsRequiredMembers { get; }

    public ITypeSymbol? JsonPropertyName { get; }

    public ITypeSymbol? JsonIgnore { get; }

    public ITypeSymbol? Enumerable { get; }

    public ITypeSymbol? Disposable { get; }

    public ITypeSymbol? Flags { get; }

    public ITypeSymbol? Exception { get; }

    /// <summary>The types with a codec in the runtime, besides those that the language has words for.</summary>
    public HashSet<ITypeSymbol> BasicPayloads { get; }

    public PayloadCollections Collections { get; }

    public PayloadTypeReader Payloads { get; }

    public SpelledTypes Spelled { get; }

    public static KnownTypes Of(Compilation compilation) => PerCompilation.GetValue(compilation, static compilation => new KnownTypes(compilation));

    /// <summary>Whether code of the compiled assembly, outside of any type, can name the type.</summary>
    public bool CanName(ITypeSymbol type) => AccessTo(type) != Access.None;

    /// <summary>From where code outside of any type can name the type.</summary>
    public Access AccessTo(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return AccessTo(array.ElementType);
        if (type is ITypeParameterSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol or IDynamicTypeSymbol or IErrorTypeSymbol)
            return Access.None;
        if (type is not INamedTypeSymbol named)
            return Access.Public;
        if (named.IsFileLocal || !IsOpen(named))
            return Access.None;
        var access = named.DeclaredAccessibility == Accessibility.Public ? Access.Public : Access.Own;
        foreach (var argument in named.TypeArguments)
            access = Least(access, AccessTo(argument));
        return named.ContainingType is { } container ? Least(access, AccessTo(container)) : access;
    }

    private static Access Least(Access x, Access y) => x < y ? x : y;

    /// <summary>Whether code of the compiled assembly, outside of any type, can use the member.</summary>
    public bool IsOpen(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => IsOwn(symbol),
        _ => false,
    };

    /// <summary>
    /// Whether a type that the compiler can't find is a reference that is generated for a process class: what is generated now is not there
    /// yet. Looked up for names that stand for nothing else only.
    /// </summary>
    public bool IsReference(string name) =>
        name.Length > "Ref".Length
        && name.EndsWith("Ref", StringComparison.Ordinal)
        && Assembly is ISourceAssemblySymbol source
        && source.Compilation.GetSymbolsWithName(name.Substring(0, name.Length - "Ref".Length), SymbolFilter.Type)
            .Any(type => type.Attribute(ProcessAttribute) is not null);

    public bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, Assembly);
}

/// <summary>From where a type can be named.</summary>
internal enum Access
{
    /// <summary>From inside of some type or file only.</summary>
    None,

    /// <summary>From its own assembly.</summary>
    Own,

    /// <summary>From everywhere.</summary>
    Public,
}

/// <summary>Comparison of symbols and their attributes.</summary>
internal static class SymbolComparison
{
    public static bool Is(this ITypeSymbol? type, ITypeSymbol? other) => other is not null && SymbolEqualityComparer.Default.Equals(type, other);

    /// <summary>Whether a type is one of Artel's own: in its namespace, not in one below.</summary>
    public static bool IsOfArtel(this ITypeSymbol? type) => type is { ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether a type is the one of Artel that has the name.</summary>
    public static bool IsOfArtel(this ITypeSymbol? type, string name) => type?.Name == name && type.IsOfArtel();

    /// <summary>Whether the type is a construction of a generic one.</summary>
    public static bool IsMadeFrom(this ITypeSymbol type, ITypeSymbol? generic) => type.OriginalDefinition.Is(generic);

    public static bool Inherits(this ITypeSymbol type, ITypeSymbol? from)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(from))
                return true;
        }

        return false;
    }

    public static bool Implements(this ITypeSymbol type, ITypeSymbol? contract) => type.AllInterfaces.Any(implemented => implemented.Is(contract));

    public static AttributeData? Attribute(this ISymbol symbol, ITypeSymbol? type) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.Is(type));
}
