using System.Buffers.Binary;
using System.Text;

namespace Artel.Queues.Sqlite;

/// <summary>Headers as bytes: name, value, name, value; each its length in bytes (4, little-endian) and its UTF-8.</summary>
internal static class SqliteHeaders
{
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>The headers as bytes; null for none.</summary>
    public static byte[]? Write(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count == 0)
            return null;
        var length = 0;
        foreach (var (name, value) in headers)
            length += 8 + Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        var bytes = new byte[length];
        var rest = bytes.AsSpan();
        foreach (var (name, value) in headers)
        {
            rest = Write(rest, name);
            rest = Write(rest, value);
        }

        return bytes;
    }

    /// <summary>Headers from bytes.</summary>
    /// <exception cref="ProcessException">INVALID: they are none.</exception>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> bytes)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!bytes.IsEmpty)
        {
            var name = ReadText(ref bytes);
            headers[name] = ReadText(ref bytes);
        }

        return headers;
    }

    private static Span<byte> Write(Span<byte> to, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, to[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(to, length);
        return to[(4 + length)..];
    }

    private static string ReadText(ref ReadOnlySpan<byte> from)
    {
        if (from.Length < 4 || BinaryPrimitives.ReadInt32LittleEndian(from) is var length && (length < 0 || length > from.Length - 4))
            throw new ProcessException(ErrorKind.Invalid, "queues: the headers of a message are damaged", retryable: false);
        var text = Encoding.UTF8.GetString(from.Slice(4, length));
        from = from[(4 + length)..];
        return text;
    }
}
