using System.Runtime.CompilerServices;
using Artel.Runtime;

namespace Artel.Testing.Tests;

/// <summary>What a cell keeps to itself and leaks would show in.</summary>
internal static class CellState
{
    public static Cell Cell(this Pid pid) => (Cell)pid.Route!;

    public static IReadOnlyList<Pid> LinkedPids(this Cell cell) => Relations(cell)?.Links.ToArray() ?? [];

    public static int WatcherCount(this Cell cell) => Relations(cell)?.Watchers.Count ?? 0;

    public static int MonitoredCount(this Cell cell) => Relations(cell)?.Monitored.Count ?? 0;

    public static int ObserverCount(this Cell cell) => Relations(cell)?.Observers?.Count ?? 0;

    public static bool HasDeadline(this Cell cell) => Relations(cell)?.Deadline is not null;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_relations")]
    private static extern ref CellRelations? Relations(Cell cell);
}
