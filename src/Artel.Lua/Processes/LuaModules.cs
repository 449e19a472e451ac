using System.Collections.Concurrent;
using Artel.Lua.Engine;
using Artel.Lua.Modules;

namespace Artel.Lua.Processes;

/// <summary>
/// What <c>require</c> finds: the modules of the runtime, then the application's own files. Files are kept as code; each process runs
/// a module anew, so that none shares a module's state with another. Thread-safe.
/// </summary>
/// <param name="root">The folder that the application's modules are in, and never outside of it.</param>
internal sealed class LuaModules(string root) : ILuaModules
{
    private static readonly Dictionary<string, LuaLibrary> Libraries = new[]
    {
        ContextModule.Library, FunctionsModule.Library, JsonModule.Library, LoggerModule.Library, QueueModule.Library, SecurityModule.Library,
        TimeModule.Library, UuidModule.Library,
    }.ToDictionary(static library => library.Name, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, LuaScript> _scripts = new(StringComparer.Ordinal);

    /// <summary>The application's modules that some process has required.</summary>
    public IEnumerable<LuaScript> Loaded => _scripts.Values;

    public object Find(LuaState state, string name)
    {
        if (Libraries.TryGetValue(name, out var library))
            return library;
        if (_scripts.TryGetValue(name, out var known))
            return known.Code;
        if (!IsName(name) || !File.Exists(Path.Combine(root, PathOf(name))))
            throw Unknown(name);
        if (!LinkedPath.IsInside(root, PathOf(name)))
            throw Outside(name);
        return _scripts.GetOrAdd(name, name => LuaScript.OfFile(root, PathOf(name))).Code;
    }

    private static string PathOf(string name) => name.Replace('.', '/') + ".lua";

    /// <summary>The names of the runtime's own modules.</summary>
    public static IReadOnlyCollection<string> LibraryNames => Libraries.Keys;

    /// <summary>Words with dots between them: such a name can't lead out of the folder.</summary>
    private static bool IsName(string name) => name.Length is > 0 and <= 200
        && Array.TrueForAll(name.Split('.'), static word => word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));

    private static ProcessException Outside(string name) => new(
        ErrorKind.Invalid, $"require: '{PathOf(name)}' is a link that leads out of the application's folder; put the file itself there", retryable: false);

    private static ProcessException Unknown(string name) => new(
        ErrorKind.NotFound,
        $"require: there is no module '{name}'; there are {string.Join(", ", Libraries.Keys.Order(StringComparer.Ordinal))}, and the application's Lua files by their path with dots, as in 'rules.common'",
        retryable: false);
}
