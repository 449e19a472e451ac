namespace Artel.Runtime;

/// <summary>
/// A process has ended since a linked one has. It wraps that one's reason, so that the root cause can be read through the chain
/// (statement 58). Its text names the peer and the root alone, so that an error stays small and can be written to a log; it is made when
/// somebody reads it.
/// </summary>
internal sealed class LinkedExitException(LinkedExit link, ProcessException cause)
    : ProcessException(cause.Kind, "", cause, cause.Retryable)
{
    private string? _message;

    /// <summary>What it is the error of.</summary>
    public LinkedExit Link => link;

    public override string Message => _message ??= ReferenceEquals(link.Peer, link.RootPeer)
        ? $"linked process {link.Peer} ended: {link.RootCause.Message}"
        : $"linked process {link.Peer} ended, since {link.RootPeer} ended: {link.RootCause.Message}";
}
