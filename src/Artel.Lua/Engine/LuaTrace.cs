using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// The trace of a stack's calls, as Lua's own has it. To get to a call Lua goes through all that it called: of a deep stack, such as one that
/// overflowed, only the innermost calls are told, or the trace would take a tenth of a second.
/// </summary>
internal static unsafe class LuaTrace
{
    private const int MostCalls = 22;
    private const int Innermost = 10;
    private const int Outermost = 11;

    /// <summary>A stack of so many calls is gone through in no time.</summary>
    private const int Deep = 2000;

    /// <summary>The trace, without what the prelude adds to it.</summary>
    public static string Of(lua_State* L, int level)
    {
        var text = new StringBuilder("stack traceback:");
        var depth = DepthOf(L);
        var calls = depth - level;
        var toldAtEnd = calls <= MostCalls ? calls : depth < Deep ? Outermost : 0;
        var toldFirst = calls <= MostCalls ? 0 : Innermost;
        for (var i = level; i < level + toldFirst; i++)
            Append(text, L, i);
        if (calls > MostCalls)
        {
            text.Append("\n\t...\t(skipping ");
            text.Append(depth < Deep ? (calls - toldFirst - toldAtEnd).ToString(CultureInfo.InvariantCulture) : "thousands of");
            text.Append(" levels)");
        }

        for (var i = depth - toldAtEnd; i < depth; i++)
            Append(text, L, i);
        return text.ToString();
    }

    /// <summary>How many calls there are, no more than <see cref="Deep"/>.</summary>
    private static int DepthOf(lua_State* L)
    {
        lua_Debug call;
        int known = 0, beyond = Deep + 1;
        while (known + 1 < beyond)
        {
            var middle = (known + beyond) / 2;
            if (lua_getstack(L, middle - 1, &call) != 0)
                known = middle;
            else
                beyond = middle;
        }

        return Math.Min(known, Deep);
    }

    private static void Append(StringBuilder text, lua_State* L, int level)
    {
        lua_Debug call;
        if (lua_getstack(L, level, &call) == 0)
            return;
        fixed (byte* what = "Slnt\0"u8)
            lua_getinfo(L, what, &call);
        var source = Text(call.ShortSource);

        // The prelude's code has no lines and no name.
        if (source == "?")
            return;
        text.Append("\n\t").Append(source).Append(':');
        if (call.CurrentLine > 0)
            text.Append(CultureInfo.InvariantCulture, $"{call.CurrentLine}:");
        text.Append(" in ");
        if (*call.NameWhat != 0)
            text.Append(Text(call.NameWhat)).Append(" '").Append(Text(call.Name)).Append('\'');
        else if (*call.What == 'm')
            text.Append("main chunk");
        else if (*call.What != 'C')
            text.Append(CultureInfo.InvariantCulture, $"function <{source}:{call.LineDefined}>");
        else
            text.Append('?');
        if (call.IsTailCall != 0)
            text.Append("\n\t(...tail calls...)");
    }

    private static string Text(byte* text) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}

/// <summary>What Lua tells of a call: <c>lua_Debug</c>.</summary>
internal unsafe struct lua_Debug
{
    public int Event;
    public byte* Name;
    public byte* NameWhat;
    public byte* What;
    public byte* Source;
    public nuint SourceLength;
    public int CurrentLine;
    public int LineDefined;
    public int LastLineDefined;
    public byte Upvalues;
    public byte Parameters;
    public byte IsVariadic;
    public byte IsTailCall;
    public ushort FirstTransferred;
    public ushort Transferred;
    public fixed byte ShortSource[60];
    public void* Call;
}
