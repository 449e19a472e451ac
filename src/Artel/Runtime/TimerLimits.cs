namespace Artel.Runtime;

/// <summary>How far away a timer may be set.</summary>
internal static class TimerLimits
{
    /// <summary>The longest time that the platform's timers take, a little under 50 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1.0);

    /// <summary>Refuses a time that is not positive or too long.</summary>
    /// <returns>INVALID; null for a time that will do.</returns>
    public static ProcessException? Refuse(string operation, string what, TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
            return new(ErrorKind.Invalid, $"{operation}: the {what} {time} is not positive", retryable: false);
        return time > Longest
            ? new(ErrorKind.Invalid, $"{operation}: the {what} {time} is longer than timers go, {Longest.TotalDays:0} days", retryable: false)
            : null;
    }
}
