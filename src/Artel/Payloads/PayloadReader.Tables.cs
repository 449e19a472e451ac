using System.Buffers.Binary;
using System.Text;

namespace Artel.Payloads;

public ref partial struct PayloadReader
{
    /// <summary>
    /// Begins to read a table: then <paramref name="values"/> values come, then <paramref name="pairs"/> keys with their values, then
    /// <see cref="EndTable"/>.
    /// </summary>
    /// <param name="values">How many values follow.</param>
    /// <param name="pairs">How many pairs follow after them.</param>
    /// <returns>Which table it is, for <see cref="Keep{T}"/> and <see cref="Missing"/>.</returns>
    public int BeginTable(out int values, out int pairs)
    {
        Expect(PayloadTag.Table, "a table");
        var table = _position;
        Enter();
        var counts = Take(9);
        values = BinaryPrimitives.ReadInt32LittleEndian(counts[1..]);
        pairs = BinaryPrimitives.ReadInt32LittleEndian(counts[5..]);
        // A value has a byte at least, so counts that say more are no cause to make room for that many.
        if (values < 0 || pairs < 0 || values + (2L * pairs) > _bytes.Length - _position)
            throw Malformed(table);
        _shared?.Begin(table);
        return table;
    }

    /// <summary>Ends the table that was begun last.</summary>
    public void EndTable()
    {
        _depth--;
        _shared?.End();
    }

    /// <summary>
    /// Keeps what a table is read as, so that the same table is the same object where it comes again; within itself too, if this is called
    /// before its members are read.
    /// </summary>
    /// <typeparam name="T">The codec's type.</typeparam>
    /// <param name="table">Which table; from <see cref="BeginTable"/>.</param>
    /// <param name="value">The object.</param>
    public readonly void Keep<T>(int table, T value) => _shared?.Keep(table, value);

    /// <summary>Reads what is no table, where a codec wants one: nil, or a table that came before.</summary>
    /// <typeparam name="T">The codec's type.</typeparam>
    /// <param name="codec">The codec.</param>
    /// <returns>Null for nil, else the object that the table was read as.</returns>
    /// <exception cref="ProcessException">INVALID: the value is neither, or the table contains itself and can't be made before its members.</exception>
    public T? ReadNilOrShared<T>(PayloadCodec<T> codec)
        where T : class? => TryReadNil() ? null : ReadShared(codec);

    /// <summary>Reads a table that came before.</summary>
    /// <typeparam name="T">The codec's type.</typeparam>
    /// <param name="codec">The codec.</param>
    /// <returns>What the table was read as; if that was another type, it is read again.</returns>
    /// <exception cref="ProcessException">INVALID: the value is none, or the table contains itself and can't be made before its members.</exception>
    public T ReadShared<T>(PayloadCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        if (Tag != PayloadTag.Reference)
            throw Mismatch("a table");
        var reference = _position;
        var number = ReadReference();
        if (_shared is null || !_shared.TryGetPosition(number, out var table))
            throw Malformed(reference);
        if (_shared.TryGet<T>(table, out var known))
            return known;
        if (_shared.IsOpen(table))
            throw Error($"the table contains itself, which a {PayloadConversion.NameOf(typeof(T))} can't: it is made from its members", reference);

        var next = _position;
        _position = table;
        var value = codec.Read(ref this);
        _position = next;
        // A codec that keeps nothing gives no object of its own where the table comes again; this one will do.
        Keep(table, value);
        return value;
    }

    /// <summary>The error for a field that a codec needs and the table has not.</summary>
    /// <param name="table">The table; from <see cref="BeginTable"/>.</param>
    /// <param name="type">The C# type that is read.</param>
    /// <param name="field">The field's name.</param>
    public readonly ProcessException Missing(int table, string type, string field) => Error($"field '{field}' of {type} is missing", table);

    /// <summary>Whether a text field of the table that comes next has a value; what generated code of polymorphic types looks at first.</summary>
    /// <param name="key">The field, as UTF-8.</param>
    /// <param name="value">The value, as UTF-8; empty if there is none.</param>
    public readonly bool TryPeekField(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var ahead = this;
        ahead._shared = null;
        ahead.BeginTable(out var values, out var pairs);
        for (; values > 0; values--)
            ahead.Skip();
        for (; pairs > 0; pairs--)
        {
            var found = ahead.Tag == PayloadTag.String ? ahead.ReadBytes().SequenceEqual(key) : ahead.SkipToFalse();
            if (found && ahead.Tag == PayloadTag.String)
            {
                value = ahead.ReadBytes();
                return true;
            }

            ahead.Skip();
        }

        value = default;
        return false;
    }

    /// <summary>The error for a text field, of the table that comes next, with a value that a codec does not take.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="expected">What was wanted.</param>
    public readonly ProcessException RefusedField(string field, string expected)
    {
        var got = TryPeekField(Encoding.UTF8.GetBytes(field), out var value) ? $"'{Encoding.UTF8.GetString(value[..Math.Min(value.Length, 40)])}'" : "nil";
        var path = PayloadPath.To(_bytes, _position, out _);
        return Invalid(path.Length == 0 ? field : $"{path}.{field}", $"expected {expected}, got {got}");
    }

    /// <summary>The error for a table that a codec does not take.</summary>
    internal readonly ProcessException NotA(int table, string expected) => Error($"expected {expected}, got a table with other keys", table);

    internal readonly ProcessException NotAList(int table) => Error("expected a list, got a table with other keys than 1..n", table);

    /// <summary>Whether all keys of a table are text; known of a payload in which something comes twice.</summary>
    internal readonly bool? HasTextKeysOnly(int table) => _shared?.HasTextKeysOnly(table);

    /// <summary>Reads a reference's table number.</summary>
    internal int ReadReference()
    {
        Expect(PayloadTag.Reference, "a reference");
        return BinaryPrimitives.ReadInt32LittleEndian(Take(5)[1..]);
    }

    /// <summary>Begins to read an error: message, stack, details and cause come, then <see cref="EndTable"/>.</summary>
    internal void BeginError(out ErrorKind kind, out bool? retryable)
    {
        Expect(PayloadTag.Error, "an error");
        var start = _position;
        Enter();
        var head = Take(3);
        kind = (ErrorKind)head[1];
        if (!Enum.IsDefined(kind) || head[2] > 2)
            throw Malformed(start);
        retryable = head[2] switch { 0 => false, 1 => true, _ => null };
        _shared?.Begin(start);
    }

    /// <summary>Reads an error with all of its causes.</summary>
    internal ProcessException ReadError()
    {
        BeginError(out var kind, out var retryable);
        // An error came from somewhere else and is shown to people: bytes of it that are no text are shown as well as can be.
        var message = Encoding.UTF8.GetString(ReadBytes());
        var stack = TryReadNil() ? null : Encoding.UTF8.GetString(ReadBytes());
        var details = TryReadNil() ? null : ReadDetails();
        var cause = TryReadNil() ? null : ReadError();
        EndTable();
        return new ProcessException(kind, message, cause, retryable, details) { ScriptStack = stack };
    }

    private IReadOnlyDictionary<string, object?>? ReadDetails()
    {
        if (_shared is null)
            return PayloadConversion.ReadObject(ref this) as IReadOnlyDictionary<string, object?>;
        var details = _bytes[_position..];
        var shape = PayloadLayout.Of(details, 1, out var used);
        var reader = new PayloadReader(details, new SharedTables(shape)) { _depth = _depth };
        var read = PayloadConversion.ReadObject(ref reader) as IReadOnlyDictionary<string, object?>;
        _position += used;
        return read;
    }

    private bool SkipToFalse()
    {
        Skip();
        return false;
    }

    private void Enter()
    {
        if (++_depth > PayloadWriter.MaxDepth)
            throw new ProcessException(ErrorKind.Invalid, $"the payload's tables nest deeper than {PayloadWriter.MaxDepth}", retryable: false);
    }
}
