namespace Artel.Runtime;

/// <summary>
/// A process has ended since a linked one has. It wraps that one's reason, so that the root cause can be read through the chain
/// (statement 58). A chain of links may be as long as there are processes: its text names the peer and the root alone, and a long one is cut
/// short in the middle, so that an error stays small and can be written to a log.
/// </summary>
internal sealed class LinkedExitException : ProcessException
{
    /// <summary>How many links of a chain are kept one by one; those behind are left out, up to the root cause.</summary>
    private const int MaxDepth = 16;

    private LinkedExitException(string message, ProcessException cause, ProcessException reason, Pid root, int depth)
        : base(reason.Kind, message, cause, reason.Retryable)
    {
        Root = root;
        Depth = depth;
    }

    /// <summary>The process that ended first.</summary>
    private Pid Root { get; }

    /// <summary>How many links are kept behind it.</summary>
    private int Depth { get; }

    /// <summary>The error of a process whose peer ended with a reason.</summary>
    public static LinkedExitException Of(Pid peer, ProcessException reason)
    {
        if (reason is not LinkedExitException link)
            return new($"linked process {peer} ended: {reason.Message}", reason, reason, peer, 1);
        var first = link;
        while (first.InnerException is LinkedExitException earlier)
            first = earlier;
        var message = $"linked process {peer} ended, since {link.Root} ended: {first.InnerException!.Message}";
        return link.Depth < MaxDepth
            ? new(message, link, reason, link.Root, link.Depth + 1)
            : new(message, (ProcessException)first.InnerException, reason, link.Root, 1);
    }
}
