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
internal static unsafe partial class LuaCompiler
{
    /// <summary>What one compilation may hold.</summary>
    private const long MemoryLimit = 256 << 20;

    /// <summary>Compiles a script. Its lines stay known, so that errors name them.</summary>
    /// <param name="source">The text.</param>
    /// <param name="file">What to call it in errors.</param>
    /// <exception cref="LuaSyntaxException">The text is no Lua 5.4.</exception>
    public static LuaCode Compile(string source, string file) => Compile(Encoding.UTF8.GetBytes(source), file, strip: false);

    /// <summary>Compiles a script that is read as bytes.</summary>
    /// <exception cref="LuaSyntaxException">The text is no Lua 5.4.</exception>
    public static LuaCode Compile(ReadOnlySpan<byte> source, string file, bool strip)
    {
        var text = SkipMarks(source);
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
                native->Enforce = 1;
                status = luaL_loadbufferx(L, start, (nuint)text.Length, nameStart, mode);
                native->Enforce = 0;
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
            lua_close(L);
            NativeState.Free(native);
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
