namespace Artel.Messaging;

/// <summary>Where the values of a channel come from that the process itself does not send to. In the process's turn only.</summary>
internal interface IChannelFeed<T>
{
    /// <summary>Whether it could be that there is more than the channel holds.</summary>
    bool MayPull { get; }

    /// <summary>Brings the next value of a channel that is empty, for whoever receives it now; false when there is none.</summary>
    bool TryPull(out T value);

    /// <summary>The oldest value that the channel held was received.</summary>
    void NoteReceived();
}
