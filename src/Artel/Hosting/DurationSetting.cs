using System.Globalization;
using Artel.Runtime;

namespace Artel.Hosting;

/// <summary>A time in the configuration, as people write it (<c>5s</c>), or as .NET does (<c>00:00:05</c>).</summary>
internal static class DurationSetting
{
    /// <summary>What an error says of a text that is none.</summary>
    public static string Refusal { get; } = string.Create(
        CultureInfo.InvariantCulture, $"is no duration from zero to {TimerLimits.Longest.TotalDays:0} days; {DurationText.Form}, or as 00:00:05");

    /// <summary>Reads one; a text without a unit or a colon is none, since it does not say of what.</summary>
    public static bool TryParse(string text, out TimeSpan duration) => text.Contains(':', StringComparison.Ordinal)
        ? TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration)
        : DurationText.TryParse(text, out duration);
}
