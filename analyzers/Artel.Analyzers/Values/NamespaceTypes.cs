using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>Goes through the types of a namespace.</summary>
internal static class NamespaceTypes
{
    /// <summary>All types in it, in the namespaces in it and in its types.</summary>
    public static IEnumerable<INamedTypeSymbol> AllTypes(this INamespaceSymbol root)
    {
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            if (current is INamespaceSymbol space)
                foreach (var member in space.GetMembers())
                    pending.Push(member);
            else
                foreach (var nested in ((INamedTypeSymbol)current).GetTypeMembers())
                    pending.Push(nested);
            if (current is INamedTypeSymbol type)
                yield return type;
        }
    }
}
