namespace Artel.Supervision;

/// <summary>Whether restarts come too often: more than so many within a time. One that is as old as the time still counts, as in Erlang/OTP.</summary>
internal sealed class RestartIntensity(int maxRestarts, TimeSpan within, TimeProvider time)
{
    /// <summary>When those were that count, oldest first; never more than may be.</summary>
    private readonly Queue<long> _restarts = new();

    /// <summary>Notes a restart; false, and nothing noted, if it is one too many.</summary>
    public bool TryAdd()
    {
        var now = time.GetTimestamp();
        while (_restarts.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) > within)
            _restarts.Dequeue();
        if (_restarts.Count >= maxRestarts)
            return false;
        _restarts.Enqueue(now);
        return true;
    }
}
