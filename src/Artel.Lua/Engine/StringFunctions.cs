using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// The string library: patterns by <see cref="LuaPattern"/>, the rest is Lua's own. The functions that read a text take an error object
/// for its message.
/// </summary>
internal static unsafe class StringFunctions
{
    /// <summary>Below this length a plain search is linear enough to leave it to the runtime's search.</summary>
    private const int ShortNeedle = 32;

    /// <summary>So many steps take about as long as the script's slice may be overdrawn unnoticed.</summary>
    private const long StepsToCharge = 20_000;

    /// <summary>To go through a pattern once takes less than a slice.</summary>
    private const int LongestPattern = 1 << 20;

    private const string PatternTooLong = "pattern too complex (it is longer than 1 MiB)";

    /// <summary>Lua's own: an operand that is a string of a number is that number.</summary>
    private static readonly (byte[] Name, nint Function)[] Arithmetic =
    [
        .. new[] { "__add", "__sub", "__mul", "__mod", "__pow", "__div", "__idiv", "__unm" }
            .Select(static name => (Encoding.ASCII.GetBytes(name), NativeFunctions.AddressOf("string." + name))),
    ];

    private static readonly SearchValues<byte> PatternCharacters = SearchValues.Create("^$*+?.([%-"u8);

    public static readonly LuaLibrary Library = new LuaLibrary("string")
        .Native("byte", "char", "reverse")
        .Value("pack", static (_, L) => PushShortFormat(L, "pack"))
        .Value("packsize", static (_, L) => PushShortFormat(L, "packsize"))
        .Value("unpack", static (_, L) => PushShortFormat(L, "unpack"))
        .Value("format", static (_, L) => PushFormat(L))
        .Value("len", static (_, L) => PushTextFunction(L, "len"))
        .Value("lower", static (_, L) => PushTextFunction(L, "lower"))
        .Value("upper", static (_, L) => PushTextFunction(L, "upper"))
        .Value("sub", static (_, L) => PushTextFunction(L, "sub"))
        .Value("rep", static (_, L) => PushRepeat(L))
        .Value("gmatch", static (_, L) => PushGlobalMatch(L))
        .Value("gsub", static (_, L) => PushGlobalSubstitution(L))
        .Value("find", static (_, L) => PushSearch(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Find))
        .Value("match", static (_, L) => PushSearch(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Match));

    /// <summary>Gives strings their methods, the state's own string table, and their arithmetic. The globals are on top of the stack.</summary>
    public static void AttachMetatable(LuaState state, lua_State* L)
    {
        LuaStack.PushBytes(L, ""u8);
        lua_createtable(L, 0, 1 + Arithmetic.Length);
        foreach (var (name, function) in Arithmetic)
        {
            LuaStack.PushBytes(L, name);
            lua_pushcfunction(L, function, 0);
            lua_rawset(L, -3);
        }

        LuaStack.PushBytes(L, "__index"u8);
        Library.Push(state, L);
        LuaStack.PushBytes(L, "string"u8);
        lua_pushvalue(L, -2);
        lua_rawset(L, -7);
        lua_rawset(L, -3);
        lua_setmetatable(L, -2);
        lua_pop(L, 1);
    }

    private static void PushTextFunction(lua_State* L, string name)
    {
        Prelude.Begin(L, "string");
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "type");
        NativeFunctions.Push(L, "tostring");
        Prelude.PushNamed(L, "string", name);
        LuaStack.PushText(L, name);
        Prelude.Call(L, 5, 1);
    }

    private static void PushRepeat(lua_State* L)
    {
        Prelude.Begin(L, "rep");
        NativeFunctions.Push(L, "type");
        NativeFunctions.Push(L, "tostring");
        NativeFunctions.Push(L, "math.tointeger");
        Prelude.PushNamed(L, "string", "rep");
        Prelude.Call(L, 4, 1);
    }

    private static void PushFormat(lua_State* L)
    {
        Prelude.Begin(L, "format");
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "type");
        NativeFunctions.Push(L, "select");
        NativeFunctions.Push(L, "string.find");
        Prelude.PushNamed(L, "string", "format");
        Prelude.Call(L, 5, 1);
    }

    private static void PushShortFormat(lua_State* L, string name)
    {
        Prelude.Begin(L, "short_format");
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "type");
        Prelude.PushNamed(L, "string", name);
        LuaStack.PushText(L, name);
        Prelude.Call(L, 4, 1);
    }

    private static void PushSearch(lua_State* L, nint search)
    {
        Prelude.Begin(L, "search");
        lua_pushlightuserdata(L, LuaInternals.Failure);
        lua_pushlightuserdata(L, LuaInternals.More);
        NativeFunctions.Push(L, "error");
        lua_pushcfunction(L, search, 0);
        Prelude.Call(L, 4, 1);
    }

    private static void PushGlobalMatch(lua_State* L)
    {
        Prelude.Begin(L, "gmatch");
        lua_pushlightuserdata(L, LuaInternals.Failure);
        lua_pushlightuserdata(L, LuaInternals.More);
        NativeFunctions.Push(L, "error");
        lua_pushcfunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Next, 0);
        lua_pushcfunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&GlobalMatchText, 0);
        Prelude.Call(L, 5, 1);
    }

    private static void PushGlobalSubstitution(lua_State* L)
    {
        Prelude.Begin(L, "gsub");
        lua_pushlightuserdata(L, LuaInternals.Failure);
        lua_pushlightuserdata(L, LuaInternals.More);
        NativeFunctions.Push(L, "error");
        lua_pushcfunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Next, 0);
        lua_pushcfunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Find, 0);
        lua_pushcfunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&GlobalSubstitutionText, 0);
        NativeFunctions.Push(L, "type");
        NativeFunctions.Push(L, "table.concat");
        NativeFunctions.Push(L, "string.sub");
        NativeFunctions.Push(L, "tostring");
        NativeFunctions.Push(L, "tonumber");
        Prelude.Call(L, 11, 1);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Find(lua_State* L) => HostFunction.Run(L, &FindBody);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Match(lua_State* L) => HostFunction.Run(L, &MatchBody);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Next(lua_State* L) => HostFunction.Run(L, &NextBody);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GlobalMatchText(lua_State* L) => HostFunction.Run(L, &GlobalMatchTextBody);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GlobalSubstitutionText(lua_State* L) => HostFunction.Run(L, &GlobalSubstitutionTextBody);

    private static int FindBody(LuaState state, lua_State* L) => FindOrMatch(state, L, "find", find: true);

    private static int MatchBody(LuaState state, lua_State* L) => FindOrMatch(state, L, "match", find: false);

    private static int GlobalMatchTextBody(LuaState state, lua_State* L) => CheckTexts(state, L, "gmatch", 3);

    private static int GlobalSubstitutionTextBody(LuaState state, lua_State* L) => CheckTexts(state, L, "gsub", 4);

    /// <summary>For what loops in the prelude: checks the text, the pattern and an integer that may be missing; gives the text.</summary>
    private static int CheckTexts(LuaState state, lua_State* L, string function, int integerArgument)
    {
        HostFunction.Text(state, L, 1, function);
        HostFunction.Text(state, L, 2, function);
        if (lua_type(L, 3) > LUA_TNIL)
        {
            int isInteger;
            lua_tointegerx(L, 3, &isInteger);
            if (isInteger == 0)
                throw LuaArgumentException.Expected(L, 3, function, "number", shownAs: integerArgument);
        }

        lua_pushvalue(L, 1);
        return 1;
    }

    /// <summary>(text, pattern, first position, plain, steps that are left of a search that goes on).</summary>
    private static int FindOrMatch(LuaState state, lua_State* L, string function, bool find)
    {
        HostFunction.Text(state, L, 2, function);
        var subject = HostFunction.Text(state, L, 1, function);
        var pattern = LuaStack.Bytes(L, 2);
        if (lua_checkstack(L, 40) == 0)
            return HostFunction.Fail(L, "stack overflow");

        var start = StartOf(HostFunction.Integer(L, 3, function, otherwise: 1), subject.Length);
        if (start > subject.Length)
        {
            lua_pushnil(L);
            return 1;
        }

        if (find && (lua_toboolean(L, 4) != 0 || pattern.IndexOfAny(PatternCharacters) < 0))
            return FindPlain(state, L, subject, pattern, (int)start);
        if (pattern.Length > LongestPattern)
            return HostFunction.Fail(L, PatternTooLong);

        fixed (byte* s = &MemoryMarshal.GetReference(subject), p = &MemoryMarshal.GetReference(pattern))
        {
            var isAnchored = pattern.Length > 0 && pattern[0] == '^';
            var steps = StepsLeft(state, L, 5, subject.Length);
            var matcher = new LuaPattern(s, s + subject.Length, p + pattern.Length, steps, NativeState.Of(L)->HardLimit);
            var search = Search(ref matcher, L, s + start, s + subject.Length, isAnchored ? p + 1 : p, isAnchored, null, out var first, out var after);
            Charge(L, steps - matcher.StepsLeft);
            if (search != SearchEnd.Found)
                return search == SearchEnd.Stopped ? GoOn(L, first - s, matcher.StepsLeft) : NoMatch(L, in matcher);
            return PushMatch(L, in matcher, s, first, after, find ? MatchForm.Find : MatchForm.Match);
        }
    }

    /// <summary>
    /// One step of gmatch or gsub: (text, pattern, position, end of the last match, anchored, steps that are left of one that goes on) gives
    /// first, after, captures.
    /// </summary>
    private static int NextBody(LuaState state, lua_State* L)
    {
        HostFunction.Text(state, L, 2, "gmatch");
        var subject = LuaStack.Bytes(L, 1);
        var pattern = LuaStack.Bytes(L, 2);
        if (lua_checkstack(L, 40) == 0)
            return HostFunction.Fail(L, "stack overflow");
        if (pattern.Length > LongestPattern)
            return HostFunction.Fail(L, PatternTooLong);

        var position = (int)lua_tointegerx(L, 3, null) - 1;
        var lastEnd = (int)lua_tointegerx(L, 4, null) - 1;
        var isAnchored = lua_toboolean(L, 5) != 0;
        fixed (byte* s = &MemoryMarshal.GetReference(subject), p = &MemoryMarshal.GetReference(pattern))
        {
            var steps = StepsLeft(state, L, 6, subject.Length);
            var matcher = new LuaPattern(s, s + subject.Length, p + pattern.Length, steps, NativeState.Of(L)->HardLimit);
            var last = lastEnd < 0 ? null : s + lastEnd;
            var search = Search(ref matcher, L, s + position, s + subject.Length, isAnchored ? p + 1 : p, isAnchored, last, out var first, out var after);
            Charge(L, steps - matcher.StepsLeft);
            if (search != SearchEnd.Found)
                return search == SearchEnd.Stopped ? GoOn(L, first - s, matcher.StepsLeft) : NoMatch(L, in matcher);
            return PushMatch(L, in matcher, s, first, after, MatchForm.Next);
        }
    }

    /// <summary>Tries one place after the other. When the slice is over it stops between two of them; the next one is the first then.</summary>
    private static SearchEnd Search(
        ref LuaPattern matcher, lua_State* L, byte* s, byte* end, byte* p, bool isAnchored, byte* notEndingAt, out byte* first, out byte* after)
    {
        for (; s <= end; s++)
        {
            after = matcher.Match(s, p);
            first = s;
            if (after != null && after != notEndingAt)
                return SearchEnd.Found;
            if (matcher.Error != LuaPatternError.None || isAnchored)
                break;
            if (!matcher.TakeLooked() || !LuaPreemption.IsSliceOver(NativeState.Of(L)))
                continue;
            first = s + 1;
            return SearchEnd.Stopped;
        }

        first = after = null;
        return SearchEnd.NotFound;
    }

    private enum SearchEnd
    {
        NotFound,
        Found,
        Stopped,
    }

    /// <summary>Has the prelude go on with a search in the script's next slice.</summary>
    private static int GoOn(lua_State* L, long at, long steps)
    {
        lua_pushlightuserdata(L, LuaInternals.More);
        lua_pushinteger(L, at + 1);
        lua_pushinteger(L, steps);
        return 3;
    }

    private enum MatchForm
    {
        Find,
        Match,
        Next,
    }

    private static int PushMatch(lua_State* L, in LuaPattern matcher, byte* source, byte* first, byte* after, MatchForm form)
    {
        var count = 0;
        if (form != MatchForm.Match)
        {
            lua_pushinteger(L, first - source + 1);
            lua_pushinteger(L, after - source + (form == MatchForm.Next ? 1 : 0));
            count = 2;
        }

        if (matcher.Captures == 0 && form != MatchForm.Find)
        {
            lua_pushlstring(L, first, (nuint)(after - first));
            return count + 1;
        }

        for (var i = 0; i < matcher.Captures; i++)
        {
            var length = matcher.LengthOf(i);
            if (length == LuaPattern.CapturesPosition)
                lua_pushinteger(L, matcher.StartOf(i) + 1);
            else if (length < 0)
                return HostFunction.Fail(L, "unfinished capture");
            else
                lua_pushlstring(L, source + matcher.StartOf(i), (nuint)length);
        }

        return count + matcher.Captures;
    }

    private static int NoMatch(lua_State* L, in LuaPattern matcher)
    {
        if (matcher.Error != LuaPatternError.None)
            return HostFunction.Fail(L, LuaPattern.TextOf(matcher.Error));
        lua_pushnil(L);
        return 1;
    }

    private static int FindPlain(LuaState state, lua_State* L, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> needle, int start)
    {
        if (needle.Length > ShortNeedle)
            return FindLong(state, L, subject, needle, start);
        var at = subject[start..].IndexOf(needle);
        return at < 0 ? NotFound(L) : FoundAt(L, start + at, needle.Length);
    }

    /// <summary>
    /// A search that gives up where comparing a long needle at many places would take too long, and stops between two of them when the slice
    /// is over.
    /// </summary>
    private static int FindLong(LuaState state, lua_State* L, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> needle, int from)
    {
        var native = NativeState.Of(L);
        var steps = StepsLeft(state, L, 5, subject.Length);
        var look = steps - StepsToCharge;
        var last = subject.Length - needle.Length;
        while (from <= last)
        {
            var found = subject[from..].IndexOf(needle[..4]);
            if (found < 0 || from + found > last)
                break;
            from += found;
            if (subject.Slice(from, needle.Length).SequenceEqual(needle))
                return FoundAt(L, from, needle.Length);
            from++;
            steps -= (needle.Length >> 5) + 1;
            if (steps < 0)
                return HostFunction.Fail(L, "search too long (step limit reached)");
            if (steps > look)
                continue;
            look = steps - StepsToCharge;
            if (!LuaPreemption.IsSliceOver(native))
                continue;
            LuaPreemption.Charge(L, native);
            return GoOn(L, from, steps);
        }

        return NotFound(L);
    }

    private static int FoundAt(lua_State* L, int at, int length)
    {
        lua_pushinteger(L, at + 1);
        lua_pushinteger(L, at + length);
        return 2;
    }

    private static int NotFound(lua_State* L)
    {
        lua_pushnil(L);
        return 1;
    }

    private static long StartOf(long init, int length)
    {
        if (init > 0)
            return init - 1;
        if (init == 0)
            return 0;
        return init < -(long)length ? 0 : length + init;
    }

    /// <summary>How many steps a search may take: what it had left when it stopped, or what one has that begins.</summary>
    private static long StepsLeft(LuaState state, lua_State* L, int argument, int length) =>
        lua_type(L, argument) == LUA_TNUMBER ? lua_tointegerx(L, argument, null) : state.Limits.PatternSteps + (4L * length);

    private static void Charge(lua_State* L, long steps)
    {
        if (steps > StepsToCharge)
            LuaPreemption.Charge(L, NativeState.Of(L));
    }
}
