namespace Artel.Analyzers;

/// <summary>The modules and globals that the runtime gives to Lua: a new function of the runtime is one word here.</summary>
internal static class LuaLibraries
{
    /// <summary>What takes as many arguments as one likes.</summary>
    private const int Any = int.MaxValue;

    private static readonly HashSet<string> Modules = new(StringComparer.Ordinal)
    {
        "ctx", "funcs", "json", "logger", "queue", "security", "time", "uuid",
    };

    private static readonly HashSet<string> Globals = new(StringComparer.Ordinal)
    {
        "_G", "_ENV", "_VERSION", "assert", "channel", "coroutine", "error", "errors", "getmetatable", "ipairs", "math", "next", "os", "pairs",
        "pcall", "print", "process", "rawequal", "rawget", "rawlen", "rawset", "require", "select", "setmetatable", "string", "table", "tonumber",
        "tostring", "type", "utf8", "xpcall",
    };

    /// <summary>The members of the tables that nobody can add to. The text behind a name says how many arguments: fewest, most.</summary>
    private static readonly Dictionary<string, Dictionary<string, LuaMember>> Tables = new(StringComparer.Ordinal)
    {
        ["process"] = Members(
            ("id", 0, 0), ("pid", 0, 0), ("send", 2, Any), ("ask", 2, Any), ("spawn", 2, Any), ("spawn_monitored", 2, Any),
            ("spawn_linked", 2, Any), ("spawn_linked_monitored", 2, Any), ("exec", 2, Any), ("call", 2, Any), ("upgrade", 0, Any),
            ("terminate", 1, 1), ("cancel", 1, 2), ("monitor", 1, 1), ("unmonitor", 1, 1), ("link", 1, 1), ("unlink", 1, 1),
            ("get_options", 0, 0), ("set_options", 1, 1), ("inbox", 0, 0), ("events", 0, 0), ("listen", 1, 2), ("unlisten", 1, 1),
            ("with_context", 1, 1), ("registry", -1, -1), ("event", -1, -1)),
        ["process.registry"] = Members(("register", 1, 2), ("lookup", 1, 1), ("unregister", 1, 1)),
        ["process.event"] = Members(("CANCEL", -1, -1), ("EXIT", -1, -1), ("LINK_DOWN", -1, -1)),
        ["channel"] = Members(("new", 0, 1), ("select", 1, 2)),
        ["errors"] = Members(
            ("new", 1, 2), ("wrap", 2, 2), ("is", 2, 2), ("call_stack", 0, 1), ("NOT_FOUND", -1, -1), ("ALREADY_EXISTS", -1, -1),
            ("INVALID", -1, -1), ("PERMISSION_DENIED", -1, -1), ("UNAVAILABLE", -1, -1), ("INTERNAL", -1, -1), ("CANCELED", -1, -1),
            ("CONFLICT", -1, -1), ("TIMEOUT", -1, -1), ("RATE_LIMITED", -1, -1), ("UNKNOWN", -1, -1)),
    };

    /// <summary>True for what <c>require</c> gives that is no file.</summary>
    public static bool IsModule(string name) => Modules.Contains(name);

    /// <summary>The names of the modules.</summary>
    public static IEnumerable<string> ModuleNames => Modules;

    /// <summary>True for a global of every script.</summary>
    public static bool IsGlobal(string name) => Globals.Contains(name);

    /// <summary>The names of the globals.</summary>
    public static IEnumerable<string> GlobalNames => Globals;

    /// <summary>The members of a table that nobody can add to; null for any other.</summary>
    public static IReadOnlyDictionary<string, LuaMember>? MembersOf(string table) => Tables.TryGetValue(table, out var members) ? members : null;

    private static Dictionary<string, LuaMember> Members(params (string Name, int Fewest, int Most)[] members) =>
        members.ToDictionary(static member => member.Name, static member => new LuaMember(member.Fewest, member.Most), StringComparer.Ordinal);
}

/// <summary>A member of a module.</summary>
/// <param name="Fewest">How many arguments it takes at least; negative for what is no function.</param>
/// <param name="Most">How many arguments it takes at most.</param>
internal readonly record struct LuaMember(int Fewest, int Most)
{
    public bool IsFunction => Fewest >= 0;
}
