using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>What the definitions of this project take, by their ids. Read when somebody asks, since it goes through all types.</summary>
internal sealed class KnownDefinitions(Compilation compilation, ArtelSymbols symbols, LuaProject lua)
{
    private readonly Lazy<Dictionary<string, INamedTypeSymbol?>> _classes = new(() => ReadClasses(compilation, symbols));

    /// <summary>The process class of the id; null where there is none, or several.</summary>
    public INamedTypeSymbol? ClassOf(string id) => _classes.Value.TryGetValue(id, out var type) ? type : null;

    /// <summary>What the definition takes; null where that is not known, as of one that reads its messages itself.</summary>
    public TakenMessages? Find(string id, CancellationToken cancellationToken)
    {
        if (_classes.Value.ContainsKey(id))
            return ClassOf(id) is { } type ? TakenMessages.Of(type, cancellationToken) : null;
        var found = lua.Files(cancellationToken)
            .SelectMany(static file => file.Definitions.Select(definition => (file, definition)))
            .Where(known => known.definition.Id == id)
            .ToList();
        return found.Count == 1 ? TakenMessages.Of(found[0].file, found[0].definition) : null;
    }

    private static Dictionary<string, INamedTypeSymbol?> ReadClasses(Compilation compilation, ArtelSymbols symbols)
    {
        var found = new Dictionary<string, INamedTypeSymbol?>(StringComparer.Ordinal);
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(compilation.Assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            foreach (var member in current.GetMembers().OfType<INamespaceOrTypeSymbol>())
                pending.Push(member);
            if (current is INamedTypeSymbol type && ProcessDeclarations.Of(type, symbols) is { Id: { Length: > 0 } id })
                found[id] = found.ContainsKey(id) ? null : type;
        }

        return found;
    }
}
