using System.Globalization;
using Artel.Runtime;

namespace Artel;

/// <summary>How a supervisor stops a child: at once, or by CANCEL with a time to end in, or with no end of it. Immutable.</summary>
public readonly record struct Shutdown
{
    private const string BrutalKillText = "brutal_kill";
    private const string InfinityText = "infinity";

    private readonly bool _kills;

    private Shutdown(bool kills, TimeSpan? timeout)
    {
        _kills = kills;
        Timeout = timeout;
    }

    /// <summary>It is terminated at once.</summary>
    public static Shutdown BrutalKill { get; } = new(kills: true, null);

    /// <summary>It gets CANCEL, and all the time that it takes. For supervisors, whose own children have their times; also what a default value is.</summary>
    public static Shutdown Infinity => default;

    /// <summary>Whether it is terminated at once.</summary>
    public bool IsBrutalKill => _kills;

    /// <summary>How long it has after CANCEL, before it is terminated; null for no limit, or for <see cref="BrutalKill"/>.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>It gets CANCEL, and is terminated if it has not ended within a time.</summary>
    /// <param name="timeout">The time; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive, or longer than timers go, 49 days.</exception>
    public static Shutdown After(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimerLimits.Longest);
        return new(kills: false, timeout);
    }

    /// <summary>Reads <c>"brutal_kill"</c>, <c>"infinity"</c>, or a time: <c>"5s"</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static Shutdown Parse(string text) => TryParse(text, out var shutdown)
        ? shutdown
        : throw new ArgumentException($"'{text}' is no shutdown; there are {BrutalKillText}, {InfinityText}, and a positive time: {DurationText.Form}.", nameof(text));

    /// <summary>Reads <c>"brutal_kill"</c>, <c>"infinity"</c>, or a time: <c>"5s"</c>; false if it is none of these.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shutdown">What it says.</param>
    public static bool TryParse(string? text, out Shutdown shutdown)
    {
        shutdown = default;
        switch (text)
        {
            case BrutalKillText:
                shutdown = BrutalKill;
                return true;
            case InfinityText:
                return true;
            case null:
                return false;
            default:
                if (!DurationText.TryParse(text, out TimeSpan timeout) || timeout <= TimeSpan.Zero)
                    return false;
                shutdown = After(timeout);
                return true;
        }
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => _kills ? BrutalKillText
        : Timeout is { } timeout ? string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalMilliseconds}ms")
        : InfinityText;
}
