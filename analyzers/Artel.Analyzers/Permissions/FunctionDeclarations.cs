using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>What methods that are functions declare.</summary>
internal static class FunctionDeclarations
{
    /// <summary>The function's id; null for a method that is none.</summary>
    public static string? IdOf(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary)
            return null;
        string? ofQueue = null;
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } } type
                || attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Value is not string text)
                continue;
            if (type.Name == "FunctionAttribute")
                return text;
            if (type.Name == "QueueConsumerAttribute")
                ofQueue = text + ".consumer";
        }

        return ofQueue;
    }

    /// <summary>The permissions on the method, on its class and on the bases of that.</summary>
    public static IReadOnlyList<(DeclaredPermission Permission, AttributeData Attribute, bool IsOfMethod)> PermissionsOf(IMethodSymbol method, ArtelSymbols symbols)
    {
        var found = new List<(DeclaredPermission, AttributeData, bool)>();
        Read(method, isOfMethod: true);
        for (var type = method.ContainingType; type is { SpecialType: SpecialType.None }; type = type.BaseType)
            Read(type, isOfMethod: false);
        return found;

        void Read(ISymbol symbol, bool isOfMethod)
        {
            foreach (var attribute in symbol.GetAttributes())
                if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, symbols.Permission)
                    && attribute.ConstructorArguments is { Length: > 0 } arguments && arguments[0].Value is string action)
                    found.Add((new(action, arguments.Length > 1 && arguments[1].Value is string resource ? resource : DeclaredPermission.Any), attribute, isOfMethod));
        }
    }
}
