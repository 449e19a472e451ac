using System.Runtime.CompilerServices;
using Artel.Runtime;

namespace Artel.Testing.Tests;

/// <summary>What a cell keeps to itself and leaks would show in.</summary>
internal static class CellState
{
    public static Cell Cell(this Pid pid) => (Cell)pid.Route!;

    public static IReadOnlyList<Pid> LinkedPids(this Cell cell) => Links(cell).ToArray();

    public static int WatcherCount(this Cell cell) => Watchers(cell).Count;

    public static int MonitoredCount(this Cell cell) => Monitored(cell).Count;

    public static int ObserverCount(this Cell cell) => Observers(cell)?.Count ?? 0;

    public static bool HasDeadline(this Cell cell) => Deadline(cell) is not null;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_links")]
    private static extern ref PidSet Links(Cell cell);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_watchers")]
    private static extern ref PidSet Watchers(Cell cell);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_monitored")]
    private static extern ref PidSet Monitored(Cell cell);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_observers")]
    private static extern ref List<ExitObserver>? Observers(Cell cell);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_deadline")]
    private static extern ref CancelDeadline? Deadline(Cell cell);
}
