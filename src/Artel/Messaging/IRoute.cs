namespace Artel.Messaging;

/// <summary>The way to a process: direct for one on this node, over the wire for one elsewhere.</summary>
internal interface IRoute
{
    /// <summary>Puts an envelope into the process's mailbox; false when the process has ended. Any thread.</summary>
    bool Post(Envelope envelope);
}

/// <summary>What ways of one kind have in common.</summary>
internal abstract class RouteKind;
