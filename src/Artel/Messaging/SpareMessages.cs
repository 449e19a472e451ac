using System.Runtime.CompilerServices;

namespace Artel.Messaging;

/// <summary>
/// Messages of one type that were consumed, for the next sends of the thread that handled them. A message that goes to and fro is made once,
/// and processes that only talk give the collector nothing to do. Each type has a static field of its own for those of a thread: code that
/// types share would have to look the field up.
/// </summary>
/// <remarks>
/// A thread keeps those alone that it has made itself. Messages are smaller than a cache line: those that two threads write to again and again
/// would take the lines from each other.
/// </remarks>
internal sealed class SpareMessages
{
    /// <summary>The <see cref="Home"/> of messages that nobody keeps.</summary>
    public const byte HomeOfNobody = byte.MaxValue;

    /// <summary>How many a thread keeps: those of some bursts.</summary>
    private const int Most = 256;

    [ThreadStatic]
    private static byte t_home;

    private static int s_threads;

    private Envelope? _first;
    private int _count;

    /// <summary>Those of a thread.</summary>
    public SpareMessages()
        : this(t_home != 0 ? t_home : NumberThread())
    {
    }

    private SpareMessages(byte home) => Home = home;

    /// <summary>For sends from outside of any process, whose threads handle none: always empty.</summary>
    public static SpareMessages OfNobody { get; } = new(HomeOfNobody);

    /// <summary>The thread's number. Some threads have the same one where there are hundreds, which does no harm.</summary>
    public byte Home { get; }

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

    /// <summary>Keeps one; false when it is another thread's, or this one has enough of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryKeep(Message message)
    {
        if (message.Home != Home || _count >= Most)
            return false;
        _count++;
        message.Next = _first;
        _first = message;
        return true;
    }

    private static byte NumberThread() => t_home = (byte)(1 + ((uint)Interlocked.Increment(ref s_threads) % (HomeOfNobody - 1)));
}
