using System.Globalization;
using Artel.Runtime;

namespace Artel;

/// <summary>What a host allows.</summary>
public sealed class ProcessHostOptions
{
    /// <summary>How long the processes may take to end after the CANCEL of a stopping host, before they are terminated. 10 seconds at first.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many processes may live in it at a time; null for no limit. A spawn above it is RATE_LIMITED.</summary>
    public int? MaxProcesses { get; set; }

    /// <summary>
    /// How many messages may wait in the mailbox of one process; null for no limit. A send above it is RATE_LIMITED, or waits, as
    /// <see cref="MailboxFullPolicy"/> says. A definition's own limit goes before it.
    /// </summary>
    public int? MaxMailboxLength { get; set; }

    /// <summary>What happens to a send to a full mailbox.</summary>
    public MailboxFullPolicy MailboxFullPolicy { get; set; }

    /// <summary>
    /// The ids of the definitions that it takes; <c>*</c> stands for any text, as in <c>app.workers:*</c>. Null for all. A spawn of another
    /// one on it, and an upgrade of one of its processes to another one, is INVALID.
    /// </summary>
    public IReadOnlyList<string>? Definitions { get; set; }

    /// <summary>How many names one of its processes may have at a time; 1,000 at first. One more is RATE_LIMITED.</summary>
    public int MaxNamesPerProcess { get; set; } = 1000;

    /// <summary>What languages and the like were told about the host.</summary>
    internal HostFeatures Features { get; } = new();

    internal void Verify(string id)
    {
        if (StopTimeout < TimeSpan.Zero)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Host '{id}': StopTimeout is negative ({StopTimeout})."));
        if (StopTimeout > TimerLimits.Longest)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Host '{id}': StopTimeout {StopTimeout} is longer than timers go."));
        if (MaxProcesses <= 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Host '{id}': MaxProcesses is {MaxProcesses}; use null for no limit."));
        if (MaxNamesPerProcess <= 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Host '{id}': MaxNamesPerProcess is {MaxNamesPerProcess}; it has to be 1 or more."));
        if (MaxMailboxLength <= 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Host '{id}': MaxMailboxLength is {MaxMailboxLength}; use null for no limit."));
        if (Definitions is { Count: 0 })
            throw new ArgumentException($"Host '{id}': Definitions is empty, so that it takes none at all; use null for all.");
        if (Definitions?.Any(string.IsNullOrEmpty) == true)
            throw new ArgumentException($"Host '{id}': Definitions has an empty pattern; a pattern reads as an id, with * for any text.");
    }
}

/// <summary>What happens to a send to a full mailbox (statement 8).</summary>
public enum MailboxFullPolicy
{
    /// <summary>It is refused: RATE_LIMITED, retryable.</summary>
    Refuse = 0,

    /// <summary>
    /// <see cref="ProcessContext.SendAsync{T}(Destination, string, T, CancellationToken)"/> waits until there is room; a plain send, which can't wait, is refused.
    /// </summary>
    Wait,
}
