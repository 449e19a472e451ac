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

    private protected Envelope() { }
}
