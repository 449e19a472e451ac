using System.Buffers.Binary;

namespace Artel.Lua.Engine;

/// <summary>
/// Goes through bytecode as <c>lua_dump</c> of Lua 5.4 writes it. It reads what this program made itself, and says so where it does not
/// know the form, as that of another build of the library.
/// </summary>
internal ref struct BytecodeReader(ReadOnlySpan<byte> bytes)
{
    private const byte NumberConstant = 0x13;
    private const byte IntegerConstant = 0x03;
    private const byte ShortString = 0x04;
    private const byte LongString = 0x14;

    /// <summary>Up to the size of an instruction, that of an integer, and that of a number.</summary>
    private static ReadOnlySpan<byte> Header => [0x1B, (byte)'L', (byte)'u', (byte)'a', 0x54, 0, 0x19, 0x93, 13, 10, 0x1A, 10, 4, 8, 8];

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>Whether all of it was read.</summary>
    public readonly bool IsAtEnd => _position == _bytes.Length;

    /// <summary>Passes over what comes before the first function; false for another form.</summary>
    public bool TryReadHeader()
    {
        if (!_bytes.StartsWith(Header))
            return false;

        // Samples of an integer and of a number, and how many upvalues the first function has.
        _position = Header.Length + 8 + 8 + 1;
        return true;
    }

    /// <summary>Reads a function's instructions. Its constants come next, then its inner functions.</summary>
    /// <exception cref="FormatException">The bytes are no function.</exception>
    public ReadOnlySpan<byte> ReadInstructions()
    {
        SkipString();
        ReadSize();
        ReadSize();
        Take(3);
        return Take(4L * ReadSize());
    }

    /// <summary>Passes over the constants and upvalues; gives how many inner functions come next.</summary>
    /// <exception cref="FormatException">The bytes are no function.</exception>
    public int ReadFunctionCount()
    {
        for (var constants = ReadSize(); constants > 0; constants--)
        {
            switch (Take(1)[0])
            {
                case NumberConstant or IntegerConstant:
                    Take(8);
                    break;
                case ShortString or LongString:
                    SkipString();
                    break;
            }
        }

        Take(3L * ReadSize());
        return ReadSize();
    }

    /// <summary>Passes over what is known of a function for errors, which comes after its inner functions.</summary>
    /// <exception cref="FormatException">The bytes are no function.</exception>
    public void SkipNames()
    {
        Take(ReadSize());
        for (var lines = ReadSize(); lines > 0; lines--)
        {
            ReadSize();
            ReadSize();
        }

        for (var locals = ReadSize(); locals > 0; locals--)
        {
            SkipString();
            ReadSize();
            ReadSize();
        }

        for (var upvalues = ReadSize(); upvalues > 0; upvalues--)
            SkipString();
    }

    /// <summary>An instruction of a list of them.</summary>
    public static uint InstructionAt(ReadOnlySpan<byte> instructions, int index) => BinaryPrimitives.ReadUInt32LittleEndian(instructions[(4 * index)..]);

    private void SkipString()
    {
        var size = ReadSize();
        if (size > 0)
            Take(size - 1L);
    }

    /// <summary>Seven bits in a byte, the highest first; the last byte has its highest bit set.</summary>
    private int ReadSize()
    {
        long size = 0;
        while (true)
        {
            var part = Take(1)[0];
            size = (size << 7) | (uint)(part & 0x7F);
            if (size > int.MaxValue)
                throw Malformed();
            if ((part & 0x80) != 0)
                return (int)size;
        }
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > _bytes.Length - _position)
            throw Malformed();
        var taken = _bytes.Slice(_position, (int)count);
        _position += (int)count;
        return taken;
    }

    private readonly FormatException Malformed() => new($"the bytecode is malformed at byte {_position}");
}
