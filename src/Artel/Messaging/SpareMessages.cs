using System.Runtime.CompilerServices;

namespace Artel.Messaging;

/// <summary>
/// Messages of one type that were consumed, for the next sends of the thread that handled them. A message that goes to and fro is made once,
/// and processes that only talk give the collector nothing to do. Each type has a static field of its own for those of a thread: code that
/// types share would have to look the field up.
/// </summary>
internal sealed class SpareMessages
{
    /// <summary>How many a thread keeps: those of some bursts. More would be handled here and sent elsewhere.</summary>
    private const int Most = 256;

    private Envelope? _first;
    private int _count;

    /// <summary>One to be renewed; null where the thread has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TMessage? Take<TMessage>()
        where TMessage : Message
    {
        var first = _first;
        if (first is null)
            return null;
        _first = first.Next;
        _count--;
        return Unsafe.As<TMessage>(first);
    }

    /// <summary>Keeps one; false when the thread has enough of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryKeep(Message message)
    {
        if (_count >= Most)
            return false;
        _count++;
        message.Next = _first;
        _first = message;
        return true;
    }
}
