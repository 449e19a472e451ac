using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Artel.Payloads;

/// <summary>
/// Reads values in the portable form, one after the other. A generated codec gets one and reads exactly one value from it. Every
/// mismatch is a <see cref="ProcessException"/> of kind INVALID that names the path inside the payload; so is every malformed byte.
/// </summary>
public ref partial struct PayloadReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private SharedTables? _shared;
    private int _position;
    private int _depth;

    internal PayloadReader(ReadOnlySpan<byte> bytes, SharedTables? shared = null)
    {
        _bytes = bytes;
        _shared = shared;
    }

    /// <summary>What the next value is.</summary>
    public readonly PayloadTag Tag => (uint)_position < (uint)_bytes.Length ? (PayloadTag)_bytes[_position] : throw Malformed(_position);

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
            return number == Math.Floor(number) && number is >= long.MinValue and < 9223372036854775808.0 ? (long)number : throw Refused("an integer");
        }

        Expect(PayloadTag.Integer, "an integer");
        return BinaryPrimitives.ReadInt64LittleEndian(Take(9)[1..]);
    }

    /// <summary>Reads an integer that has to be in a range.</summary>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    public long ReadInteger(long min, long max)
    {
        var value = ReadInteger();
        return value >= min && value <= max ? value : throw Refused($"an integer from {min} to {max}");
    }

    /// <summary>Reads a number, an integer too.</summary>
    public double ReadFloat()
    {
        if (Tag == PayloadTag.Integer)
            return ReadInteger();
        Expect(PayloadTag.Float, "a number");
        return BinaryPrimitives.ReadDoubleLittleEndian(Take(9)[1..]);
    }

    /// <summary>Reads text. Bytes that are no UTF-8 are refused: read as text they would be lost.</summary>
    public string ReadString()
    {
        var bytes = ReadBytes();
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Error("expected text, got bytes that are no UTF-8", _position - 1);
    }

    /// <summary>Reads a string's bytes, which belong to the payload.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        Expect(PayloadTag.String, "a string");
        var length = BinaryPrimitives.ReadInt32LittleEndian(Take(5)[1..]);
        return Take(length);
    }

    /// <summary>Reads a value by its type's codec.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public T Read<T>() => PayloadCodecs.Get<T>().Read(ref this);

    /// <summary>Passes over the next value, whatever it is.</summary>
    public void Skip()
    {
        switch (Tag)
        {
            case PayloadTag.Nil or PayloadTag.False or PayloadTag.True:
                _position++;
                break;
            case PayloadTag.Integer or PayloadTag.Float:
                Take(9);
                break;
            case PayloadTag.String:
                ReadBytes();
                break;
            case PayloadTag.Reference:
                ReadReference();
                break;
            case PayloadTag.Error:
                BeginError(out _, out _);
                for (var part = 0; part < 4; part++)
                    Skip();
                EndTable();
                break;
            case PayloadTag.Table:
                BeginTable(out var values, out var pairs);
                for (var i = values + (2L * pairs); i > 0; i--)
                    Skip();
                EndTable();
                break;
            default:
                throw Malformed(_position);
        }
    }

    /// <summary>The error for a next value that is of another sort than a codec wants.</summary>
    /// <param name="expected">What was wanted, with its article: <c>"a string"</c>.</param>
    public readonly ProcessException Mismatch(string expected) => Error($"expected {expected}, got {PayloadPath.Sort(Tag)}", _position);

    /// <summary>The error for the value that was read last, which is of the right sort, but not one that a codec takes.</summary>
    /// <param name="expected">What was wanted, with its article: <c>"a GUID"</c>.</param>
    public readonly ProcessException Refused(string expected)
    {
        var path = PayloadPath.To(_bytes, _position - 1, out var position);
        return Invalid(path, $"expected {expected}, got {PayloadPath.Value(_bytes, position)}");
    }

    /// <summary>The error for bytes that nobody wrote as a payload.</summary>
    internal static ProcessException Malformed(int position) =>
        new(ErrorKind.Invalid, $"the payload is malformed at byte {position}", retryable: false);

    private readonly ProcessException Error(string text, int position) => Invalid(PayloadPath.To(_bytes, position, out _), text);

    private static ProcessException Invalid(string path, string text) =>
        new(ErrorKind.Invalid, path.Length == 0 ? text : $"{path}: {text}", retryable: false);

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

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)(_bytes.Length - _position))
            throw Malformed(_position);
        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }
}
