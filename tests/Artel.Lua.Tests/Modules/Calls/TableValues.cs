namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>What is put into the tables that functions of the library take, as Lua: a right value for each way to give it; and what differs, and why.</summary>
internal static class TableValues
{
    /// <summary>By the table's name and the place in it, or by its type.</summary>
    private static readonly Dictionary<string, string[]> Right = new()
    {
        ["any"] = ["'value'"],
        ["boolean"] = ["true"],
        ["channel.Case"] = ["holding(1):case_receive()"],
        ["errors.Kind"] = ["errors.CONFLICT"],
        ["errors.Kind[]"] = ["{ errors.CONFLICT }"],
        ["funcs.Retry"] = ["{}"],
        ["integer"] = ["1"],
        ["number"] = ["1", "0.5"],
        ["number|string|time.Duration"] = ["0", "0.5", "'0s'", "time.duration(0)"],
        ["security.Policy|string"] = ["security.policy('test:read')", "'test:read'"],
        ["string"] = ["'text'"],
        ["string|number"] = ["'text'", "1", "1.5"],
        ["table"] = ["{ n = 1 }"],
        ["time.AnyDuration"] = ["'1s'", "1000", "1000.5", "time.duration('1s')"],
        ["Executor.with_options.options.retry.backoff_factor"] = ["2", "1.5"],
        ["queue.publish.options.priority"] = ["0"],
    };

    /// <summary>Lists that have to have a value, as there is nothing to do otherwise.</summary>
    private static readonly HashSet<string> Needed = ["channel.select.cases"];

    /// <summary>What the table has to have beside, so that all of it is looked at: a default counts only if no case is ready.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> LookedAt = new()
    {
        ["channel.select.cases"] = new() { ["[1]"] = "channel.new():case_receive()", ["['default']"] = "true" },
    };

    /// <summary>Taken by its truth, as a condition in Lua is: no kind is a wrong one.</summary>
    private static readonly HashSet<string> ByTruth = ["channel.select.cases.default", "process.listen.options.message"];

    /// <summary>A log never refuses: it writes the key as text.</summary>
    private static readonly HashSet<string> AnyKey =
        [.. new[] { "Logger", "logger" }.SelectMany(static owner => new[] { "debug", "error", "info", "warn", "with" }.Select(function => $"{owner}.{function}.fields"))];

    /// <summary>A table with a metatable is refused before anything of it is read.</summary>
    private static readonly HashSet<string> NoMetatable = ["json.array.t"];

    /// <summary>All that is declared by name.</summary>
    public static IEnumerable<string> Tables => [.. Needed, .. LookedAt.Keys, .. AnyKey, .. NoMetatable];

    /// <summary>All places that are declared by name.</summary>
    public static IEnumerable<string> Places => ByTruth;

    /// <summary>All that right values are found by.</summary>
    public static IEnumerable<string> Keys => Right.Keys;

    public static bool IsNeeded(string table) => Needed.Contains(table);

    public static Dictionary<string, string> ToBeLookedAt(string table) => new(LookedAt.GetValueOrDefault(table, []));

    public static bool TakesAny(string place) => ByTruth.Contains(place);

    public static bool TakesAnyKey(string table) => AnyKey.Contains(table);

    public static bool TakesMetatable(string table) => !NoMetatable.Contains(table);

    /// <exception cref="InvalidOperationException">None is known.</exception>
    public static string[] Of(string place, LibraryType type) => Right[KeyOf(place, type)];

    /// <summary>What the values of a place are found by.</summary>
    public static string KeyOf(string place, LibraryType type)
    {
        if (Right.ContainsKey(place))
            return place;
        return Right.ContainsKey(type.Text)
            ? type.Text
            : throw new InvalidOperationException($"{place} is a {type.Text}, which no value is known for; declare one in {nameof(TableValues)}");
    }
}
