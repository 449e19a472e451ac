using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Artel.Payloads;

/// <summary>Says where in a payload a byte is, and what is there. Only errors ask, so that reading keeps no path.</summary>
internal static class PayloadPath
{
    private const int MaxSteps = 20;
    private const int MaxText = 40;

    /// <summary>The way to the value that a byte belongs to: <c>items[3].name</c>; empty for a value that stands alone.</summary>
    public static string To(ReadOnlySpan<byte> bytes, int target, out int found)
    {
        var reader = new PayloadReader(bytes);
        PassTo(ref reader, target, int.MaxValue);
        var path = new StringBuilder();
        for (var steps = 0; reader.Tag == PayloadTag.Table && reader.Position + 8 < target; steps++)
        {
            var step = Step(ref reader, bytes, target);
            if (steps < MaxSteps)
                path.Append(step);
            else if (steps == MaxSteps)
                path.Append('…');
        }

        found = reader.Position;
        return path.Length > 0 && path[0] == '.' ? path.ToString(1, path.Length - 1) : path.ToString();
    }

    /// <summary>What sort of value is there, with its article.</summary>
    public static string Sort(PayloadTag tag) => tag switch
    {
        PayloadTag.Nil => "nil",
        PayloadTag.False or PayloadTag.True => "a boolean",
        PayloadTag.Integer => "an integer",
        PayloadTag.Float => "a number",
        PayloadTag.String => "a string",
        PayloadTag.Error => "an error",
        _ => "a table",
    };

    /// <summary>The value itself, where it is short to say; else what sort it is.</summary>
    public static string Value(ReadOnlySpan<byte> bytes, int position)
    {
        var reader = new PayloadReader(bytes[position..]);
        switch (reader.Tag)
        {
            case PayloadTag.False or PayloadTag.True:
                return reader.ReadBoolean() ? "true" : "false";
            case PayloadTag.Integer:
                return reader.ReadInteger().ToString(CultureInfo.InvariantCulture);
            case PayloadTag.Float:
                return "the number " + reader.ReadFloat().ToString("R", CultureInfo.InvariantCulture);
            case PayloadTag.String:
                var text = Encoding.UTF8.GetString(reader.ReadBytes());
                return text.Length > MaxText ? $"'{text[..MaxText]}…'" : $"'{text}'";
            default:
                return Sort(reader.Tag);
        }
    }

    /// <summary>Goes into a table, to the value that the byte belongs to.</summary>
    private static string Step(ref PayloadReader reader, ReadOnlySpan<byte> bytes, int target)
    {
        reader.BeginTable(out var values, out var pairs);
        var index = PassTo(ref reader, target, values);
        if (index < values)
            return string.Create(CultureInfo.InvariantCulture, $"[{index + 1}]");
        var key = reader.Position;
        for (; pairs > 0; pairs--)
        {
            key = reader.Position;
            if (PassTo(ref reader, target, 1) == 0)
                return " (a key)";
            if (PassTo(ref reader, target, 1) == 0)
                break;
        }

        return bytes[key] == (byte)PayloadTag.String && IsName(TextOf(bytes[key..])) ? "." + TextOf(bytes[key..]) : $"[{Value(bytes, key)}]";
    }

    /// <summary>Passes over values before the one that the byte belongs to; gives how many.</summary>
    private static int PassTo(ref PayloadReader reader, int target, int most)
    {
        for (var passed = 0; passed < most; passed++)
        {
            var next = reader;
            next.Skip();
            if (target < next.Position)
                return passed;
            reader = next;
        }

        return most;
    }

    private static string TextOf(ReadOnlySpan<byte> value) =>
        Encoding.UTF8.GetString(value.Slice(5, BinaryPrimitives.ReadInt32LittleEndian(value[1..])));

    private static bool IsName(string text) =>
        text.Length is > 0 and <= MaxText && !char.IsAsciiDigit(text[0]) && text.All(static letter => char.IsLetterOrDigit(letter) || letter == '_');
}
