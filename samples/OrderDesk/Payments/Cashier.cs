using Artel;

namespace OrderDesk.Payments;

/// <summary>
/// Gives each payment to a worker that is free, one at a time: when a worker crashes, it is known at which order, and no other order suffers. It is
/// linked to the workers, and so learns of a crash with its error; and if it fails itself, they end too, and their successors report to its own.
/// </summary>
[Process("app.payments:cashier")]
[Permission(Permissions.Send)]
[Permission(Permissions.Link)]
internal sealed partial class Cashier
{
    /// <summary>The service, and so the name of its process.</summary>
    public const string Service = "app:cashier";

    private readonly Dictionary<Pid, Message> _busy = [];
    private readonly Queue<Pid> _free = [];
    private readonly Queue<(Payment Payment, Message Request)> _waiting = [];

    [OnMessage("pay")]
    private void Pay(Payment payment, Message request)
    {
        _waiting.Enqueue((payment, request));
        GiveOut();
    }

    /// <summary>A worker has started.</summary>
    [OnMessage("ready")]
    private void Ready([Sender] Pid worker)
    {
        // Trapped, so that the cashier outlives its workers.
        Process.Options = Process.Options with { TrapLinks = true };
        if (!Process.TryLink(worker))
            return;
        _free.Enqueue(worker);
        GiveOut();
    }

    [OnMessage("charged")]
    private void Charged(string receipt, [Sender] Pid worker) => Take(worker)?.Reply(receipt);

    [OnMessage("declined")]
    private void Declined(string reason, [Sender] Pid worker) => Take(worker)?.ReplyError(
        new ProcessException(ErrorKind.Conflict, $"the card was declined: {reason}"));

    [OnLinkDown]
    private void WorkerCrashed(LinkDownEvent down)
    {
        if (down.From is { } worker && _busy.Remove(worker, out var request))
            request.ReplyError(new ProcessException(ErrorKind.Unavailable, $"the payment worker crashed: {down.Error.Message}"));
    }

    /// <summary>The request that a worker has dealt with; from now on the worker is free.</summary>
    private Message? Take(Pid worker)
    {
        if (!_busy.Remove(worker, out var request))
            return null;
        _free.Enqueue(worker);
        GiveOut();
        return request;
    }

    private void GiveOut()
    {
        while (_waiting.Count > 0 && _free.TryDequeue(out var worker))
        {
            // One that has ended since it was last heard of is left out.
            if (Process.TrySend(worker, "charge", _waiting.Peek().Payment))
                _busy.Add(worker, _waiting.Dequeue().Request);
        }
    }
}
