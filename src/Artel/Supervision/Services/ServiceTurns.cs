using System.Collections.Concurrent;
using Artel.Runtime;

namespace Artel.Supervision;

/// <summary>
/// The one thread at a time in which all services change: what happens to them is put in from anywhere, and done in order, as a process
/// handles its mailbox. It has its turns from where the processes have theirs, so that a test decides their order too.
/// </summary>
internal sealed class ServiceTurns(ProcessScheduler scheduler) : IThreadPoolWorkItem
{
    /// <summary>How much a turn does before the others have theirs.</summary>
    private const int SliceLength = 128;

    private readonly ConcurrentQueue<Action> _waiting = new();

    /// <summary>1 from the first thing that is put in until a turn has seen that nothing is left.</summary>
    private int _awake;

    /// <summary>Has something done in a turn. Any thread.</summary>
    public void Post(Action step)
    {
        _waiting.Enqueue(step);
        Wake();
    }

    /// <summary>Has something of its own done soon, beside the turns.</summary>
    public void Run(IThreadPoolWorkItem work) => scheduler.Run(work);

    public void Execute()
    {
        for (var i = 0; i < SliceLength && _waiting.TryDequeue(out var step); i++)
            step();
        Volatile.Write(ref _awake, 0);

        // What was put in after the last look found this awake and left it to it.
        Interlocked.MemoryBarrier();
        if (!_waiting.IsEmpty)
            Wake();
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _awake, 1) == 0)
            scheduler.Run(this);
    }
}
