using Artel.Runtime;

namespace Artel;

/// <summary>
/// How a function is called. What is null is left as it was: options given by several <see cref="FunctionExecutor.WithOptions"/> are merged,
/// member by member. Immutable.
/// </summary>
public sealed record FunctionOptions
{
    /// <summary>
    /// How long the call may take, all attempts and the waits between them included. Then the function is cancelled, terminated if it does
    /// not end, and the call is TIMEOUT. <see cref="Timeout.InfiniteTimeSpan"/>, and null in the end, for no limit.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>When a failed call is tried again; null in the end for never.</summary>
    public FunctionRetry? Retry { get; init; }

    internal static FunctionOptions None { get; } = new();

    internal FunctionOptions With(FunctionOptions later) => new()
    {
        Timeout = later.Timeout ?? Timeout,
        Retry = later.Retry is null ? Retry : (Retry ?? new()).With(later.Retry),
    };

    /// <exception cref="ProcessException">INVALID.</exception>
    internal void Verify()
    {
        if (Timeout is { } timeout && timeout != System.Threading.Timeout.InfiniteTimeSpan
            && TimerLimits.Refuse("with_options", "timeout", timeout) is { } refused)
            throw refused;
        Retry?.Verify();
    }
}

/// <summary>When a failed call is tried again, and after what time. Each attempt is a process of its own. Immutable.</summary>
public sealed record FunctionRetry
{
    /// <summary>How many attempts there are, the first one included; at least 1. 3 unless set.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>The time before the second attempt. 100 ms unless set.</summary>
    public TimeSpan? InitialDelay { get; init; }

    /// <summary>The longest time between two attempts. 10 seconds unless set.</summary>
    public TimeSpan? MaxDelay { get; init; }

    /// <summary>What the time is multiplied by with each further attempt; at least 1. 2 unless set.</summary>
    public double? BackoffFactor { get; init; }

    /// <summary>The part of a time that is left to chance, in both directions, from 0 to 1. 0.1 unless set.</summary>
    public double? Jitter { get; init; }

    /// <summary>The kinds of errors that are tried again; null for all errors that say of themselves that they are retryable.</summary>
    public IReadOnlyCollection<ErrorKind>? RetryKinds { get; init; }

    /// <summary>The kinds of errors that are never tried again; they go before <see cref="RetryKinds"/>.</summary>
    public IReadOnlyCollection<ErrorKind>? SkipKinds { get; init; }

    internal int Attempts => MaxAttempts ?? 3;

    internal bool Takes(ProcessException error)
    {
        if (SkipKinds?.Contains(error.Kind) is true)
            return false;
        return RetryKinds?.Contains(error.Kind) ?? error.Retryable is true;
    }

    /// <summary>The time after a failed attempt: initial * factor^(failures-1), capped, then more or less by chance (statement 119).</summary>
    /// <param name="failures">How many attempts have failed; at least 1.</param>
    /// <param name="chance">A number from 0 to 1.</param>
    internal TimeSpan DelayAfter(int failures, double chance)
    {
        var most = (double)(MaxDelay ?? TimeSpan.FromSeconds(10)).Ticks;
        var ticks = (InitialDelay ?? TimeSpan.FromMilliseconds(100)).Ticks * Math.Pow(BackoffFactor ?? 2, failures - 1);
        ticks = Math.Min(ticks, most) * (1 + ((Jitter ?? 0.1) * ((2 * chance) - 1)));
        return TimeSpan.FromTicks((long)Math.Clamp(ticks, TimeSpan.TicksPerMillisecond, TimerLimits.Longest.Ticks));
    }

    internal FunctionRetry With(FunctionRetry later) => new()
    {
        MaxAttempts = later.MaxAttempts ?? MaxAttempts,
        InitialDelay = later.InitialDelay ?? InitialDelay,
        MaxDelay = later.MaxDelay ?? MaxDelay,
        BackoffFactor = later.BackoffFactor ?? BackoffFactor,
        Jitter = later.Jitter ?? Jitter,
        RetryKinds = later.RetryKinds ?? RetryKinds,
        SkipKinds = later.SkipKinds ?? SkipKinds,
    };

    internal void Verify()
    {
        if (MaxAttempts < 1)
            throw Refused($"the max_attempts {MaxAttempts} is less than 1");
        VerifyDelay("initial_delay", InitialDelay);
        VerifyDelay("max_delay", MaxDelay);
        if (BackoffFactor is { } factor && !(factor >= 1 && double.IsFinite(factor)))
            throw Refused($"the backoff_factor {factor} is less than 1, or no number");
        if (Jitter is { } jitter && !(jitter is >= 0 and <= 1))
            throw Refused($"the jitter {jitter} is not between 0 and 1");
    }

    private static void VerifyDelay(string what, TimeSpan? delay)
    {
        if (delay is { } time && TimerLimits.Refuse("with_options", what, time) is { } refused)
            throw refused;
    }

    private static ProcessException Refused(FormattableString problem) => new(
        ErrorKind.Invalid, $"with_options: {problem.ToString(System.Globalization.CultureInfo.InvariantCulture)}", retryable: false);
}
