namespace Artel.Runtime;

/// <summary>
/// A process has ended since a linked one has. It wraps that one's reason, so that the root cause can be read through the chain
/// (statement 58). A chain of links may be as long as there are processes: its text names the peer and the root alone, and a long one is cut
/// short in the middle, so that an error stays small and can be written to a log. The text is made when somebody reads it.
/// </summary>
internal sealed class LinkedExitException : ProcessException
{
    /// <summary>How many links of a chain are kept one by one; those behind are left out, up to the root cause.</summary>
    private const int MaxDepth = 16;

    private readonly Pid _peer;

    /// <summary>The process that ended first, and why.</summary>
    private readonly (Pid Pid, ProcessException Cause) _root;

    /// <summary>How many links are kept behind it.</summary>
    private readonly int _depth;

    private string? _message;

    private LinkedExitException(Pid peer, ProcessException cause, ProcessException reason, (Pid Pid, ProcessException Cause) root, int depth)
        : base(reason.Kind, "", cause, reason.Retryable)
    {
        _peer = peer;
        _root = root;
        _depth = depth;
    }

    public override string Message => _message ??= ReferenceEquals(_peer, _root.Pid)
        ? $"linked process {_peer} ended: {_root.Cause.Message}"
        : $"linked process {_peer} ended, since {_root.Pid} ended: {_root.Cause.Message}";

    /// <summary>The error of a process whose peer ended with a reason.</summary>
    public static LinkedExitException Of(Pid peer, ProcessException reason)
    {
        if (reason is not LinkedExitException link)
            return new(peer, reason, reason, (peer, reason), 1);
        return link._depth < MaxDepth
            ? new(peer, link, reason, link._root, link._depth + 1)
            : new(peer, link._root.Cause, reason, link._root, 1);
    }
}
