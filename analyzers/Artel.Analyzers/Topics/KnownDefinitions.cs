using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>
/// The definitions of this project by their ids, and what they take. Read when somebody asks, since it goes through all types.
/// Thread-safe.
/// </summary>
internal sealed class KnownDefinitions
{
    private static readonly ConditionalWeakTable<Compilation, KnownDefinitions> Known = new();

    private readonly LuaProject _lua;
    private readonly Lazy<Dictionary<string, INamedTypeSymbol?>> _classes;
    private readonly Lazy<HashSet<ITypeSymbol>> _payloads;

    private KnownDefinitions(LuaProject lua, Func<Dictionary<string, INamedTypeSymbol?>> readClasses, Func<HashSet<ITypeSymbol>> readPayloads)
    {
        _lua = lua;
        _classes = new(readClasses);
        _payloads = new(readPayloads);
    }

    /// <summary>The ids of the classes and of the Lua files.</summary>
    public IEnumerable<string> Ids(CancellationToken cancellationToken) =>
        _classes.Value.Keys.Concat(_lua.Files(cancellationToken).SelectMany(static file => file.DefinitionIds));

    /// <summary>The types of this project that may have a codec, by whatever way.</summary>
    public HashSet<ITypeSymbol> Payloads => _payloads.Value;

    /// <summary>Those of a compilation, the same for all rules.</summary>
    public static KnownDefinitions Of(Compilation compilation, ArtelSymbols symbols, LuaProject lua) => Known.GetValue(
        compilation, key => new(lua, () => ReadClasses(key, symbols), () => PayloadTypes.Reachable(key, symbols)));

    /// <summary>Those of Lua files alone.</summary>
    public static KnownDefinitions Of(LuaProject lua) => new(lua, static () => [], static () => new(SymbolEqualityComparer.Default));

    /// <summary>The process class of the id; null where there is none, or several.</summary>
    public INamedTypeSymbol? ClassOf(string id) => _classes.Value.TryGetValue(id, out var type) ? type : null;

    /// <summary>The Lua file of the id, where it is the only definition of it.</summary>
    public LuaFile? FileOf(string id, CancellationToken cancellationToken)
    {
        if (_classes.Value.ContainsKey(id))
            return null;
        var files = _lua.Files(cancellationToken).Where(file => file.DefinitionIds.Contains(id)).ToList();
        return files.Count == 1 && files[0].DefinitionIds.Count == 1 ? files[0] : null;
    }

    /// <summary>What messages the definition takes; null where that is not known, as of one that reads its messages itself.</summary>
    public TakenMessages? Find(string id, CancellationToken cancellationToken) =>
        ClassOf(id) is { } type ? TakenMessages.Of(type, cancellationToken)
        : FileOf(id, cancellationToken) is { } file ? TakenMessages.Of(file)
        : null;

    /// <summary>What the definition is started with; null where that is not known.</summary>
    public MainSignature? FindMain(string id, CancellationToken cancellationToken) =>
        ClassOf(id) is { } type ? MainSignature.Of(type, cancellationToken)
        : FileOf(id, cancellationToken) is { } file ? MainSignature.Of(file)
        : null;

    private static Dictionary<string, INamedTypeSymbol?> ReadClasses(Compilation compilation, ArtelSymbols symbols)
    {
        var found = new Dictionary<string, INamedTypeSymbol?>(StringComparer.Ordinal);
        foreach (var type in compilation.Assembly.GlobalNamespace.AllTypes())
            if (symbols.IdOf(type) is { Length: > 0 } id)
                found[id] = found.ContainsKey(id) ? null : type;
        return found;
    }
}
