using Artel.Runtime;

namespace Artel.Benchmarks.Micro;

/// <summary>Keeps turns until they are asked for, so that a benchmark times one side of a message alone. For one thread.</summary>
internal sealed class ManualScheduler : ProcessScheduler
{
    private readonly Queue<IThreadPoolWorkItem> _turns = new();

    public override void Schedule(IThreadPoolWorkItem turn) => _turns.Enqueue(turn);

    /// <summary>Runs turns until nobody has anything to do.</summary>
    public void RunAll()
    {
        while (_turns.TryDequeue(out var turn))
            turn.Execute();
    }
}
