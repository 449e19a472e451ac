using System.Globalization;
using System.Numerics;

namespace Artel.Payloads;

/// <summary>The codecs of the types that every program has.</summary>
internal static class BasicCodecs
{
    internal static void RegisterAll()
    {
        PayloadCodecs.Register(new ObjectCodec());
        Register(static (w, v) => w.WriteBoolean(v), static (ref PayloadReader r) => r.ReadBoolean());
        Register(static (w, v) => w.WriteInteger(v), static (ref PayloadReader r) => r.ReadInteger());
        Register(static (w, v) => w.WriteInteger(v), static (ref PayloadReader r) => (int)r.ReadInteger(int.MinValue, int.MaxValue));
        Register(static (w, v) => w.WriteInteger(v), static (ref PayloadReader r) => (short)r.ReadInteger(short.MinValue, short.MaxValue));
        Register(static (w, v) => w.WriteInteger(v), static (ref PayloadReader r) => (sbyte)r.ReadInteger(sbyte.MinValue, sbyte.MaxValue));
        Register(static (w, v) => w.WriteInteger(v), static (ref PayloadReader r) => (byte)r.ReadInteger(byte.MinValue, byte.MaxValue));
        Register(static (w, v) => w.WriteInteger(v), static (ref PayloadReader r) => (ushort)r.ReadInteger(ushort.MinValue, ushort.MaxValue));
        Register(static (w, v) => w.WriteInteger(v), static (ref PayloadReader r) => (uint)r.ReadInteger(uint.MinValue, uint.MaxValue));
        Register(WriteUnsigned, ReadUnsigned);
        Register(static (w, v) => w.WriteFloat(v), static (ref PayloadReader r) => r.ReadFloat());
        Register(static (w, v) => w.WriteFloat(v), ReadSingle);
        Register(static (w, v) => w.WriteFloat((double)v), ReadHalf);
        Register(static (w, v) => w.WriteString(v.ToString(CultureInfo.InvariantCulture)), ReadDecimal);
        Register(static (w, v) => w.WriteString([v]), ReadChar);
        Register(static (PayloadWriter w, string? v) => w.WriteString(v), static (ref PayloadReader r) => r.TryReadNil() ? null : r.ReadString());
        Register(WriteBytes, static (ref PayloadReader r) => r.TryReadNil() ? null : r.ReadBytes().ToArray());
        Register(static (w, v) => w.WriteString(v.ToString("D")), ReadGuid);
        Register(static (w, v) => w.WriteString(v.ToString("O", CultureInfo.InvariantCulture)), ReadDateTimeOffset);
        Register(static (w, v) => w.WriteString(v.ToString("O", CultureInfo.InvariantCulture)), ReadDateTime);
        Register(WriteTimeSpan, static (ref PayloadReader r) => TimeSpan.FromTicks(r.ReadInteger() / 100));
        RegisterText(static v => v.ToString("O", CultureInfo.InvariantCulture), static (string text, out DateOnly v) => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out v), "a date (yyyy-mm-dd)");
        RegisterText(static v => v.ToString("O", CultureInfo.InvariantCulture), static (string text, out TimeOnly v) => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out v), "a time of day (hh:mm:ss)");
        Register(static (PayloadWriter w, Uri? v) => w.WriteString(v?.OriginalString), ReadUri);
        Register(static (PayloadWriter w, Version? v) => w.WriteString(v?.ToString()), ReadVersion);
        Register(static (w, v) => w.WriteString(v.ToString(CultureInfo.InvariantCulture)), ReadWide<Int128>);
        Register(static (w, v) => w.WriteString(v.ToString(CultureInfo.InvariantCulture)), ReadWide<UInt128>);
        Register(static (w, v) => w.WriteString(v.ToString(CultureInfo.InvariantCulture)), ReadWide<BigInteger>);
        Register(static (w, v) => w.WriteBytes(v.Span), static (ref PayloadReader r) => new ReadOnlyMemory<byte>(r.ReadBytes().ToArray()));
        Register(WriteError, static (ref PayloadReader r) => r.TryReadNil() ? null : r.ReadError());
        RegisterCollections<object?>();
        RegisterCollections<string>();
        RegisterCollections<bool>();
        RegisterCollections<int>();
        RegisterCollections<long>();
        RegisterCollections<double>();
        PayloadCodecs.Register(CollectionCodecs.Nullable<bool>());
        PayloadCodecs.Register(CollectionCodecs.Nullable<int>());
        PayloadCodecs.Register(CollectionCodecs.Nullable<long>());
        PayloadCodecs.Register(CollectionCodecs.Nullable<double>());
        PayloadCodecs.Register(CollectionCodecs.Nullable<decimal>());
        PayloadCodecs.Register(CollectionCodecs.Nullable<Guid>());
        PayloadCodecs.Register(CollectionCodecs.Nullable<DateTimeOffset>());
        PayloadCodecs.Register(CollectionCodecs.Nullable<TimeSpan>());
    }

    /// <summary>The collections of a type that turn up without a definition that the generator could see: as the answer of a request.</summary>
    internal static void RegisterCollections<T>()
    {
        PayloadCodecs.Register(CollectionCodecs.Array<T>());
        PayloadCodecs.Register(CollectionCodecs.List<T>());
        PayloadCodecs.Register(CollectionCodecs.ListInterface<IReadOnlyList<T>, T>());
        PayloadCodecs.Register(CollectionCodecs.Dictionary<Dictionary<string, T>, string, T>());
    }

    private delegate T Reader<T>(ref PayloadReader reader);

    private static void Register<T>(Action<PayloadWriter, T> write, Reader<T> read) => PayloadCodecs.Register(new Codec<T>(write, read));

    private static void WriteUnsigned(PayloadWriter writer, ulong value)
    {
        if (value > long.MaxValue)
            throw TooGreat(value, long.MaxValue);
        writer.WriteInteger((long)value);
    }

    /// <summary>As Lua counts time: in nanoseconds.</summary>
    private static void WriteTimeSpan(PayloadWriter writer, TimeSpan value)
    {
        if (value.Ticks is > long.MaxValue / 100 or < long.MinValue / 100)
            throw TooGreat(value, TimeSpan.FromTicks(long.MaxValue / 100));
        writer.WriteInteger(value.Ticks * 100);
    }

    private static ProcessException TooGreat(object value, object most) =>
        new(ErrorKind.Invalid, $"{value} is more than crosses, {most}", retryable: false);

    private static ulong ReadUnsigned(ref PayloadReader reader) => (ulong)reader.ReadInteger(0, long.MaxValue);

    private static void WriteBytes(PayloadWriter writer, byte[]? value)
    {
        if (value is null)
            writer.WriteNil();
        else
            writer.WriteBytes(value);
    }

    private static void WriteError(PayloadWriter writer, ProcessException? value)
    {
        if (value is null)
            writer.WriteNil();
        else
            writer.WriteError(value);
    }

    private static float ReadSingle(ref PayloadReader reader)
    {
        var value = reader.ReadFloat();
        return float.IsFinite((float)value) || !double.IsFinite(value) ? (float)value : throw reader.Refused("a number that a float can hold");
    }

    private static Half ReadHalf(ref PayloadReader reader)
    {
        var value = reader.ReadFloat();
        return Half.IsFinite((Half)value) || !double.IsFinite(value) ? (Half)value : throw reader.Refused("a number that a half can hold");
    }

    private static decimal ReadDecimal(ref PayloadReader reader)
    {
        switch (reader.Tag)
        {
            case PayloadTag.Integer:
                return reader.ReadInteger();
            case PayloadTag.Float:
                var number = reader.ReadFloat();
                return Math.Abs(number) < 7.9e28 ? (decimal)number : throw reader.Refused("a decimal number");
            default:
                return decimal.TryParse(reader.ReadString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : throw reader.Refused("a decimal number");
        }
    }

    /// <summary>Integers wider than those of Lua cross as text; those that fit come back as integers too.</summary>
    private static T ReadWide<T>(ref PayloadReader reader)
        where T : IBinaryInteger<T>
    {
        // Parsing takes the square of the length.
        const int most = 4096;
        if (reader.Tag == PayloadTag.Integer)
        {
            var integer = reader.ReadInteger();
            return integer >= 0 || T.IsNegative(-T.One) ? T.CreateChecked(integer) : throw reader.Refused("an integer that is not negative");
        }

        var text = reader.ReadString();
        return text.Length <= most && T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw reader.Refused("an integer");
    }

    private static char ReadChar(ref PayloadReader reader)
    {
        var text = reader.ReadString();
        return text.Length == 1 ? text[0] : throw reader.Refused("one character");
    }

    private static Uri? ReadUri(ref PayloadReader reader)
    {
        if (reader.TryReadNil())
            return null;
        return Uri.TryCreate(reader.ReadString(), UriKind.RelativeOrAbsolute, out var value) ? value : throw reader.Refused("a URI");
    }

    private static Version? ReadVersion(ref PayloadReader reader)
    {
        if (reader.TryReadNil())
            return null;
        return Version.TryParse(reader.ReadString(), out var value) ? value : throw reader.Refused("a version (1.2.3)");
    }

    private static Guid ReadGuid(ref PayloadReader reader) =>
        Guid.TryParse(reader.ReadString(), out var value) ? value : throw reader.Refused("a GUID");

    private static DateTimeOffset ReadDateTimeOffset(ref PayloadReader reader) =>
        DateTimeOffset.TryParse(reader.ReadString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? value
            : throw reader.Refused("a date and time (RFC 3339)");

    private static DateTime ReadDateTime(ref PayloadReader reader) =>
        DateTime.TryParse(reader.ReadString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var value)
            ? value
            : throw reader.Refused("a date and time (RFC 3339)");

    private delegate bool Parser<T>(string text, out T value);

    /// <summary>A type that crosses as text.</summary>
    private static void RegisterText<T>(Func<T, string> format, Parser<T> parse, string what) => Register(
        (w, v) => w.WriteString(format(v)),
        (ref PayloadReader r) => parse(r.ReadString(), out var value) ? value : throw r.Refused(what));

    private sealed class Codec<T>(Action<PayloadWriter, T> write, Reader<T> read) : PayloadCodec<T>
    {
        public override void Write(PayloadWriter writer, T value) => write(writer, value);

        public override T Read(ref PayloadReader reader) => read(ref reader);
    }

    /// <summary>A value of whatever type it happens to have.</summary>
    private sealed class ObjectCodec : PayloadCodec<object?>
    {
        public override void Write(PayloadWriter writer, object? value) => UntypedTables.Write(writer, value, "value", null, 0);

        public override object? Read(ref PayloadReader reader) => PayloadConversion.ReadObject(ref reader);
    }
}
