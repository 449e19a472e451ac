using System.Diagnostics.CodeAnalysis;

namespace Artel.Messaging;

/// <summary>The cases that wait at one side of a channel, first come first served. A case can leave from anywhere in it.</summary>
internal struct CaseQueue<TCase>
    where TCase : ChannelCase
{
    private ChannelCase? _first;
    private ChannelCase? _last;

    public readonly bool IsEmpty => _first is null;

    public void Add(TCase added)
    {
        added.IsQueued = true;
        added.Previous = _last;
        added.Next = null;
        if (_last is null)
            _first = added;
        else
            _last.Next = added;
        _last = added;
    }

    public bool TryTakeFirst([NotNullWhen(true)] out TCase? taken)
    {
        taken = (TCase?)_first;
        if (taken is null)
            return false;
        Remove(taken);
        return true;
    }

    public void Remove(TCase removed)
    {
        if (!removed.IsQueued)
            return;
        removed.IsQueued = false;
        if (removed.Previous is null)
            _first = removed.Next;
        else
            removed.Previous.Next = removed.Next;
        if (removed.Next is null)
            _last = removed.Previous;
        else
            removed.Next.Previous = removed.Previous;
        removed.Previous = null;
        removed.Next = null;
    }
}
