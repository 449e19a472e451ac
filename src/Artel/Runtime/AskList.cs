using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>The requests that a process waits for the answers of; the slots themselves are the list. In its turn only.</summary>
internal struct AskList
{
    private ReplySlot? _first;

    public readonly bool IsEmpty => _first is null;

    public void Add(ReplySlot slot)
    {
        slot.NextAsk = _first;
        if (_first is not null)
            _first.PreviousAsk = slot;
        _first = slot;
    }

    /// <summary>Takes it out, if it is in.</summary>
    public void Remove(ReplySlot slot)
    {
        if (slot.PreviousAsk is { } previous)
            previous.NextAsk = slot.NextAsk;
        else if (ReferenceEquals(_first, slot))
            _first = slot.NextAsk;
        else
            return;
        if (slot.NextAsk is { } next)
            next.PreviousAsk = slot.PreviousAsk;
        slot.PreviousAsk = null;
        slot.NextAsk = null;
    }

    /// <summary>Nobody waits for any of them any more.</summary>
    public void AbandonAll()
    {
        while (_first is { } slot)
        {
            Remove(slot);
            slot.Abandon();
        }
    }
}
