namespace Artel.Queues;

/// <summary>
/// Notes what keeps a consumer from its work, of one kind, and has it told: at the first time and no more often than at some interval after that, and when
/// it is over. Thread-safe.
/// </summary>
/// <param name="time">The clock that the interval goes by.</param>
/// <param name="interval">How long nothing is told after it was; zero for each time.</param>
/// <param name="tell">Told how often in a row, and why.</param>
/// <param name="tellOver">Told when it is over.</param>
internal sealed class ConsumerTrouble(TimeProvider time, TimeSpan interval, Action<int, string> tell, Action tellOver)
{
    private readonly Lock _gate = new();
    private volatile ProcessException? _last;
    private long _told;
    private int _times;

    /// <summary>What went wrong last; null when all is well.</summary>
    public ProcessException? Last => _last;

    /// <summary>How often in a row.</summary>
    public int Times => Volatile.Read(ref _times);

    public void Note(ProcessException error)
    {
        lock (_gate)
        {
            var isFirst = _last is null;
            _last = error;
            _times = Math.Min(_times + 1, 1000);
            if (!isFirst && time.GetElapsedTime(_told) < interval)
                return;
            _told = time.GetTimestamp();
        }

        tell(Times, error.Message);
    }

    /// <summary>All is well.</summary>
    public void Clear()
    {
        if (_last is null)
            return;
        lock (_gate)
        {
            if (_last is null)
                return;
            _last = null;
            _times = 0;
        }

        tellOver();
    }
}
