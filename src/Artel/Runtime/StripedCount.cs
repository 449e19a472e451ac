using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// A count that many threads change at once without being in each other's way: each changes a part of its own, on a cache line of its own.
/// What one thread counts up another may count down, so a part alone means nothing. Any thread.
/// </summary>
internal sealed class StripedCount
{
    private readonly LoneNumber[] _parts = new LoneNumber[ThreadStripe.Count];

    /// <summary>A full barrier, as the other one is.</summary>
    public void Increment() => Interlocked.Increment(ref _parts[ThreadStripe.Mine].Value);

    public void Decrement() => Interlocked.Decrement(ref _parts[ThreadStripe.Mine].Value);

    /// <summary>
    /// The sum of the parts, one read after the other: exact if nobody counts meanwhile, and not less than it was at the end of the reading if
    /// nobody counts up.
    /// </summary>
    public long Sum()
    {
        var sum = 0L;
        foreach (ref var part in _parts.AsSpan())
            sum += Volatile.Read(ref part.Value);
        return sum;
    }
}
