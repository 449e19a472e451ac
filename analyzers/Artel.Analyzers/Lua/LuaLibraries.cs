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
        "_G", "_ENV", "_VERSION", "assert", "channel", "collectgarbage", "coroutine", "error", "errors", "getmetatable", "ipairs", "math", "next", "os", "pairs",
        "pcall", "print", "process", "rawequal", "rawget", "rawlen", "rawset", "require", "select", "setmetatable", "string", "table", "tonumber",
        "tostring", "type", "utf8", "xpcall",
    };

    /// <summary>
    /// The members of the tables and objects that nobody can add to, objects by the names of their classes in the runtime's library files.
    /// The numbers behind a name say how many arguments: fewest, most.
    /// </summary>
    private static readonly Dictionary<string, Dictionary<string, LuaMember>> Tables = new(StringComparer.Ordinal)
    {
        ["process"] = Members(
            ("id", 0, 0), ("pid", 0, 0), ("send", 2, Any), ("ask", 2, Any), ("spawn", 2, Any), ("spawn_monitored", 2, Any),
            ("spawn_linked", 2, Any), ("spawn_linked_monitored", 2, Any), ("exec", 2, Any), ("call", 2, Any), ("upgrade", 0, Any), ("terminate", 1, 1),
            ("cancel", 1, 2), ("monitor", 1, 1), ("unmonitor", 1, 1), ("link", 1, 1), ("unlink", 1, 1), ("get_options", 0, 0),
            ("set_options", 1, 1), ("inbox", 0, 0), ("events", 0, 0), ("listen", 1, 2), ("unlisten", 1, 1), ("with_context", 1, 1),
            Field("registry"), Field("event")),
        ["process.registry"] = Members(("register", 1, 2), ("lookup", 1, 1), ("unregister", 1, 1)),
        ["process.event"] = Members(Field("CANCEL"), Field("EXIT"), Field("LINK_DOWN"), Field("OUTDATED")),
        ["process.Options"] = Members(Field("trap_links"), Field("upgradable")),
        ["process.Message"] = Members(("topic", 0, 0), ("from", 0, 0), ("payload", 0, 0), ("reply", 1, 2)),
        ["process.Spawner"] = Members(
            ("with_context", 1, 1), ("with_actor", 1, 1), ("with_scope", 1, 1), ("with_name", 1, 1), ("with_message", 1, Any), ("spawn", 2, Any),
            ("spawn_monitored", 2, Any), ("spawn_linked", 2, Any), ("spawn_linked_monitored", 2, Any), ("exec", 2, Any)),
        ["channel"] = Members(("new", 0, 1), ("select", 1, 2)),
        ["channel.Channel"] = Members(("receive", 0, 0), ("send", 1, 1), ("close", 0, 0), ("case_receive", 0, 0), ("case_send", 1, 1), ("each", 0, 0)),
        ["errors"] = Members(
            ("new", 1, 2), ("wrap", 2, 2), ("is", 2, 2), ("call_stack", 1, 1), Field("NOT_FOUND"), Field("ALREADY_EXISTS"), Field("INVALID"),
            Field("PERMISSION_DENIED"), Field("UNAVAILABLE"), Field("INTERNAL"), Field("CANCELED"), Field("CONFLICT"), Field("TIMEOUT"),
            Field("RATE_LIMITED"), Field("UNKNOWN")),
        ["errors.Error"] = Members(("kind", 0, 0), ("message", 0, 0), ("retryable", 0, 0), ("details", 0, 0), ("stack", 0, 0)),
        ["ctx"] = Members(("get", 1, 1), ("all", 0, 0)),
        ["funcs"] = Members(("call", 1, Any), ("async", 1, Any), ("new", 0, 0)),
        ["funcs.Executor"] = Members(
            ("with_context", 1, 1), ("with_actor", 1, 1), ("with_scope", 1, 1), ("with_options", 1, 1), ("call", 1, Any), ("async", 1, Any)),
        ["funcs.Future"] = Members(
            ("response", 0, 0), ("channel", 0, 0), ("is_complete", 0, 0), ("is_canceled", 0, 0), ("result", 0, 0), ("error", 0, 0), ("cancel", 0, 0)),
        ["funcs.Payload"] = Members(("data", 0, 0)),
        ["json"] = Members(("encode", 1, 2), ("decode", 1, 2), ("array", 0, 1), Field("null")),
        ["logger"] = Members(("debug", 1, 2), ("info", 1, 2), ("warn", 1, 2), ("error", 1, 2), ("with", 1, 1)),
        ["logger.Logger"] = Members(("debug", 1, 2), ("info", 1, 2), ("warn", 1, 2), ("error", 1, 2), ("with", 1, 1)),
        ["queue"] = Members(("publish", 2, 4), ("message", 0, 0), ("info", 1, 1)),
        ["queue.Message"] = Members(("id", 0, 0), ("attempt", 0, 0), ("header", 1, 1), ("headers", 0, 0), ("ack", 0, 0), ("nack", 0, 0), ("reject", 0, 1)),
        ["security"] = Members(
            ("actor", 0, 0), ("scope", 0, 0), ("can", 2, 3), ("new_actor", 1, 2), ("new_scope", 0, 1), ("policy", 1, 1), ("named_scope", 1, 1)),
        ["security.Actor"] = Members(("id", 0, 0), ("meta", 0, 0)),
        ["security.Policy"] = Members(("id", 0, 0), ("evaluate", 3, 4)),
        ["security.Scope"] = Members(("with", 1, 1), ("without", 1, 1), ("evaluate", 3, 4), ("contains", 1, 1), ("policies", 0, 0)),
        ["time"] = Members(
            ("sleep", 1, 1), ("after", 1, 1), ("timer", 1, 1), ("ticker", 1, 1), ("now", 0, 0), ("date", 1, 7), ("unix", 1, 2), ("parse", 1, 1),
            ("duration", 1, 1), ("parse_duration", 1, 1), Field("NANOSECOND"), Field("MICROSECOND"), Field("MILLISECOND"), Field("SECOND"),
            Field("MINUTE"), Field("HOUR")),
        ["time.Duration"] = Members(
            ("nanoseconds", 0, 0), ("microseconds", 0, 0), ("milliseconds", 0, 0), ("seconds", 0, 0), ("minutes", 0, 0), ("hours", 0, 0)),
        ["time.Time"] = Members(
            ("unix", 0, 0), ("unix_milli", 0, 0), ("unix_nano", 0, 0), ("add", 1, 1), ("sub", 1, 1), ("before", 1, 1), ("after", 1, 1),
            ("equal", 1, 1), ("format_rfc3339", 0, 0), ("year", 0, 0), ("month", 0, 0), ("day", 0, 0), ("hour", 0, 0), ("minute", 0, 0),
            ("second", 0, 0), ("nanosecond", 0, 0), ("weekday", 0, 0), ("year_day", 0, 0)),
        ["time.Timer"] = Members(("channel", 0, 0), ("response", 0, 0), ("stop", 0, 0), ("reset", 1, 1)),
        ["time.Ticker"] = Members(("channel", 0, 0), ("response", 0, 0), ("stop", 0, 0), ("reset", 1, 1)),
        ["uuid"] = Members(("v4", 0, 0), ("v7", 0, 0), ("parse", 1, 1), ("is_valid", 1, 1), Field("NIL")),
    };

    /// <summary>True for what <c>require</c> gives that is no file.</summary>
    public static bool IsModule(string name) => Modules.Contains(name);

    /// <summary>The names of the modules.</summary>
    public static IEnumerable<string> ModuleNames => Modules;

    /// <summary>True for a global of every script.</summary>
    public static bool IsGlobal(string name) => Globals.Contains(name);

    /// <summary>The names of the globals.</summary>
    public static IEnumerable<string> GlobalNames => Globals;

    /// <summary>The tables and the classes of objects that nobody can add to.</summary>
    public static IEnumerable<string> TableNames => Tables.Keys;

    /// <summary>The members of a table or of a class of objects that nobody can add to; null for any other.</summary>
    public static IReadOnlyDictionary<string, LuaMember>? MembersOf(string table) => Tables.TryGetValue(table, out var members) ? members : null;

    private static (string Name, int Fewest, int Most) Field(string name) => (name, -1, -1);

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
