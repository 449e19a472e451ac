namespace Artel.Runtime;

/// <summary>A set of pids that costs nothing while it is empty and one small array while it is small. Not thread-safe.</summary>
internal struct PidSet
{
    private const int SmallLimit = 8;

    private Pid[]? _small;
    private int _smallCount;
    private HashSet<Pid>? _large;

    public readonly int Count => _large?.Count ?? _smallCount;

    public readonly bool Contains(Pid pid) => _large?.Contains(pid) ?? (IndexOf(pid) >= 0);

    /// <summary>Adds it; false when it is in already.</summary>
    public bool Add(Pid pid)
    {
        if (_large is not null)
            return _large.Add(pid);
        if (IndexOf(pid) >= 0)
            return false;
        if (_smallCount == SmallLimit)
        {
            _large = [.. _small!, pid];
            _small = null;
            _smallCount = 0;
            return true;
        }

        if (_small is null)
            _small = new Pid[2];
        else if (_small.Length == _smallCount)
            Array.Resize(ref _small, _smallCount * 2);
        _small[_smallCount++] = pid;
        return true;
    }

    /// <summary>Removes it; false when it is not in.</summary>
    public bool Remove(Pid pid)
    {
        if (_large is not null)
            return _large.Remove(pid);
        var index = IndexOf(pid);
        if (index < 0)
            return false;
        _small![index] = _small[--_smallCount];
        _small[_smallCount] = null!;
        return true;
    }

    /// <summary>All of them.</summary>
    public readonly Pid[] ToArray() => _large is not null ? [.. _large] : _smallCount == 0 ? [] : _small.AsSpan(0, _smallCount).ToArray();

    /// <summary>All of them, and the set is empty.</summary>
    public Pid[] TakeAll()
    {
        var all = ToArray();
        this = default;
        return all;
    }

    private readonly int IndexOf(Pid pid)
    {
        for (var i = 0; i < _smallCount; i++)
        {
            if (_small![i].Equals(pid))
                return i;
        }

        return -1;
    }
}
