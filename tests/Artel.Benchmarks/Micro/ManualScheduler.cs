using Artel.Runtime;

namespace Artel.Benchmarks.Micro;

/// <summary>Keeps turns until they are asked for, so that a benchmark times one side of a message alone. For one thread.</summary>
internal sealed class ManualScheduler : ProcessScheduler
{
    private readonly Queue<Cell> _cells = new();

    public override void Schedule(Cell cell) => _cells.Enqueue(cell);

    /// <summary>Runs turns until nobody has anything to do.</summary>
    public void RunAll()
    {
        while (_cells.TryDequeue(out var cell))
            cell.Execute();
    }
}
