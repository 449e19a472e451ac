using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>The types of Artel that rules look for, found once in a compilation.</summary>
internal sealed class ArtelSymbols
{
    private static readonly ConditionalWeakTable<Compilation, Holder> Known = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, ProcessDeclarations?> _declarations = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _marked = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol _topic;
    private readonly INamedTypeSymbol? _onMessage;

    private ArtelSymbols(INamedTypeSymbol topic, Compilation compilation)
    {
        _topic = topic;
        _onMessage = compilation.GetTypeByMetadataName("Artel.OnMessageAttribute");
        Process = compilation.GetTypeByMetadataName("Artel.ProcessAttribute");
        Permission = compilation.GetTypeByMetadataName("Artel.PermissionAttribute");
    }

    /// <summary>The attribute that makes a class a process.</summary>
    public INamedTypeSymbol? Process { get; }

    /// <summary>The attribute that declares a permission.</summary>
    public INamedTypeSymbol? Permission { get; }

    /// <summary>Null where the compilation does not use Artel.</summary>
    public static ArtelSymbols? Find(Compilation compilation) => Known.GetValue(
        compilation,
        static compilation => new(compilation.GetTypeByMetadataName("Artel.TopicAttribute") is { } topic ? new ArtelSymbols(topic, compilation) : null)).Symbols;

    /// <summary>What a process class declares, read once; null for what is none.</summary>
    public ProcessDeclarations? DeclarationsOf(INamedTypeSymbol type) =>
        _declarations.TryGetValue(type, out var known) ? known : _declarations.GetOrAdd(type, ProcessDeclarations.Read(type, this));

    /// <summary>The id of a process class; null for what is none, empty for one that is half-written.</summary>
    public string? IdOf(INamedTypeSymbol type)
    {
        if (Process is null || type.TypeKind != TypeKind.Class)
            return null;
        foreach (var attribute in type.GetAttributes())
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, Process))
                return attribute.ConstructorArguments is { Length: > 0 } arguments && arguments[0].Value is string id ? id : string.Empty;
        return null;
    }

    /// <summary>True for a process class.</summary>
    public bool IsProcess(INamedTypeSymbol type) => Process is not null
        && type.GetAttributes().Any(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, Process));

    /// <summary>Asked first, because it costs nothing and attributes have to be bound.</summary>
    public static bool MayBeTopic(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter => HoldsText(parameter.Type),
        IPropertySymbol property => HoldsText(property.Type),
        IFieldSymbol field => HoldsText(field.Type),
        _ => false,
    };

    /// <summary>True for a parameter, property or field whose value is a topic, or several.</summary>
    public bool IsTopic(ISymbol symbol) => MayBeTopic(symbol)
        && ((symbol is IParameterSymbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, _onMessage))
            || _marked.GetOrAdd(symbol.OriginalDefinition, IsMarked));

    private static bool HoldsText(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol array => HoldsText(array.ElementType),
        INamedTypeSymbol { TypeArguments.Length: 1 } collection => HoldsText(collection.TypeArguments[0]),
        _ => false,
    };

    private bool IsMarked(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _topic))
                return true;
        return false;
    }

    /// <summary>A compilation that does not use Artel is remembered as well.</summary>
    private sealed class Holder(ArtelSymbols? symbols)
    {
        public ArtelSymbols? Symbols { get; } = symbols;
    }
}
