namespace Artel.Lua.Engine;

/// <summary>
/// How long bytecode can run without calling any function, Lua's own included. Where that is short, a script is interrupted at its calls,
/// and need not count its instructions: see <see cref="LuaPreemption"/>.
/// </summary>
internal static class CallPaths
{
    /// <summary>How many instructions may come between two calls.</summary>
    public const int MostInstructions = 1000;

    /// <summary>Functions nest no deeper in source that compiles.</summary>
    private const int DeepestFunction = 250;

    private const int None = -1;

    private enum Op
    {
        LoadFalseAndSkip = 6,
        FirstArithmetic = 21,
        LastArithmetic = 45,
        Jump = 56,
        FirstTest = 57,
        LastTest = 67,
        Call = 68,
        TailCall = 69,
        FirstReturn = 70,
        LastReturn = 72,
        ForLoop = 73,
        ForPrepare = 74,
        GenericForPrepare = 75,
        GenericForCall = 76,
        GenericForLoop = 77,
    }

    /// <summary>
    /// Whether each way through each function comes to a call, or to the function's end, within <see cref="MostInstructions"/>; false also
    /// for bytecode of an unknown form.
    /// </summary>
    public static bool AreShort(ReadOnlySpan<byte> bytecode)
    {
        var reader = new BytecodeReader(bytecode);
        try
        {
            return reader.TryReadHeader() && AreShort(ref reader, DeepestFunction) && reader.IsAtEnd;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool AreShort(ref BytecodeReader reader, int depth)
    {
        if (depth == 0 || !IsShort(reader.ReadInstructions()))
            return false;
        for (var functions = reader.ReadFunctionCount(); functions > 0; functions--)
        {
            if (!AreShort(ref reader, depth - 1))
                return false;
        }

        reader.SkipNames();
        return true;
    }

    /// <summary>Goes all ways through a function, each as far as the next call. One that comes back to where it was has no end.</summary>
    private static bool IsShort(ReadOnlySpan<byte> code)
    {
        const int onTheWay = -1;
        var lengths = new int[code.Length / 4];
        var way = new Stack<int>();
        for (var start = 0; start < lengths.Length; start++)
        {
            if (lengths[start] == 0)
                way.Push(start);
            while (way.TryPeek(out var at))
            {
                lengths[at] = onTheWay;
                var (first, second) = NextOf(BytecodeReader.InstructionAt(code, at), at);
                if (IsOutside(first, lengths) || IsOutside(second, lengths) || LengthOf(first, lengths) < 0 || LengthOf(second, lengths) < 0)
                    return false;
                if (first != None && lengths[first] == 0)
                {
                    way.Push(first);
                }
                else if (second != None && lengths[second] == 0)
                {
                    way.Push(second);
                }
                else
                {
                    lengths[at] = 1 + Math.Max(LengthOf(first, lengths), LengthOf(second, lengths));
                    if (lengths[at] > MostInstructions)
                        return false;
                    way.Pop();
                }
            }
        }

        return true;
    }

    private static bool IsOutside(int place, int[] lengths) => place < None || place >= lengths.Length;

    private static int LengthOf(int place, int[] lengths) => place == None ? 0 : lengths[place];

    /// <summary>
    /// Where an instruction may lead to without a call. More ways than there are do no harm: an instruction that skips the next one may also
    /// be followed by it.
    /// </summary>
    private static (int First, int Second) NextOf(uint instruction, int at)
    {
        var next = at + 1;
        var distance = (int)(instruction >> 15);
        switch ((Op)(instruction & 0x7F))
        {
            case Op.Jump:
                return (next + (int)(instruction >> 7) - ((1 << 24) - 1), None);
            case Op.ForLoop or Op.GenericForLoop:
                return (next, next - distance);
            case Op.ForPrepare:
                return (next, next + distance + 1);
            case Op.GenericForPrepare:
                return (next + distance, None);
            case Op.Call or Op.TailCall or Op.GenericForCall or (>= Op.FirstReturn and <= Op.LastReturn):
                return (None, None);
            case Op.LoadFalseAndSkip or (>= Op.FirstArithmetic and <= Op.LastArithmetic) or (>= Op.FirstTest and <= Op.LastTest):
                return (next, next + 1);
            default:
                return (next, None);
        }
    }
}
