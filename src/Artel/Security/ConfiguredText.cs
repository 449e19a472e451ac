using System.Globalization;

namespace Artel.Security;

/// <summary>
/// A value of configuration, which has texts only: compared with a number or a boolean it is one, if it reads so.
/// </summary>
internal sealed record ConfiguredText(string Text)
{
    /// <summary>The value as it is compared with another one.</summary>
    public object ComparedWith(object? other) => other switch
    {
        long or double when long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        long or double when double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) => fraction,
        bool when bool.TryParse(Text, out var boolean) => boolean,
        _ => Text,
    };

    public override string ToString() => Text;
}
