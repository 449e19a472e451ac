namespace Artel.Benchmarks.LuaFigures;

/// <summary>All Lua figures, in the order in which they are taken.</summary>
internal static class LuaFigureTable
{
    public static IReadOnlyList<LuaFigure> All { get; } =
    [
        new("L1", "spawn of a process that runs the 60-line worker, to its first wait", "us per process", 1000, 45, 5_000,
            static (artel, count) => artel.Spawn(count), BareLua.Spawn),
        new("L2", "memory of an idle process", "KB", 1024, 18, 2_000,
            static (artel, count) => artel.IdleBytes(count), BareLua.IdleBytes),
        new("L3", "integers through one process that listens to their topic, sent by code outside", "ns per message", 1, 280, 200_000,
            static (artel, count) => artel.SendIntegers(count), BareLua.SendIntegers),
        new("L3b", "the same through one that takes messages out of its inbox, and asks each for its topic and its payload", "ns per message", 1, null, 200_000,
            static (artel, count) => artel.SendMessages(count), BareLua.SendIntegers),
        new("L4", "a process in C# asks one in Lua: an integer and its answer", "ns per ask", 1, 280, 50_000,
            static (artel, count) => artel.AskIntegers(count), BareLua.AskIntegers),
        new("L5", "a process in C# asks one in Lua: a small table, there and back", "us per ask", 1000, 2.4, 50_000,
            static (artel, count) => artel.AskTables(count), BareLua.AskTables),
        new("L6", "a process in C# asks the 60-line worker", "us per ask", 1000, 5.4, 50_000,
            static (artel, count) => artel.AskWorker(count), BareLua.AskWorker),
        new("L7", "code outside of processes asks one in Lua: an integer and its answer, each of which goes from one thread to another", "ns per ask", 1, null, 50_000,
            static (artel, count) => artel.AskIntegersFromOutside(count), BareLua.AskIntegers),
    ];
}
