using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>Why a C# value can't cross to another language.</summary>
/// <param name="Type">The type that can't.</param>
/// <param name="Reason">The reason, in the words of a message.</param>
/// <param name="IsUnmarked">True where a mark at the type is all that is missing.</param>
internal sealed record PortableForm(ITypeSymbol Type, string Reason, bool IsUnmarked)
{
    // A type may be made of itself.
    private const int MaxDepth = 10;

    /// <summary>Null for what may cross, which is also what is not known to be one or the other.</summary>
    public static PortableForm? GapOf(IOperation value, Compilation compilation, ArtelSymbols symbols, KnownDefinitions definitions)
    {
        value = ArtelOperations.Unconverted(value);
        return value.Type is { } type ? GapOf(type, value is IObjectCreationOperation, 0) : null;

        PortableForm? GapOf(ITypeSymbol type, bool isExact, int depth)
        {
            if (depth > MaxDepth || type.TypeKind is TypeKind.Error or TypeKind.Dynamic or TypeKind.TypeParameter)
                return null;
            if (type is IArrayTypeSymbol array)
                return GapOf(array.ElementType, false, depth + 1);
            if (type is not INamedTypeSymbol named)
                return null;
            if (Never(named, symbols) is { } reason)
                return new(type, reason, IsUnmarked: false);
            if (IsOfThePlatform(named))
                return named.TypeArguments.Select(argument => GapOf(argument, false, depth + 1)).FirstOrDefault(static gap => gap is not null);
            return IsUnknown(named, isExact) ? new(type, "no codec is made of it: mark it [Payload]", IsUnmarked: true) : null;
        }

        // A value of a class that is not sealed may be of a subtype that has a codec.
        bool IsUnknown(INamedTypeSymbol type, bool isExact) =>
            SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
            && type is { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Enum, IsGenericType: false, IsAnonymousType: false, IsAbstract: false }
            && (isExact || type.IsValueType || type.IsSealed)
            && !BasesOf(type).Any(definitions.Payloads.Contains)
            && !type.AllInterfaces.Any(static other => other.Name is "IList" or "IDictionary" or "IReadOnlyDictionary");
    }

    private static IEnumerable<ITypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None or SpecialType.System_Enum }; current = current.BaseType)
            yield return current.OriginalDefinition;
        foreach (var implemented in type.AllInterfaces)
            yield return implemented.OriginalDefinition;
    }

    /// <summary>What no codec can be made of.</summary>
    private static string? Never(INamedTypeSymbol type, ArtelSymbols symbols)
    {
        if (type.TypeKind == TypeKind.Delegate)
            return "it is a delegate";
        if (symbols.IdOf(type) is not null)
            return "it is a process; its Pid crosses";
        for (var current = type; current is not null; current = current.BaseType)
        {
            switch (current)
            {
                case { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } }:
                    return "it is a task; its result can cross";
                case { Name: "Stream", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } }:
                    return "it is a stream; what is in it can cross";
                case { Name: "CancellationToken" or "CancellationTokenSource", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } }:
                    return "it belongs to this program alone";
                case { Name: "ProcessContext" or "Message" or "ArtelRuntime" or "Spawner", ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } }:
                    return "it belongs to its process alone";
            }
        }

        return null;
    }

    private static bool IsOfThePlatform(INamedTypeSymbol type)
    {
        var root = type.ContainingNamespace;
        while (root is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            root = root.ContainingNamespace;
        return root?.Name == "System";
    }
}
