using Artel.Messaging;

namespace Artel.Runtime;

/// <content>
/// Requests, on both sides. Those that the process received and has not answered: when it ends, whoever waits is told at once and not by a
/// timeout. Those that it sent and waits for the answers of: they go with the code that waits.
/// </content>
internal sealed partial class Cell
{
    private const int FewRequests = 16;

    /// <summary>A request of this process waits; in its turn.</summary>
    internal void Track(ReplySlot ask) => Rarities.Asks.Add(ask);

    /// <summary>A request of this process was not sent; in its turn.</summary>
    internal void Untrack(ReplySlot ask) => Rarities.Asks.Remove(ask);

    /// <summary>Keeps a request that was received and is not answered; nothing for another message.</summary>
    private void NoteRequest(Message message)
    {
        if (!message.IsWaitedFor)
            return;
        var requests = Rarities.Requests ??= [];
        if (requests.Count >= Math.Max(FewRequests, Rarities.RequestsBeforeCleaning))
        {
            requests.RemoveAll(static noted => noted.Slot.IsClosed(noted.Version));
            Rarities.RequestsBeforeCleaning = requests.Count * 2;
        }

        requests.Add((message.Request!, message.RequestVersion));
    }

    /// <summary>It is not the process's to answer: it waits still.</summary>
    private void ForgetRequest(Message message)
    {
        if (message.Request is { } request)
            _rarities?.Requests?.Remove((request, message.RequestVersion));
    }

    /// <summary>Tells all who wait for an answer of this process that none comes.</summary>
    private void FailRequests(ErrorKind kind, string why)
    {
        var handled = _turnContext?.PendingMessage;
        var requests = _rarities?.Requests;
        if (requests is null && handled is null)
            return;
        var error = new ProcessException(kind, $"ask: {Pid} {why} before it answered", retryable: true);
        if (handled is not null)
        {
            _turnContext!.PendingMessage = null;
            handled.ReplyError(error);
        }

        if (requests is null)
            return;
        _rarities!.Requests = null;
        foreach (var (slot, version) in requests)
            slot.TryFail(version, error);
    }

    /// <summary>The answer to a request of this process.</summary>
    private void Handle(ReplySlot answer)
    {
        if (answer.IsAbandoned)
        {
            answer.Drop();
            return;
        }

        Rarities.Asks.Remove(answer);
        answer.Arrive();
    }
}
