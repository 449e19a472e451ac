namespace Artel.Runtime;

/// <summary>The armed timers of one process. In the process's turn only.</summary>
internal struct TimerSet
{
    private HashSet<ProcessTimer>? _armed;

    public readonly int Count => _armed?.Count ?? 0;

    public void Add(ProcessTimer timer) => (_armed ??= []).Add(timer);

    public readonly void Remove(ProcessTimer timer) => _armed?.Remove(timer);

    public void StopAll()
    {
        var armed = _armed;
        _armed = null;
        if (armed is null)
            return;
        foreach (var timer in armed)
            timer.Dispose();
    }
}
