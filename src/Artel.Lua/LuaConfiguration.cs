using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Artel.Lua;

/// <summary>
/// The limits that the application's configuration sets for all Lua processes: the section <c>Artel:Lua:Limits</c>. Times are written
/// <c>00:00:00.002</c>. Read key by key, which needs no reflection.
/// </summary>
/// <param name="Limits">The limits; empty where the configuration says nothing.</param>
internal sealed record LuaConfiguration(LuaLimits Limits)
{
    public const string Section = "Artel:Lua:Limits";

    /// <summary>Reads the section.</summary>
    /// <param name="configuration">The configuration; null in an application without one.</param>
    /// <exception cref="ProcessException">INVALID: a value is malformed or not allowed, or a key unknown; the text names the key's path.</exception>
    public static LuaConfiguration Read(IConfiguration? configuration)
    {
        if (configuration is null)
            return new(new LuaLimits());
        var section = configuration.GetSection(Section);
        foreach (var key in section.GetChildren())
        {
            if (!Keys.Contains(key.Key, StringComparer.OrdinalIgnoreCase))
                throw Invalid($"Configuration '{key.Path}': there is no such limit; there are {string.Join(", ", Keys)}.");
        }

        return new(new LuaLimits
        {
            MemoryBytes = ReadNumber(section, nameof(LuaLimits.MemoryBytes), LuaLimits.LeastMemoryBytes),
            TimeSlice = ReadTime(section, nameof(LuaLimits.TimeSlice)),
            UninterruptibleTime = ReadTime(section, nameof(LuaLimits.UninterruptibleTime)),
            PatternSteps = ReadNumber(section, nameof(LuaLimits.PatternSteps), 1),
            CpuBudget = ReadTime(section, nameof(LuaLimits.CpuBudget)),
            PayloadBytes = (int?)ReadNumber(section, nameof(LuaLimits.PayloadBytes), LuaLimits.LeastPayloadBytes, LuaLimits.MostPayloadBytes),
            UnreceivedBytes = ReadNumber(section, nameof(LuaLimits.UnreceivedBytes), LuaLimits.LeastPayloadBytes),
        });
    }

    private static readonly string[] Keys =
    [
        nameof(LuaLimits.MemoryBytes), nameof(LuaLimits.TimeSlice), nameof(LuaLimits.UninterruptibleTime), nameof(LuaLimits.PatternSteps),
        nameof(LuaLimits.CpuBudget), nameof(LuaLimits.PayloadBytes), nameof(LuaLimits.UnreceivedBytes),
    ];

    private static long? ReadNumber(IConfigurationSection section, string key, long least, long most = long.MaxValue)
    {
        if (section[key] is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        throw Invalid(string.Create(
            CultureInfo.InvariantCulture, $"Configuration '{section.Path}:{key}' is '{text}'; it has to be a whole number, {least} or more{(most == long.MaxValue ? "" : $", {most} at most")}."));
    }

    private static TimeSpan? ReadTime(IConfigurationSection section, string key)
    {
        if (section[key] is not { } text)
            return null;

        // A number alone would be days, which nobody means.
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero)
            return time;
        throw Invalid($"Configuration '{section.Path}:{key}' is '{text}'; it has to be a time above zero, as in 00:00:00.050 for 50 ms.");
    }

    private static ProcessException Invalid(string text) => new(ErrorKind.Invalid, text, retryable: false);
}
