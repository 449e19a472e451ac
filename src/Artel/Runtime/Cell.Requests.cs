using Artel.Messaging;

namespace Artel.Runtime;

/// <content>
/// Requests, on both sides. Those that the process received and has not answered: when it ends, whoever waits is told at once and not by a
/// timeout. Those that it sent and waits for the answers of: they go with the code that waits.
/// </content>
internal sealed partial class Cell
{
    private const int FewRequests = 16;

    /// <summary>Requests that are not answered when their handler is done; some may be by now. Null until there is one.</summary>
    private List<(ReplySlot Slot, ushort Version)>? _requests;

    /// <summary>How many there may be before the answered ones are taken out.</summary>
    private int _requestsBeforeCleaning = FewRequests;

    /// <summary>Requests of this process that wait for their answers.</summary>
    private AskList _asks;

    /// <summary>A request of this process waits; in its turn.</summary>
    internal void Track(ReplySlot ask) => _asks.Add(ask);

    /// <summary>A request of this process was not sent; in its turn.</summary>
    internal void Untrack(ReplySlot ask) => _asks.Remove(ask);

    /// <summary>Keeps a request that was received and is not answered; nothing for another message.</summary>
    private void NoteRequest(Message message)
    {
        if (!message.IsWaitedFor)
            return;
        _requests ??= [];
        if (_requests.Count >= _requestsBeforeCleaning)
        {
            _requests.RemoveAll(static noted => noted.Slot.IsClosed(noted.Version));
            _requestsBeforeCleaning = Math.Max(FewRequests, _requests.Count * 2);
        }

        _requests.Add((message.Request!, message.RequestVersion));
    }

    /// <summary>Tells all who wait for an answer of this process that none comes.</summary>
    private void FailRequests(ErrorKind kind, string why)
    {
        if (_requests is null && _pendingMessage is null)
            return;
        var error = new ProcessException(kind, $"ask: {Pid} {why} before it answered", retryable: true);
        _pendingMessage?.ReplyError(error);
        _pendingMessage = null;
        if (_requests is null)
            return;
        foreach (var (slot, version) in _requests)
            slot.TryFail(version, error);
        _requests = null;
    }

    /// <summary>The answer to a request of this process.</summary>
    private void Handle(ReplySlot answer)
    {
        if (answer.IsAbandoned)
        {
            answer.Drop();
            return;
        }

        _asks.Remove(answer);
        answer.Arrive();
    }
}
