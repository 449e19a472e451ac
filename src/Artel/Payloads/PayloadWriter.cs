using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Artel.Payloads;

/// <summary>
/// Writes values in the portable form, in which they cross from one language or node to another. Not thread-safe; a generated codec
/// gets one and writes exactly one value to it.
/// </summary>
/// <remarks>
/// The form: a tag byte (<see cref="PayloadTag"/>), then 8 bytes for a number, a length and the bytes for a string, two 32-bit counts
/// for a table (values, pairs) followed by them. Tables are numbered in the order in which they begin, so that a later
/// <see cref="PayloadTag.Reference"/> keeps shared and cyclic shapes.
/// </remarks>
public sealed class PayloadWriter
{
    /// <summary>How deep tables may nest.</summary>
    internal const int MaxDepth = 200;

    [ThreadStatic]
    private static PayloadWriter? t_cached;

    private byte[] _buffer = new byte[256];
    private int _length;
    private int _depth;

    /// <summary>How many bytes are written.</summary>
    internal int Length => _length;

    /// <summary>A writer to be given back by <see cref="ToValues"/> or <see cref="Discard"/>.</summary>
    internal static PayloadWriter Rent()
    {
        var writer = t_cached ?? new PayloadWriter();
        t_cached = null;
        return writer;
    }

    /// <summary>Writes nil.</summary>
    public void WriteNil() => WriteTag(PayloadTag.Nil);

    /// <summary>Writes a truth value.</summary>
    /// <param name="value">The value.</param>
    public void WriteBoolean(bool value) => WriteTag(value ? PayloadTag.True : PayloadTag.False);

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    public void WriteInteger(long value)
    {
        var span = Take(9);
        span[0] = (byte)PayloadTag.Integer;
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], value);
    }

    /// <summary>Writes a floating point number.</summary>
    /// <param name="value">The value.</param>
    public void WriteFloat(double value)
    {
        var span = Take(9);
        span[0] = (byte)PayloadTag.Float;
        BinaryPrimitives.WriteDoubleLittleEndian(span[1..], value);
    }

    /// <summary>Writes text, as UTF-8; null is nil.</summary>
    /// <param name="value">The text.</param>
    public void WriteString(string? value)
    {
        if (value is null)
            WriteNil();
        else
            WriteString(value.AsSpan());
    }

    /// <summary>Writes text, as UTF-8.</summary>
    /// <param name="value">The text.</param>
    public void WriteString(ReadOnlySpan<char> value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, TakeString(count));
    }

    /// <summary>Writes a string of bytes.</summary>
    /// <param name="value">The bytes; UTF-8 where they are text.</param>
    public void WriteBytes(ReadOnlySpan<byte> value) => value.CopyTo(TakeString(value.Length));

    /// <summary>
    /// Begins a table; then its array values come, then its keys and values in turn, then <see cref="EndTable"/>.
    /// </summary>
    /// <param name="values">How many values follow, at the keys 1..n.</param>
    /// <param name="pairs">How many keys, each with its value, follow after that.</param>
    /// <exception cref="ProcessException">INVALID: tables nest deeper than 200.</exception>
    public void BeginTable(int values, int pairs)
    {
        if (++_depth > MaxDepth)
            throw new ProcessException(ErrorKind.Invalid, $"payload: tables nest deeper than {MaxDepth}", retryable: false);
        var span = Take(9);
        span[0] = (byte)PayloadTag.Table;
        BinaryPrimitives.WriteInt32LittleEndian(span[1..], values);
        BinaryPrimitives.WriteInt32LittleEndian(span[5..], pairs);
    }

    /// <summary>Ends the table that was begun last.</summary>
    public void EndTable() => _depth--;

    /// <summary>Writes a value by its type's codec.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    /// <exception cref="ProcessException">INVALID: the type has no codec.</exception>
    public void Write<T>(T value) => PayloadCodecs.Get<T>().Write(this, value);

    /// <summary>Writes a table field: a text key, and a value by its type's codec.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="key">The key, as UTF-8.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ProcessException">INVALID: the type has no codec.</exception>
    public void WriteField<T>(ReadOnlySpan<byte> key, T value)
    {
        WriteBytes(key);
        PayloadCodecs.Get<T>().Write(this, value);
    }

    /// <summary>Begins a table whose counts are not known yet; gives where to patch them by <see cref="PatchTable"/>.</summary>
    internal int BeginTable()
    {
        BeginTable(0, 0);
        return _length - 8;
    }

    internal void PatchTable(int position, int values, int pairs)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(position), values);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(position + 4), pairs);
    }

    /// <summary>Writes a table that came before in this payload, by its number.</summary>
    internal void WriteReference(int table)
    {
        var span = Take(5);
        span[0] = (byte)PayloadTag.Reference;
        BinaryPrimitives.WriteInt32LittleEndian(span[1..], table);
    }

    /// <summary>Writes an error with all of its causes.</summary>
    internal void WriteError(ProcessException error)
    {
        WriteTag(PayloadTag.Error);
        WriteTag((PayloadTag)(byte)error.Kind);
        WriteTag(error.Retryable is null ? (PayloadTag)2 : (PayloadTag)(error.Retryable.Value ? 1 : 0));
        WriteString(error.Message);
        WriteString(error.ScriptStack);
        if (error.Details.Count == 0)
            WriteNil();
        else
            PayloadConversion.Write(this, error.Details, "details");
        if (error.InnerException is null || ++_depth > MaxDepth)
        {
            WriteNil();
            return;
        }

        WriteError(ProcessException.From(error.InnerException));
        _depth--;
    }

    /// <summary>Appends values that are in the portable form already; only where no other table was written before.</summary>
    internal void WriteRaw(PortableValues values) => values.Bytes.CopyTo(Take(values.Bytes.Length));

    /// <summary>What was written, as a list of values, and the writer back to its pool.</summary>
    internal PortableValues ToValues(int count)
    {
        var bytes = _buffer.AsSpan(0, _length).ToArray();
        Discard();
        return new PortableValues(bytes, count);
    }

    /// <summary>Forgets what was written; the writer goes back to its pool.</summary>
    internal void Discard()
    {
        _length = 0;
        _depth = 0;
        if (_buffer.Length > 1 << 20)
            _buffer = new byte[256];
        t_cached = this;
    }

    private void WriteTag(PayloadTag tag) => Take(1)[0] = (byte)tag;

    private Span<byte> TakeString(int count)
    {
        var span = Take(count + 5);
        span[0] = (byte)PayloadTag.String;
        BinaryPrimitives.WriteInt32LittleEndian(span[1..], count);
        return span[5..];
    }

    private Span<byte> Take(int count)
    {
        var start = _length;
        if (_buffer.Length - start < count)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, checked(start + count)));
        _length = start + count;
        return MemoryMarshal.CreateSpan(ref _buffer[start], count);
    }
}
