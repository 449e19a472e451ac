using Microsoft.Extensions.Logging;

namespace Artel.Queues;

/// <summary>
/// Notes what goes wrong between a consumer and its store, and tells the log: at the first time and at most once a minute after that, and when it is over.
/// Thread-safe.
/// </summary>
internal sealed class StoreTrouble(TimeProvider time, ILogger logger, string queue, string function)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private volatile ProcessException? _last;
    private long _logged;
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
            if (!isFirst && time.GetElapsedTime(_logged) < LogInterval)
                return;
            _logged = time.GetTimestamp();
        }

        QueueLog.StoreLost(logger, queue, function, Times, error.Message);
    }

    /// <summary>The store was of use.</summary>
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

        QueueLog.StoreBack(logger, queue, function);
    }
}
