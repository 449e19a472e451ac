using Artel.Runtime;

namespace Artel.Supervision;

/// <summary>How long a restart waits.</summary>
internal static class RestartDelays
{
    /// <summary>The delay before a restart: <c>initial * factor^(attempt-1)</c>, capped, then more or less by the jitter (statement 119).</summary>
    /// <param name="options">The delays.</param>
    /// <param name="attempt">Which restart it is since the service was stable, from 1.</param>
    /// <param name="chance">From 0 to 1, 1 not included.</param>
    public static TimeSpan Of(RestartOptions options, int attempt, double chance)
    {
        // A power that is beyond all numbers is above the cap too; zero times that is no number, and stays zero.
        var grown = options.InitialDelay.Ticks == 0 ? 0 : options.InitialDelay.Ticks * Math.Pow(options.BackoffFactor, attempt - 1);
        var capped = Math.Min(grown, options.MaxDelay.Ticks);
        var jittered = capped * (1 + (options.Jitter * ((2 * chance) - 1)));
        return TimeSpan.FromTicks((long)Math.Clamp(jittered, 0, TimerLimits.Longest.Ticks));
    }
}
