using System.Collections.Concurrent;
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

    private readonly Lazy<Dictionary<string, LuaFile?>> _files;
    private readonly ConcurrentDictionary<string, TakenMessages?> _messages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MainSignature?> _mains = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, INamedTypeSymbol?>> _classes;
    private readonly Lazy<IReadOnlyCollection<string>> _others;
    private readonly Lazy<HashSet<ITypeSymbol>> _payloads;

    private KnownDefinitions(
        LuaProject lua,
        Func<Dictionary<string, INamedTypeSymbol?>> readClasses,
        Func<IReadOnlyCollection<string>> readOthers,
        Func<HashSet<ITypeSymbol>> readPayloads)
    {
        _others = new(readOthers);
        _files = new(() => ReadFiles(lua));
        _classes = new(readClasses);
        _payloads = new(readPayloads);
    }

    /// <summary>The ids of the classes, the supervisors, the functions and of what Lua files define.</summary>
    public IEnumerable<string> Ids => _classes.Value.Keys.Concat(_others.Value).Concat(_files.Value.Keys);

    /// <summary>The types of this project that may have a codec, by whatever way.</summary>
    public HashSet<ITypeSymbol> Payloads => _payloads.Value;

    /// <summary>Those of a compilation, the same for all rules.</summary>
    public static KnownDefinitions Of(Compilation compilation, ArtelSymbols symbols, LuaProject lua) => Known.GetValue(
        compilation, key => new(lua, () => ReadClasses(key, symbols), () => ReadOthers(key), () => PayloadTypes.Reachable(key, symbols)));

    /// <summary>Those of Lua files alone.</summary>
    public static KnownDefinitions Of(LuaProject lua) => new(lua, static () => [], static () => [], static () => new(SymbolEqualityComparer.Default));

    /// <summary>The process class of the id; null where there is none, or several.</summary>
    public INamedTypeSymbol? ClassOf(string id) => _classes.Value.TryGetValue(id, out var type) ? type : null;

    /// <summary>The Lua file of the id, where it is the only definition in it.</summary>
    public LuaFile? FileOf(string id) => AnyFileOf(id) is { Definitions.Count: 1 } file ? file : null;

    /// <summary>What messages the definition takes; null where that is not known, as of one that reads its messages itself.</summary>
    public TakenMessages? Find(string id, CancellationToken cancellationToken) => _messages.TryGetValue(id, out var known) ? known : _messages.GetOrAdd(
        id,
        ClassOf(id) is { } type ? TakenMessages.Of(type, cancellationToken)
            : AnyFileOf(id) is { } file ? TakenMessages.Of(file, file.Definitions.First(definition => definition.Id == id))
            : null);

    /// <summary>What the definition is started with; null where that is not known.</summary>
    public MainSignature? FindMain(string id, CancellationToken cancellationToken) => _mains.TryGetValue(id, out var known) ? known : _mains.GetOrAdd(
        id,
        ClassOf(id) is { } type ? MainSignature.Of(type, cancellationToken)
            : FileOf(id) is { } file ? MainSignature.Of(file)
            : null);

    /// <summary>The Lua file of the id; null where there is none, or several, or a class.</summary>
    private LuaFile? AnyFileOf(string id) => !_classes.Value.ContainsKey(id) && _files.Value.TryGetValue(id, out var file) ? file : null;

    private static Dictionary<string, LuaFile?> ReadFiles(LuaProject lua)
    {
        var found = new Dictionary<string, LuaFile?>(StringComparer.Ordinal);
        foreach (var file in lua.Files(CancellationToken.None))
            foreach (var definition in file.Definitions)
                found[definition.Id] = found.ContainsKey(definition.Id) ? null : file;
        return found;
    }

    private static Dictionary<string, INamedTypeSymbol?> ReadClasses(Compilation compilation, ArtelSymbols symbols)
    {
        var found = new Dictionary<string, INamedTypeSymbol?>(StringComparer.Ordinal);
        foreach (var type in compilation.Assembly.GlobalNamespace.AllTypes())
            if (symbols.IdOf(type) is { Length: > 0 } id)
                found[id] = found.ContainsKey(id) ? null : type;
        return found;
    }

    /// <summary>The ids of supervisor classes and of methods that are functions.</summary>
    private static HashSet<string> ReadOthers(Compilation compilation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in compilation.Assembly.GlobalNamespace.AllTypes())
        {
            foreach (var attribute in type.GetAttributes())
                if (attribute.AttributeClass is { Name: "SupervisorAttribute", ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } }
                    && attribute.ConstructorArguments is { Length: > 0 } arguments && arguments[0].Value is string id)
                    found.Add(id);
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
                if (FunctionDeclarations.IdOf(method) is { } id)
                    found.Add(id);
        }

        return found;
    }
}
