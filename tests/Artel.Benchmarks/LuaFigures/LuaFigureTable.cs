namespace Artel.Benchmarks.LuaFigures;

/// <summary>All Lua figures, in the order in which they are taken.</summary>
internal static class LuaFigureTable
{
    public static IReadOnlyList<LuaFigure> All { get; } =
    [
        new("L1", "spawn of a process that runs the 60-line worker, to its first wait", "us per process", 45, 5_000,
            static (artel, count) => artel.SpawnMicroseconds(count), BareLua.SpawnMicroseconds),
        new("L2", "memory of an idle process", "KB", 18, 2_000,
            static (artel, count) => artel.IdleKilobytes(count), BareLua.IdleKilobytes),
        new("L3", "messages through one process, an integer each", "ns per message", 280, 200_000,
            static (artel, count) => artel.IntegerNanoseconds(count), BareLua.IntegerNanoseconds),
        new("L4", "ask from C#, an integer and its answer", "ns per ask", 280, 50_000,
            static (artel, count) => artel.AskNanoseconds(count), BareLua.AskNanoseconds),
        new("L5", "a small table, C# to Lua to C#", "us per table", 2.4, 50_000,
            static (artel, count) => artel.TableMicroseconds(count), BareLua.TableMicroseconds),
        new("L6", "the 60-line worker", "us per message", 5.4, 50_000,
            static (artel, count) => artel.WorkerMicroseconds(count), BareLua.WorkerMicroseconds),
    ];
}
