using System.Globalization;

namespace Artel.Lua;

/// <summary>
/// What one Lua process may use. What is null is not said here: a definition's limits go before its host's
/// (<see cref="LuaHostOptions.UseLuaLimits"/>), these before the configuration's (section <c>Artel:Lua:Limits</c>), and these before
/// <see cref="Default"/>. Immutable.
/// </summary>
public sealed record LuaLimits
{
    /// <summary>The least that <see cref="MemoryBytes"/> may be: 128 KiB.</summary>
    public const long LeastMemoryBytes = 128 << 10;

    /// <summary>The least that <see cref="PayloadBytes"/> and <see cref="UnreceivedBytes"/> may be: 1 KiB.</summary>
    internal const int LeastPayloadBytes = 1 << 10;

    /// <summary>The most that <see cref="PayloadBytes"/> may be: what the portable form carries.</summary>
    internal const int MostPayloadBytes = 1 << 28;

    /// <summary>The limits of a process that nobody set others for.</summary>
    public static LuaLimits Default { get; } = new()
    {
        MemoryBytes = 64 << 20,
        TimeSlice = TimeSpan.FromMilliseconds(2),
        UninterruptibleTime = TimeSpan.FromMilliseconds(50),
        PatternSteps = 2_000_000,
        CpuBudget = Timeout.InfiniteTimeSpan,
        PayloadBytes = 16 << 20,
        UnreceivedBytes = 64 << 20,
    };

    /// <summary>
    /// How many bytes a process may hold; 64 MiB by default. A script that asks for more gets the error <c>not enough memory</c>, which it
    /// may catch; one that does not ends with RATE_LIMITED and an error that names this limit. What has come to the process and its script
    /// has not taken yet counts too: answers, results, events. What it has freed here and there between what it keeps, so that nobody else
    /// can have it, may take as much again.
    /// </summary>
    public long? MemoryBytes { get; init; }

    /// <summary>How long a process runs before others get their turn; 2 ms by default.</summary>
    public TimeSpan? TimeSlice { get; init; }

    /// <summary>
    /// How long a process may run where it can't be interrupted, as in the comparison function of <c>table.sort</c>; 50 ms by default. One
    /// that runs longer ends with RATE_LIMITED. It bounds what one instruction may have to go through as well: a string, or the pairs of a
    /// table, may take 16 MiB, and more by as much as this time is raised above the default. One that would be larger is the error <c>not
    /// enough memory</c> in the script.
    /// </summary>
    public TimeSpan? UninterruptibleTime { get; init; }

    /// <summary>
    /// How many steps one match of a string pattern may take, beside a few for each byte of the text; 2,000,000 by default. A match that
    /// takes more is an error in the script.
    /// </summary>
    public long? PatternSteps { get; init; }

    /// <summary>
    /// How much processor time a process may use in its life; <see cref="Timeout.InfiniteTimeSpan"/>, the default, for no limit. One that
    /// uses more ends with RATE_LIMITED.
    /// </summary>
    public TimeSpan? CpuBudget { get; init; }

    /// <summary>
    /// How many bytes one payload may have that a process sends, answers, spawns with or returns, in the portable form; 16 MiB by default,
    /// 256 MiB at most. It may have one value for every 64 of these bytes, where a string or a table counts as four: by default 262,144
    /// numbers or 65,535 texts. A larger one is INVALID. Payloads are copied in one piece, which can't be interrupted: this limit bounds the
    /// time that it takes.
    /// </summary>
    public int? PayloadBytes { get; init; }

    /// <summary>
    /// How many bytes of messages and answers a process may have sent that nobody has received yet; 64 MiB by default. They are outside of
    /// <see cref="MemoryBytes"/>. A send above it is RATE_LIMITED, retryable. A message takes 160 bytes, its payload, and two for each
    /// character of its topic.
    /// </summary>
    public long? UnreceivedBytes { get; init; }

    /// <summary>These limits, and the other ones where they say nothing.</summary>
    internal LuaLimits Over(LuaLimits? other) => other is null ? this : new LuaLimits
    {
        MemoryBytes = MemoryBytes ?? other.MemoryBytes,
        TimeSlice = TimeSlice ?? other.TimeSlice,
        UninterruptibleTime = UninterruptibleTime ?? other.UninterruptibleTime,
        PatternSteps = PatternSteps ?? other.PatternSteps,
        CpuBudget = CpuBudget ?? other.CpuBudget,
        PayloadBytes = PayloadBytes ?? other.PayloadBytes,
        UnreceivedBytes = UnreceivedBytes ?? other.UnreceivedBytes,
    };

    /// <summary>Refuses limits under which nothing could run.</summary>
    /// <param name="of">Whose they are, for the error.</param>
    /// <exception cref="ArgumentException">A limit is not positive, or too little to start a process with.</exception>
    internal LuaLimits Verify(string of)
    {
        if (MemoryBytes < LeastMemoryBytes)
            throw Refused(of, nameof(MemoryBytes), MemoryBytes, string.Create(CultureInfo.InvariantCulture, $"{LeastMemoryBytes} bytes (128 KiB) or more"));
        if (TimeSlice <= TimeSpan.Zero)
            throw Refused(of, nameof(TimeSlice), TimeSlice, "more than nothing");
        if (UninterruptibleTime <= TimeSpan.Zero)
            throw Refused(of, nameof(UninterruptibleTime), UninterruptibleTime, "more than nothing");
        if (PatternSteps <= 0)
            throw Refused(of, nameof(PatternSteps), PatternSteps, "1 or more");
        if (CpuBudget <= TimeSpan.Zero && CpuBudget != Timeout.InfiniteTimeSpan)
            throw Refused(of, nameof(CpuBudget), CpuBudget, "more than nothing, or Timeout.InfiniteTimeSpan for no limit");
        if (PayloadBytes is < LeastPayloadBytes or > MostPayloadBytes)
            throw Refused(of, nameof(PayloadBytes), PayloadBytes, string.Create(CultureInfo.InvariantCulture, $"between {LeastPayloadBytes} and {MostPayloadBytes} bytes (256 MiB)"));
        if (UnreceivedBytes < LeastPayloadBytes)
            throw Refused(of, nameof(UnreceivedBytes), UnreceivedBytes, string.Create(CultureInfo.InvariantCulture, $"{LeastPayloadBytes} bytes or more"));
        return this;
    }

    private static ArgumentException Refused<T>(string of, string limit, T value, string allowed) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The Lua limits of {of}: {limit} is {value}; it has to be {allowed}."));
}
