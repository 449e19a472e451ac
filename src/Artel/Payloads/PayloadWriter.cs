using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Artel.Payloads;

/// <summary>
/// Writes values in the portable form, in which they cross from one language or node to another. Not thread-safe; a generated codec
/// gets one and writes exactly one value to it.
/// </summary>
/// <remarks>
/// The form, little-endian: a tag byte (<see cref="PayloadTag"/>), then
/// <list type="bullet">
/// <item>integer, float: 8 bytes;</item>
/// <item>string: a 32-bit length and the bytes;</item>
/// <item>table: two 32-bit counts, of values and of pairs; then the values of the keys 1..n; then key and value in turn;</item>
/// <item>reference: the 32-bit number of a table that began before; tables are numbered from 0 in the order in which they begin, through
/// all values of a payload, so that shared and cyclic shapes are kept;</item>
/// <item>error: a byte for the kind, one for retryable (0 no, 1 yes, 2 unknown), then four values: message, stack, details, cause. Tables in
/// the details are numbered for themselves.</item>
/// </list>
/// Widths are fixed, so that counts can be patched once they are known. On a wire a version byte comes before
/// (<see cref="PayloadBytes"/>).
/// </remarks>
public sealed class PayloadWriter
{
    /// <summary>How deep tables may nest.</summary>
    internal const int MaxDepth = 200;

    /// <summary>How many bytes a payload may have.</summary>
    internal const int MaxLength = 1 << 28;

    [ThreadStatic]
    private static PayloadWriter? t_cached;

    private byte[] _buffer = new byte[256];
    private WrittenTables _tables = new();
    private bool _shares;
    private int _length;
    private int _depth;
    private int _maxLength = MaxLength;

    /// <summary>How many bytes are written.</summary>
    internal int Length => _length;

    /// <summary>What is written, until more is.</summary>
    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Whether one of the tables that are written comes twice.</summary>
    internal bool Shares => _shares;

    /// <summary>Whether something was too long for it; until it is given back.</summary>
    internal bool IsFull { get; private set; }

    /// <summary>A writer to be given back by <see cref="ToValues"/> or <see cref="Discard"/>.</summary>
    /// <param name="maxLength">How many bytes may be written.</param>
    internal static PayloadWriter Rent(int maxLength = MaxLength)
    {
        var writer = t_cached ?? new PayloadWriter();
        t_cached = null;
        writer._maxLength = Math.Min(maxLength, MaxLength);
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
        if (value.Length > _maxLength)
            throw TooLong();
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
            throw TooDeep();
        _tables.Count++;
        var span = Take(9);
        span[0] = (byte)PayloadTag.Table;
        BinaryPrimitives.WriteInt32LittleEndian(span[1..], values);
        BinaryPrimitives.WriteInt32LittleEndian(span[5..], pairs);
    }

    /// <summary>
    /// Begins the table of an object, as <see cref="BeginTable(int, int)"/> does; if the object came before in this payload, refers to the
    /// table that it is, and nothing more may be written for it.
    /// </summary>
    /// <param name="identity">The object; the same object is the same table.</param>
    /// <param name="values">How many values follow, at the keys 1..n.</param>
    /// <param name="pairs">How many keys, each with its value, follow after that.</param>
    /// <returns>Whether the table was begun.</returns>
    /// <exception cref="ProcessException">INVALID: tables nest deeper than 200.</exception>
    public bool TryBeginTable(object identity, int values, int pairs)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (_tables.TryFind(identity, out var number))
        {
            WriteReference(number);
            return false;
        }

        BeginTable(values, pairs);
        return true;
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

    /// <summary>As <see cref="TryBeginTable(object, int, int)"/>, with counts that are not known yet.</summary>
    internal bool TryBeginTable(object identity, out int position)
    {
        var began = TryBeginTable(identity, 0, 0);
        position = _length - 8;
        return began;
    }

    internal void PatchTable(int position, int values, int pairs)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(position), values);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(position + 4), pairs);
    }

    /// <summary>Writes a table that came before in this payload, by its number.</summary>
    internal void WriteReference(int table)
    {
        _shares = true;
        var span = Take(5);
        span[0] = (byte)PayloadTag.Reference;
        BinaryPrimitives.WriteInt32LittleEndian(span[1..], table);
    }

    /// <summary>Writes an error with all of its causes.</summary>
    internal void WriteError(ProcessException error)
    {
        if (++_depth > MaxDepth)
            throw TooDeep();
        WriteTag(PayloadTag.Error);
        WriteTag((PayloadTag)(byte)error.Kind);
        WriteTag(error.Retryable is null ? (PayloadTag)2 : (PayloadTag)(error.Retryable.Value ? 1 : 0));
        WriteString(error.Message);
        WriteString(error.ScriptStack);
        if (error.Details.Count == 0)
            WriteNil();
        else
            WriteDetails(error.Details);
        if (error.InnerException is null || _depth == MaxDepth)
            WriteNil();
        else
            WriteError(ProcessException.From(error.InnerException));
        _depth--;
    }

    /// <summary>Details number their tables for themselves: an error is read whole, wherever it is.</summary>
    private void WriteDetails(IReadOnlyDictionary<string, object?> details)
    {
        var outer = _tables;
        _tables = new();
        try
        {
            PayloadConversion.Write(this, details, "details");
        }
        finally
        {
            _tables = outer;
        }
    }

    /// <summary>Appends values that are in the portable form already.</summary>
    internal void WriteRaw(PortableValues values)
    {
        var start = _length;
        values.Bytes.CopyTo(Take(values.Bytes.Length));
        if (values.Shares && _tables.Count > 0)
        {
            foreach (var reference in PayloadLayout.Of(values.Bytes, values.Count).References)
            {
                var number = _buffer.AsSpan(start + reference + 1);
                BinaryPrimitives.WriteInt32LittleEndian(number, BinaryPrimitives.ReadInt32LittleEndian(number) + _tables.Count);
            }
        }

        _shares |= values.Shares;
        _tables.Count += values.Tables;
    }

    /// <summary>What was written, as a list of values, and the writer back to its pool.</summary>
    internal PortableValues ToValues(int count, PayloadAccount? account = null)
    {
        var values = CopyValues(count, account);
        Discard();
        return values;
    }

    /// <summary>What was written, as a list of values; the writer still has to be given back.</summary>
    internal PortableValues CopyValues(int count, PayloadAccount? account) =>
        new(ToBytes(), count, _tables.Count, _shares) { Account = account };

    /// <summary>What was written; the writer still has to be given back.</summary>
    internal byte[] ToBytes() => Written.ToArray();

    /// <summary>Writes what comes before the first value on a wire.</summary>
    internal void WriteVersion(byte version) => Take(1)[0] = version;

    /// <summary>Forgets what was written; the writer goes back to its pool.</summary>
    internal void Discard()
    {
        _length = 0;
        _depth = 0;
        IsFull = false;
        _shares = false;
        _tables.Clear();
        if (_buffer.Length > 1 << 20)
            _buffer = new byte[256];
        t_cached = this;
    }

    private void WriteTag(PayloadTag tag) => Take(1)[0] = (byte)tag;

    private static ProcessException TooDeep() =>
        new(ErrorKind.Invalid, $"payload: tables nest deeper than {MaxDepth}", retryable: false);

    private ProcessException TooLong()
    {
        IsFull = true;
        return new(ErrorKind.Invalid, $"payload: more than {_maxLength} bytes", retryable: false);
    }

    private Span<byte> TakeString(int count)
    {
        if (count > _maxLength)
            throw TooLong();
        var span = Take(count + 5);
        span[0] = (byte)PayloadTag.String;
        BinaryPrimitives.WriteInt32LittleEndian(span[1..], count);
        return span[5..];
    }

    private Span<byte> Take(int count)
    {
        var start = _length;
        if (count > _maxLength - start)
            throw TooLong();
        if (_buffer.Length - start < count)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, start + count));
        _length = start + count;
        return MemoryMarshal.CreateSpan(ref _buffer[start], count);
    }
}
