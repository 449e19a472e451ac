using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>The types of Artel that rules look for, found once in a compilation.</summary>
internal sealed class ArtelSymbols
{
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
    public static ArtelSymbols? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Artel.TopicAttribute") is { } topic
            ? new ArtelSymbols(topic, compilation)
            : null;

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

    /// <summary>True for a parameter, property or field whose value is a topic, or several.</summary>
    public bool IsTopic(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter => HoldsText(parameter.Type)
            && (SymbolEqualityComparer.Default.Equals(parameter.ContainingType, _onMessage) || IsMarked(parameter)),
        IPropertySymbol property => HoldsText(property.Type) && IsMarked(property),
        IFieldSymbol field => HoldsText(field.Type) && IsMarked(field),
        _ => false,
    };

    /// <summary>Asked first, because it costs nothing and attributes have to be bound.</summary>
    private static bool HoldsText(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol array => HoldsText(array.ElementType),
        INamedTypeSymbol { TypeArguments.Length: 1 } collection => HoldsText(collection.TypeArguments[0]),
        _ => false,
    };

    private bool IsMarked(ISymbol symbol)
    {
        foreach (var attribute in symbol.OriginalDefinition.GetAttributes())
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _topic))
                return true;
        return false;
    }
}
