using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// Compiles source text in a state that is thrown away after it. Text only: bytecode made elsewhere could break the engine.
/// </summary>
/// <remarks>
/// A module compiles in the turn of who requires it, and what was compiled is loaded in the turn of each spawner, where nothing can interrupt
/// either. So a source has a greatest length, for the loading, and its compilation a time: Lua's compiler takes quadratic time over some
/// texts, as over a long chain of <c>and</c>.
/// </remarks>
internal static unsafe partial class LuaCompiler
{
    /// <summary>What one compilation may hold.</summary>
    private const long MemoryLimit = 256 << 20;

    /// <summary>The most bytes that a source may have: of functions or texts and nothing else, they take 30 ms to load.</summary>
    internal const int MostBytes = 2 << 20;

    /// <summary>How much of the processor's time one compilation may take beside that of its bytes.</summary>
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(100);

    /// <summary>How much of it each byte may take: usual sources take a quarter of that.</summary>
    private static readonly TimeSpan TimePerByte = TimeSpan.FromTicks(5);

    /// <summary>The compiler gets the text in pieces of so many bytes, between which the time is looked at: the dearest of these take some 10 ms.</summary>
    private const int Piece = 128;

    /// <summary>Compiles a script. Its lines stay known, so that errors name them.</summary>
    /// <param name="source">The text.</param>
    /// <param name="file">What to call it in errors.</param>
    /// <exception cref="LuaSyntaxException">The text is no Lua 5.4.</exception>
    public static LuaCode Compile(string source, string file) => Compile(Encoding.UTF8.GetBytes(source), file, strip: false);

    /// <summary>Compiles a script that is read as bytes.</summary>
    /// <exception cref="LuaSyntaxException">The text is no Lua 5.4.</exception>
    /// <exception cref="ProcessException">INVALID: it is too long, or takes too long to compile.</exception>
    public static LuaCode Compile(ReadOnlySpan<byte> source, string file, bool strip)
    {
        if (source.Length > MostBytes)
            throw Refused($"{file}: the source has {source.Length:N0} bytes, and may have {MostBytes:N0}; divide it, or keep its data elsewhere");
        var text = SkipMarks(source);
        var most = LeastTime + (source.Length * TimePerByte);
        var native = NativeState.Allocate();
        native->Limit = MemoryLimit;
        native->LargestObject = MemoryLimit;
        var L = lua_newstate(LuaAllocator.Function, native);
        try
        {
            var name = Encoding.UTF8.GetBytes($"@{file}\0");
            int status;
            fixed (byte* start = text, nameStart = name, mode = "t\0"u8)
            {
                var input = new Input { Next = start, Left = text.Length, Deadline = ThreadTime.Now + (long)(most.TotalSeconds * Stopwatch.Frequency) };
                native->Enforce = 1;
                status = lua_load(L, &Read, &input, nameStart, mode);
                native->Enforce = 0;
                if (input.Expired)
                {
                    var line = 1 + text[..^input.Left].Count((byte)'\n');
                    throw Refused($"{file}:{line}: the source takes longer than {most.TotalMilliseconds:0} ms to compile, of which it has come so far; shorten the chains of operators and of branches in it");
                }
            }

            if (status != LUA_OK)
                throw SyntaxError(file, LuaStack.Text(L, -1));

            using var bytecode = new MemoryStream(text.Length + 256);
            var handle = GCHandle.Alloc(bytecode);
            lua_dump(L, &Write, (void*)GCHandle.ToIntPtr(handle), strip ? 1 : 0);
            handle.Free();
            return new LuaCode(file, bytecode.ToArray());
        }
        finally
        {
            // Lua need not go through what it holds.
            StateEnds.Shared.Add(native);
        }
    }

    /// <summary>Passes over a byte order mark and a <c>#!</c> line, which Lua takes from files only. The line's end stays, for the count.</summary>
    private static ReadOnlySpan<byte> SkipMarks(ReadOnlySpan<byte> source)
    {
        if (source.StartsWith("\uFEFF"u8))
            source = source["\uFEFF"u8.Length..];
        if (!source.StartsWith("#"u8))
            return source;
        var end = source.IndexOf((byte)'\n');
        return end < 0 ? default : source[end..];
    }

    private static LuaSyntaxException SyntaxError(string file, string message)
    {
        var parts = PlaceAndProblem().Match(message);
        return parts.Success
            ? new LuaSyntaxException(file, int.Parse(parts.Groups[1].ValueSpan, CultureInfo.InvariantCulture), parts.Groups[2].Value)
            : new LuaSyntaxException(file, 0, message);
    }

    [GeneratedRegex(@"^.*?:(\d+): (.*)$", RegexOptions.Singleline)]
    private static partial Regex PlaceAndProblem();

    private static ProcessException Refused(FormattableString text) => new(ErrorKind.Invalid, text.ToString(CultureInfo.InvariantCulture), retryable: false);

    /// <summary>What the compiler reads.</summary>
    private struct Input
    {
        public byte* Next;
        public int Left;
        public long Deadline;

        /// <summary>The time is over: the compiler was told that the text ends here.</summary>
        public bool Expired;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* Read(lua_State* L, void* input, nuint* count) => Take((Input*)input, count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* Take(Input* input, nuint* count)
    {
        *count = 0;
        if (input->Left == 0 || input->Expired)
            return null;
        if (ThreadTime.Now > input->Deadline)
        {
            input->Expired = true;
            return null;
        }

        var piece = Math.Min(Piece, input->Left);
        var start = input->Next;
        input->Next += piece;
        input->Left -= piece;
        *count = (nuint)piece;
        return start;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(lua_State* L, void* bytes, nuint count, void* stream) => Append(bytes, count, (nint)stream);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Append(void* bytes, nuint count, nint stream)
    {
        try
        {
            ((MemoryStream)GCHandle.FromIntPtr(stream).Target!).Write(new ReadOnlySpan<byte>(bytes, (int)count));
            return 0;
        }
        catch (OutOfMemoryException)
        {
            return 1;
        }
    }
}
