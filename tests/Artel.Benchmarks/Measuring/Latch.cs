namespace Artel.Benchmarks.Measuring;

/// <summary>
/// Waits for parties that each say how much they have handled, so that work that got lost, or was done twice, is seen. Thread-safe.
/// </summary>
/// <param name="parties">How many will arrive.</param>
internal sealed class Latch(int parties)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = parties;
    private long _handled;

    /// <summary>Completes when all have arrived.</summary>
    public Task Done => _done.Task;

    /// <summary>What those who arrived have handled, together.</summary>
    public long Handled => Volatile.Read(ref _handled);

    /// <summary>How many have not arrived.</summary>
    public int Missing => Volatile.Read(ref _missing);

    /// <summary>One party is done.</summary>
    /// <param name="handled">How much it has handled.</param>
    public void Arrive(long handled)
    {
        Interlocked.Add(ref _handled, handled);
        Arrive();
    }

    /// <summary>One party is done; it counts for itself alone.</summary>
    public void Arrive()
    {
        if (Interlocked.Decrement(ref _missing) == 0)
            _done.SetResult();
    }
}
