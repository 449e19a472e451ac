namespace Artel.Runtime;

/// <summary>
/// A process has ended since a linked one has: its error before anybody reads it. In a chain of links nobody reads most of them, and an
/// exception takes three times as much.
/// </summary>
/// <remarks>
/// A chain may be as long as there are processes, and keeps what it holds as long as the end of its last one is known. So a long one is cut
/// short in the middle: of links behind the first ones only the root cause is kept.
/// </remarks>
internal sealed class LinkedExit
{
    /// <summary>How many links of a chain are kept one by one; those behind are left out, up to the root cause.</summary>
    private const int MaxDepth = 16;

    /// <summary>Why the peer ended: its error, or a link of its own.</summary>
    private readonly object _reason;

    /// <summary>The link of the process whose peer ended first.</summary>
    private readonly LinkedExit _root;

    /// <summary>How many links are kept behind it.</summary>
    private readonly int _depth;

    private LinkedExitException? _error;

    private LinkedExit(Pid peer, object reason, LinkedExit? root, int depth)
    {
        Peer = peer;
        _reason = reason;
        _root = root ?? this;
        _depth = depth;
    }

    /// <summary>The linked process that ended.</summary>
    public Pid Peer { get; }

    /// <summary>The process that ended first.</summary>
    public Pid RootPeer => _root.Peer;

    /// <summary>Why that one did.</summary>
    public ProcessException RootCause => (ProcessException)_root._reason;

    /// <summary>The error that the process ends with; one object, however many threads ask for it first.</summary>
    public LinkedExitException Error
    {
        get
        {
            if (Volatile.Read(ref _error) is { } known)
                return known;
            var made = new LinkedExitException(this, _reason is LinkedExit link ? link.Error : (ProcessException)_reason);
            return Interlocked.CompareExchange(ref _error, made, null) ?? made;
        }
    }

    /// <summary>That of a process whose peer ended so.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="reason">Its <see cref="ProcessException"/>, or its own link.</param>
    public static LinkedExit Of(Pid peer, object reason)
    {
        var link = reason as LinkedExit ?? (reason as LinkedExitException)?.Link;
        if (link is null)
            return new(peer, reason, null, 1);
        return link._depth < MaxDepth ? new(peer, link, link._root, link._depth + 1) : new(peer, link.RootCause, link._root, 1);
    }
}
