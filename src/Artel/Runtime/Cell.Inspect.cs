namespace Artel.Runtime;

/// <content>What an operator sees of a process, from any thread and without stopping it.</content>
internal sealed partial class Cell
{
    private readonly DateTimeOffset _startedAt;

    internal ProcessInfo Inspect()
    {
        string[] names;
        Pid[] links;
        lock (_relations)
        {
            names = _names is null ? [] : [.. _names.Order(StringComparer.Ordinal)];
            links = _links.ToArray();
        }

        return new ProcessInfo
        {
            Pid = Pid,
            Definition = Id,
            State = Volatile.Read(ref _killed) is not null ? ProcessState.Ending : _mailbox.IsAsleep ? ProcessState.Waiting : ProcessState.Running,
            MailboxLength = _mailbox.CountPushed() + _mailbox.CountDrained() + (_deferred?.Count ?? 0) + (_router?.HeldCount ?? 0),
            Names = names,
            Links = links,
            StartedAt = _startedAt,
        };
    }
}
