using System.ComponentModel;

namespace Artel.Messaging;

/// <summary>
/// What stands in a mailbox: a <see cref="Message"/> or a signal of the runtime. It is its own list node, so that a send allocates
/// one object and nothing else.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Envelope
{
    /// <summary>The next envelope of the list that this one stands in; owned by that list.</summary>
    internal Envelope? Next;

    // The two of a message are here and not there since the fields of each class begin on a whole word, and the room is there in any case.

    /// <summary>When it was sent, in seconds of the runtime's coarse clock. Of a message.</summary>
    internal int SentAt;

    /// <summary>What has to be done when it is received, besides its handling; for nearly all nothing. Of a message.</summary>
    internal MessageNotes Notes;

    /// <summary>Of a message, whose it is among <see cref="SpareMessages"/>: that of the thread that made it. 0 for what is no message.</summary>
    internal readonly byte Home;

    private protected Envelope(byte home) => Home = home;

    /// <summary>Whether it is a <see cref="Message"/>: asked once for each envelope, and faster so than by the type.</summary>
    internal bool IsMessage => Home != 0;
}

/// <summary>What has to be done when a message is received, besides its handling.</summary>
[Flags]
internal enum MessageNotes : byte
{
    None = 0,

    /// <summary>It takes room in a bounded mailbox.</summary>
    TakesRoom = 1,

    /// <summary>Its sender pays for it.</summary>
    IsCharged = 2,

    /// <summary>Its sender waits for an answer.</summary>
    IsRequest = 4,
}
