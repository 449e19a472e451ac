using System.Globalization;

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
        Register(static (w, v) => w.WriteFloat(v), static (ref PayloadReader r) => (float)r.ReadFloat());
        Register(static (w, v) => w.WriteString(v.ToString(CultureInfo.InvariantCulture)), ReadDecimal);
        Register(static (w, v) => w.WriteString([v]), ReadChar);
        Register(static (PayloadWriter w, string? v) => w.WriteString(v), static (ref PayloadReader r) => r.TryReadNil() ? null : r.ReadString());
        Register(WriteBytes, static (ref PayloadReader r) => r.TryReadNil() ? null : r.ReadBytes().ToArray());
        Register(static (w, v) => w.WriteString(v.ToString("D")), ReadGuid);
        Register(static (w, v) => w.WriteString(v.ToString("O", CultureInfo.InvariantCulture)), ReadDateTimeOffset);
        Register(static (w, v) => w.WriteString(v.ToString("O", CultureInfo.InvariantCulture)), ReadDateTime);
        Register(static (w, v) => w.WriteInteger(v.Ticks * 100), static (ref PayloadReader r) => TimeSpan.FromTicks(r.ReadInteger() / 100));
        Register(WriteError, static (ref PayloadReader r) => r.TryReadNil() ? null : r.ReadError());
        RegisterCollections<object?>();
        RegisterCollections<string>();
        RegisterCollections<bool>();
        RegisterCollections<int>();
        RegisterCollections<long>();
        RegisterCollections<double>();
        PayloadCodecs.Register(new NullableCodec<bool>());
        PayloadCodecs.Register(new NullableCodec<int>());
        PayloadCodecs.Register(new NullableCodec<long>());
        PayloadCodecs.Register(new NullableCodec<double>());
        PayloadCodecs.Register(new NullableCodec<decimal>());
        PayloadCodecs.Register(new NullableCodec<Guid>());
        PayloadCodecs.Register(new NullableCodec<DateTimeOffset>());
        PayloadCodecs.Register(new NullableCodec<TimeSpan>());
    }

    /// <summary>The collections of a type that turn up without a definition that the generator could see: as the answer of a request.</summary>
    internal static void RegisterCollections<T>()
    {
        PayloadCodecs.Register(new ArrayCodec<T>());
        PayloadCodecs.Register(new ListCodec<T>());
        PayloadCodecs.Register(new ReadOnlyListCodec<T>());
        PayloadCodecs.Register(new DictionaryCodec<T>());
    }

    private delegate T Reader<T>(ref PayloadReader reader);

    private static void Register<T>(Action<PayloadWriter, T> write, Reader<T> read) => PayloadCodecs.Register(new Codec<T>(write, read));

    private static void WriteUnsigned(PayloadWriter writer, ulong value)
    {
        if (value > long.MaxValue)
            throw new ProcessException(ErrorKind.Invalid, $"{value} is above the greatest integer that crosses, {long.MaxValue}", retryable: false);
        writer.WriteInteger((long)value);
    }

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

    private static decimal ReadDecimal(ref PayloadReader reader)
    {
        if (reader.Tag == PayloadTag.Integer)
            return reader.ReadInteger();
        if (reader.Tag == PayloadTag.Float)
            return (decimal)reader.ReadFloat();
        return decimal.TryParse(reader.ReadString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw NotA(ref reader, "a decimal number");
    }

    private static char ReadChar(ref PayloadReader reader)
    {
        var text = reader.ReadString();
        return text.Length == 1 ? text[0] : throw NotA(ref reader, "one character");
    }

    private static Guid ReadGuid(ref PayloadReader reader) =>
        Guid.TryParse(reader.ReadString(), out var value) ? value : throw NotA(ref reader, "a GUID");

    private static DateTimeOffset ReadDateTimeOffset(ref PayloadReader reader) =>
        DateTimeOffset.TryParse(reader.ReadString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? value
            : throw NotA(ref reader, "a date and time (RFC 3339)");

    private static DateTime ReadDateTime(ref PayloadReader reader) =>
        DateTime.TryParse(reader.ReadString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var value)
            ? value
            : throw NotA(ref reader, "a date and time (RFC 3339)");

    internal static ProcessException NotA(ref PayloadReader reader, string expected) =>
        new(ErrorKind.Invalid, $"{(reader.Field is null ? "" : reader.Field + ": ")}the text is not {expected}", retryable: false);

    private sealed class Codec<T>(Action<PayloadWriter, T> write, Reader<T> read) : PayloadCodec<T>
    {
        public override void Write(PayloadWriter writer, T value) => write(writer, value);

        public override T Read(ref PayloadReader reader) => read(ref reader);
    }

    /// <summary>A value of whatever type it happens to have.</summary>
    private sealed class ObjectCodec : PayloadCodec<object?>
    {
        public override void Write(PayloadWriter writer, object? value) => PayloadConversion.Write(writer, value, "value");

        public override object? Read(ref PayloadReader reader) => PayloadConversion.ReadObject(ref reader);
    }
}
