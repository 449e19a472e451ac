using Microsoft.Extensions.Logging;

namespace Artel.Queues;

/// <summary>
/// Notes that a consumer's handler may not do what it has to, and tells the log. That is no fault of the messages, so that none may go to the dead letters for
/// it: the consumer stops, and tries again in case that a policy was mended meanwhile. Thread-safe.
/// </summary>
internal sealed class HandlerDenial(ILogger logger, string queue, string function)
{
    private readonly Lock _gate = new();
    private volatile ProcessException? _last;
    private int _times;

    /// <summary>What was refused last; null when all is well.</summary>
    public ProcessException? Last => _last;

    /// <summary>How often in a row.</summary>
    public int Times => Volatile.Read(ref _times);

    public void Note(ProcessException denied)
    {
        lock (_gate)
        {
            _last = denied;
            _times = Math.Min(_times + 1, 1000);
        }

        QueueLog.HandlerDenied(logger, queue, function, Times, denied.Message);
    }

    /// <summary>A handler did well.</summary>
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

        QueueLog.HandlerAllowed(logger, queue, function);
    }
}

/// <summary>A handler was refused what it needs; its message was given back.</summary>
internal sealed class HandlerDeniedException(ProcessException denial) : Exception(denial.Message, denial)
{
    public ProcessException Denial => denial;
}
