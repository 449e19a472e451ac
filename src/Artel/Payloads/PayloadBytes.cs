namespace Artel.Payloads;

/// <summary>Payload values as bytes for a wire or a file. Thread-safe.</summary>
/// <remarks>
/// The first byte is the form's version, 1; the value in the portable form (<see cref="PayloadWriter"/>) follows. Bytes from elsewhere are
/// checked before anything is made of them: they can neither nest deeper than 200 tables, nor ask for more memory than in proportion to
/// their length.
/// </remarks>
public static class PayloadBytes
{
    private const byte Version = 1;

    /// <summary>A value as bytes.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    /// <exception cref="ProcessException">INVALID: it, or something in it, has no codec; or it is too deep or too long.</exception>
    public static byte[] From<T>(T value)
    {
        var writer = PayloadWriter.Rent();
        try
        {
            writer.WriteVersion(Version);
            PayloadConversion.Write(writer, value, "payload");
            return writer.ToBytes();
        }
        finally
        {
            writer.Discard();
        }
    }

    /// <summary>A value from bytes.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="bytes">What <see cref="From{T}"/> gave, perhaps on another machine.</param>
    /// <exception cref="ProcessException">INVALID: the bytes are of another version, malformed, or no <typeparamref name="T"/>.</exception>
    public static T To<T>(ReadOnlySpan<byte> bytes)
    {
        var layout = Check(bytes);
        var reader = new PayloadReader(bytes[1..], layout.Shares ? new SharedTables(layout) : null);
        var value = reader.Read<T>();
        return value is not null || default(T) is null ? value : throw Invalid("nil was given");
    }

    /// <summary>A value that is in the portable form already, as bytes.</summary>
    /// <param name="values">One value.</param>
    internal static byte[] From(PortableValues values) => [Version, .. values.Bytes];

    /// <summary>A value in the portable form from bytes.</summary>
    /// <exception cref="ProcessException">INVALID: the bytes are of another version, or malformed.</exception>
    internal static PortableValues ToPortable(ReadOnlySpan<byte> bytes)
    {
        var layout = Check(bytes);
        return new PortableValues(bytes[1..].ToArray(), 1, layout.Tables.Count, layout.Shares);
    }

    private static PayloadLayout Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes[0] != Version)
            throw Invalid(bytes.Length == 0 ? "there are no bytes" : $"form {bytes[0]} is unknown; this program reads form {Version}");
        var layout = PayloadLayout.Of(bytes[1..], 1, out var used);
        return used + 1 == bytes.Length ? layout : throw Invalid($"{bytes.Length - used - 1} bytes follow the value");
    }

    private static ProcessException Invalid(string why) => new(ErrorKind.Invalid, "payload: " + why, retryable: false);
}
