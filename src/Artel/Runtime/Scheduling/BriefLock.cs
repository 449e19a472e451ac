using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// A lock that is held for a few instructions, during which nobody waits for anything else; on a cache line of its own. It knows no owner: who
/// has it must not take it again. Not to be copied.
/// </summary>
internal struct BriefLock
{
    /// <summary>1 while somebody has it.</summary>
    private LoneNumber _taken;

    /// <summary>Takes it, unless somebody has it.</summary>
    public bool TryEnter() => Volatile.Read(ref _taken.Value) == 0 && Interlocked.Exchange(ref _taken.Value, 1) == 0;

    /// <summary>Takes it, once it is free.</summary>
    public void Enter()
    {
        if (TryEnter())
            return;
        var spinner = default(SpinWait);
        do
            spinner.SpinOnce(sleep1Threshold: -1);
        while (!TryEnter());
    }

    public void Exit() => Volatile.Write(ref _taken.Value, 0);
}
