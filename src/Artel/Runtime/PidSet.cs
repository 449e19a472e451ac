namespace Artel.Runtime;

/// <summary>
/// A set of pids in one reference: most processes have none or one of each kind, which costs nothing more. A few take a small array, many
/// a hash set. Not thread-safe.
/// </summary>
internal struct PidSet
{
    private const int FirstArray = 2;
    private const int LargestArray = 8;

    /// <summary>Null, the one pid, an array with the pids first, or a hash set.</summary>
    private object? _pids;

    public readonly bool IsEmpty => _pids is null;

    public readonly int Count => _pids switch
    {
        null => 0,
        Pid => 1,
        Pid?[] few => CountOf(few),
        _ => ((HashSet<Pid>)_pids).Count,
    };

    public readonly bool Contains(Pid pid) => _pids switch
    {
        null => false,
        Pid one => one.Equals(pid),
        Pid?[] few => IndexIn(few, pid) >= 0,
        _ => ((HashSet<Pid>)_pids).Contains(pid),
    };

    /// <summary>Adds it; false when it is in already.</summary>
    public bool Add(Pid pid)
    {
        switch (_pids)
        {
            case null:
                _pids = pid;
                return true;
            case Pid one:
                if (one.Equals(pid))
                    return false;
                _pids = new Pid?[FirstArray] { one, pid };
                return true;
            case Pid?[] few:
                return AddTo(few, pid);
            default:
                return ((HashSet<Pid>)_pids).Add(pid);
        }
    }

    /// <summary>Removes it; false when it is not in.</summary>
    public bool Remove(Pid pid)
    {
        switch (_pids)
        {
            case null:
                return false;
            case Pid one:
                if (!one.Equals(pid))
                    return false;
                _pids = null;
                return true;
            case Pid?[] few:
                var index = IndexIn(few, pid);
                if (index < 0)
                    return false;
                var last = CountOf(few) - 1;
                few[index] = few[last];
                few[last] = null;
                if (last == 0)
                    _pids = null;
                return true;
            default:
                var many = (HashSet<Pid>)_pids;
                if (!many.Remove(pid))
                    return false;
                if (many.Count == 0)
                    _pids = null;
                return true;
        }
    }

    /// <summary>All of them.</summary>
    public readonly Pid[] ToArray() => _pids switch
    {
        null => [],
        Pid one => [one],
        Pid?[] few => [.. few.AsSpan(0, CountOf(few))!],
        _ => [.. (HashSet<Pid>)_pids],
    };

    /// <summary>All of them, as a set of its own; this one is empty then.</summary>
    public PidSet TakeAll()
    {
        var all = this;
        _pids = null;
        return all;
    }

    public readonly Enumerator GetEnumerator() => new(_pids);

    private static int CountOf(Pid?[] few)
    {
        var count = few.Length;
        while (few[count - 1] is null)
            count--;
        return count;
    }

    private static int IndexIn(Pid?[] few, Pid pid)
    {
        for (var i = 0; i < few.Length && few[i] is { } one; i++)
        {
            if (one.Equals(pid))
                return i;
        }

        return -1;
    }

    private bool AddTo(Pid?[] few, Pid pid)
    {
        if (IndexIn(few, pid) >= 0)
            return false;
        var count = CountOf(few);
        if (count == LargestArray)
        {
            _pids = new HashSet<Pid>(few!) { pid };
            return true;
        }

        if (count == few.Length)
        {
            Array.Resize(ref few, count * 2);
            _pids = few;
        }

        few[count] = pid;
        return true;
    }

    /// <summary>Goes through the pids; the set must not change meanwhile.</summary>
    public struct Enumerator
    {
        private readonly object? _pids;
        private HashSet<Pid>.Enumerator _many;
        private int _next;

        internal Enumerator(object? pids)
        {
            _pids = pids;
            if (pids is HashSet<Pid> many)
                _many = many.GetEnumerator();
            Current = null!;
        }

        public Pid Current { get; private set; }

        public bool MoveNext()
        {
            Pid? next;
            switch (_pids)
            {
                case null:
                    return false;
                case Pid one:
                    next = _next == 0 ? one : null;
                    break;
                case Pid?[] few:
                    next = _next < few.Length ? few[_next] : null;
                    break;
                default:
                    next = _many.MoveNext() ? _many.Current : null;
                    break;
            }

            if (next is null)
                return false;
            _next++;
            Current = next;
            return true;
        }
    }
}
