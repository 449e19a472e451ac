using System.Buffers.Binary;
using System.Text;

namespace Artel.Payloads;

/// <summary>
/// Reads values in the portable form, one after the other. A generated codec gets one and reads exactly one value from it. Every
/// mismatch is a <see cref="ProcessException"/> of kind INVALID that names the field being read.
/// </summary>
public ref struct PayloadReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _depth;

    internal PayloadReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>What to call the value being read in an error; a codec sets it to a field's name before it reads the field.</summary>
    public string? Field { readonly get; set; }

    /// <summary>What the next value is.</summary>
    public readonly PayloadTag Tag => (PayloadTag)_bytes[_position];

    /// <summary>Where the next value begins.</summary>
    internal readonly int Position => _position;

    /// <summary>Whether the next value is nil; if so, it is read.</summary>
    public bool TryReadNil()
    {
        if (Tag != PayloadTag.Nil)
            return false;
        _position++;
        return true;
    }

    /// <summary>Reads a truth value.</summary>
    public bool ReadBoolean() => Tag switch
    {
        PayloadTag.True => Advance(true),
        PayloadTag.False => Advance(false),
        _ => throw Mismatch("a boolean"),
    };

    /// <summary>Reads an integer; a floating point number without fraction will do.</summary>
    public long ReadInteger()
    {
        if (Tag == PayloadTag.Float)
        {
            var number = ReadFloat();
            if (number == Math.Floor(number) && number is >= long.MinValue and < 9223372036854775808.0)
                return (long)number;
            throw new ProcessException(ErrorKind.Invalid, $"{FieldText}expected an integer, got the number {number:R}", retryable: false);
        }

        Expect(PayloadTag.Integer, "an integer");
        var value = BinaryPrimitives.ReadInt64LittleEndian(_bytes[(_position + 1)..]);
        _position += 9;
        return value;
    }

    /// <summary>Reads an integer that has to be in a range.</summary>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    public long ReadInteger(long min, long max)
    {
        var value = ReadInteger();
        if (value < min || value > max)
            throw new ProcessException(ErrorKind.Invalid, $"{FieldText}expected an integer from {min} to {max}, got {value}", retryable: false);
        return value;
    }

    /// <summary>Reads a number, an integer too.</summary>
    public double ReadFloat()
    {
        if (Tag == PayloadTag.Integer)
            return ReadInteger();
        Expect(PayloadTag.Float, "a number");
        var value = BinaryPrimitives.ReadDoubleLittleEndian(_bytes[(_position + 1)..]);
        _position += 9;
        return value;
    }

    /// <summary>Reads text.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>Reads a string's bytes, which belong to the payload.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        Expect(PayloadTag.String, "a string");
        var length = BinaryPrimitives.ReadInt32LittleEndian(_bytes[(_position + 1)..]);
        var bytes = _bytes.Slice(_position + 5, length);
        _position += 5 + length;
        return bytes;
    }

    /// <summary>
    /// Begins to read a table: then <paramref name="values"/> values come, then <paramref name="pairs"/> keys with their values, then
    /// <see cref="EndTable"/>.
    /// </summary>
    /// <param name="values">How many values follow.</param>
    /// <param name="pairs">How many pairs follow after them.</param>
    public void BeginTable(out int values, out int pairs)
    {
        if (Tag == PayloadTag.Reference)
            throw new ProcessException(ErrorKind.Invalid, $"{FieldText}the table is shared or cyclic, which a C# payload can't be", retryable: false);
        Expect(PayloadTag.Table, "a table");
        if (++_depth > PayloadWriter.MaxDepth)
            throw new ProcessException(ErrorKind.Invalid, $"{FieldText}tables nest deeper than {PayloadWriter.MaxDepth}", retryable: false);
        values = BinaryPrimitives.ReadInt32LittleEndian(_bytes[(_position + 1)..]);
        pairs = BinaryPrimitives.ReadInt32LittleEndian(_bytes[(_position + 5)..]);
        _position += 9;
    }

    /// <summary>Ends the table that was begun last.</summary>
    public void EndTable() => _depth--;

    /// <summary>Reads a value by its type's codec.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public T Read<T>() => PayloadCodecs.Get<T>().Read(ref this);

    /// <summary>Passes over the next value, whatever it is.</summary>
    public void Skip()
    {
        switch (Tag)
        {
            case PayloadTag.Integer or PayloadTag.Float:
                _position += 9;
                break;
            case PayloadTag.String:
                ReadBytes();
                break;
            case PayloadTag.Reference:
                _position += 5;
                break;
            case PayloadTag.Error:
                ReadError();
                break;
            case PayloadTag.Table:
                BeginTable(out var values, out var pairs);
                for (var i = values + (2L * pairs); i > 0; i--)
                    Skip();
                EndTable();
                break;
            default:
                _position++;
                break;
        }
    }

    /// <summary>The error for a value that is not what a codec wants.</summary>
    /// <param name="expected">What was wanted, with its article: <c>"a string"</c>.</param>
    public readonly ProcessException Mismatch(string expected) =>
        new(ErrorKind.Invalid, $"{FieldText}expected {expected}, got {Describe(Tag)}", retryable: false);

    /// <summary>The error for a field that a codec needs and the table has not.</summary>
    /// <param name="type">The C# type that is read.</param>
    /// <param name="field">The field's name.</param>
    public static ProcessException Missing(string type, string field) =>
        new(ErrorKind.Invalid, $"field '{field}' of {type} is missing", retryable: false);

    /// <summary>Reads a reference's table number.</summary>
    internal int ReadReference()
    {
        Expect(PayloadTag.Reference, "a reference");
        var table = BinaryPrimitives.ReadInt32LittleEndian(_bytes[(_position + 1)..]);
        _position += 5;
        return table;
    }

    /// <summary>Reads an error with all of its causes.</summary>
    internal ProcessException ReadError()
    {
        Expect(PayloadTag.Error, "an error");
        var kind = (ErrorKind)_bytes[_position + 1];
        bool? retryable = _bytes[_position + 2] switch { 0 => false, 1 => true, _ => null };
        _position += 3;
        var message = ReadString();
        var stack = TryReadNil() ? null : ReadString();
        var details = TryReadNil() ? null : PayloadConversion.ReadObject(ref this) as IReadOnlyDictionary<string, object?>;
        var cause = TryReadNil() ? null : ReadError();
        return new ProcessException(kind, message, cause, retryable, details) { ScriptStack = stack };
    }

    private readonly string FieldText => Field is null ? "" : $"{Field}: ";

    private static string Describe(PayloadTag tag) => tag switch
    {
        PayloadTag.Nil => "nil",
        PayloadTag.False or PayloadTag.True => "a boolean",
        PayloadTag.Integer => "an integer",
        PayloadTag.Float => "a number",
        PayloadTag.String => "a string",
        PayloadTag.Error => "an error",
        _ => "a table",
    };

    private readonly void Expect(PayloadTag tag, string what)
    {
        if (Tag != tag)
            throw Mismatch(what);
    }

    private bool Advance(bool value)
    {
        _position++;
        return value;
    }
}
