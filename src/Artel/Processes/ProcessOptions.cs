namespace Artel;

/// <summary>What a process can switch about itself.</summary>
public sealed record ProcessOptions
{
    /// <summary>
    /// Whether the abnormal end of a linked process is delivered as a <see cref="LinkDownEvent"/> instead of ending this one. False at
    /// first (statement 57).
    /// </summary>
    public bool TrapLinks { get; init; }

    /// <summary>
    /// Whether the process is told by an <see cref="OutdatedEvent"/> that there is newer code for it, so that it can upgrade itself. False
    /// at first.
    /// </summary>
    public bool Upgradable { get; init; }
}
