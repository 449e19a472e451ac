namespace Artel.Runtime;

/// <summary>The armed timers of one process; the timers themselves are the list. In the process's turn only.</summary>
internal struct TimerSet
{
    private ProcessTimer? _first;

    public readonly int Count
    {
        get
        {
            var count = 0;
            for (var timer = _first; timer is not null; timer = timer.Next)
                count++;
            return count;
        }
    }

    public void Add(ProcessTimer timer)
    {
        timer.Next = _first;
        if (_first is not null)
            _first.Previous = timer;
        _first = timer;
    }

    public void Remove(ProcessTimer timer)
    {
        if (timer.Previous is { } previous)
            previous.Next = timer.Next;
        else
            _first = timer.Next;
        if (timer.Next is { } next)
            next.Previous = timer.Previous;
        timer.Previous = null;
        timer.Next = null;
    }

    public readonly void StopAll()
    {
        while (_first is { } timer)
            timer.Dispose();
    }
}
