using System.Globalization;

namespace Artel;

/// <summary>What a host allows.</summary>
public sealed class ProcessHostOptions
{
    /// <summary>How long the processes may take to end after the CANCEL of a stopping host, before they are terminated. 10 seconds at first.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many processes may live in it at a time; null for no limit. A spawn above it is RATE_LIMITED.</summary>
    public int? MaxProcesses { get; set; }

    internal void Verify(string id)
    {
        if (StopTimeout < TimeSpan.Zero)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Host '{id}': StopTimeout is negative ({StopTimeout})."));
        if (MaxProcesses <= 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Host '{id}': MaxProcesses is {MaxProcesses}; use null for no limit."));
    }
}
