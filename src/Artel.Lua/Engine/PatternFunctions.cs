using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>The functions of the string library that search: <c>find</c>, <c>match</c>, <c>gmatch</c> and <c>gsub</c>, by <see cref="LuaPattern"/>.</summary>
internal static unsafe class PatternFunctions
{
    /// <summary>To go through a pattern once takes less than a slice.</summary>
    public const int LongestPattern = 1 << 20;

    private const string PatternTooLong = "pattern too complex (it is longer than 1 MiB)";

    private static readonly SearchValues<byte> PatternCharacters = SearchValues.Create("^$*+?.([%-"u8);

    private static readonly nint FindFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Find;
    private static readonly nint MatchFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Match;
    private static readonly nint NextFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Next;
    private static readonly nint MatchesFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Matches;
    private static readonly nint SubstituteFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Substitute;
    private static readonly nint GlobalMatchTextFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&GlobalMatchText;
    private static readonly nint GlobalSubstitutionTextFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&GlobalSubstitutionText;

    public static void PushFind(lua_State* L) => Push(L, "search", [FindFunction]);

    public static void PushMatch(lua_State* L) => Push(L, "search", [MatchFunction]);

    public static void PushGlobalMatch(lua_State* L) => Push(L, "gmatch", [NextFunction, GlobalMatchTextFunction, MatchesFunction], "table.unpack");

    public static void PushGlobalSubstitution(lua_State* L) => Push(
        L, "gsub", [NextFunction, FindFunction, GlobalSubstitutionTextFunction, SubstituteFunction], "type", "table.concat", "string.sub", "tostring", "tonumber",
        "table.unpack");

    /// <summary>Pushes what a part of the prelude makes of functions of the host, whose marks it knows, and of some of Lua's.</summary>
    private static void Push(lua_State* L, string part, ReadOnlySpan<nint> functions, params ReadOnlySpan<string> natives)
    {
        Prelude.Begin(L, part);
        lua_pushlightuserdata(L, LuaInternals.Failure);
        lua_pushlightuserdata(L, LuaInternals.More);
        NativeFunctions.Push(L, "error");
        foreach (var function in functions)
            lua_pushcfunction(L, function, 0);
        foreach (var native in natives)
            NativeFunctions.Push(L, native);
        Prelude.Call(L, 3 + functions.Length + natives.Length, 1);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Find(lua_State* L) => HostFunction.Run(L, &FindBody);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Match(lua_State* L) => HostFunction.Run(L, &MatchBody);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Next(lua_State* L) => HostFunction.Run(L, &NextBody);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Matches(lua_State* L) => HostFunction.Run(L, &PatternMatches.Push);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Substitute(lua_State* L) => HostFunction.Run(L, &PatternSubstitution.Push);

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
    [SkipLocalsInit]
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
            return PlainSearch.Find(state, L, subject, pattern, (int)start);
        if (pattern.Length > LongestPattern)
            return HostFunction.Fail(L, PatternTooLong);

        var captures = stackalloc long[LuaPattern.CaptureRoom];
        fixed (byte* s = &MemoryMarshal.GetReference(subject), p = &MemoryMarshal.GetReference(pattern))
        {
            var isAnchored = pattern.Length > 0 && pattern[0] == '^';
            var steps = SearchSteps.Left(state, L, 5, subject.Length);
            var matcher = new LuaPattern(s, s + subject.Length, p + pattern.Length, steps, NativeState.Of(L)->HardLimit, captures);
            var search = Search(ref matcher, L, s + start, s + subject.Length, isAnchored ? p + 1 : p, isAnchored, null, out var first, out var after);
            SearchSteps.Charge(L, steps - matcher.StepsLeft);
            if (search != SearchEnd.Found)
                return search == SearchEnd.Stopped ? SearchSteps.GoOn(L, first - s, matcher.StepsLeft) : NoMatch(L, in matcher);
            return PushMatch(L, in matcher, s, first, after, find ? MatchForm.Find : MatchForm.Match);
        }
    }

    /// <summary>
    /// One step of gmatch or gsub: (text, pattern, position, end of the last match, anchored, steps that are left of one that goes on) gives
    /// first, after, captures.
    /// </summary>
    [SkipLocalsInit]
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
        var captures = stackalloc long[LuaPattern.CaptureRoom];
        fixed (byte* s = &MemoryMarshal.GetReference(subject), p = &MemoryMarshal.GetReference(pattern))
        {
            var steps = SearchSteps.Left(state, L, 6, subject.Length);
            var matcher = new LuaPattern(s, s + subject.Length, p + pattern.Length, steps, NativeState.Of(L)->HardLimit, captures);
            var last = lastEnd < 0 ? null : s + lastEnd;
            var search = Search(ref matcher, L, s + position, s + subject.Length, isAnchored ? p + 1 : p, isAnchored, last, out var first, out var after);
            SearchSteps.Charge(L, steps - matcher.StepsLeft);
            if (search != SearchEnd.Found)
                return search == SearchEnd.Stopped ? SearchSteps.GoOn(L, first - s, matcher.StepsLeft) : NoMatch(L, in matcher);
            return PushMatch(L, in matcher, s, first, after, MatchForm.Next);
        }
    }

    /// <summary>Tries one place after the other. When the slice is over it stops between two of them; the next one is the first then.</summary>
    public static SearchEnd Search(
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

    /// <summary>Where a search begins that is told to begin at a place, from the text's end if that is negative.</summary>
    public static long StartOf(long init, int length)
    {
        if (init > 0)
            return init - 1;
        if (init == 0)
            return 0;
        return init < -(long)length ? 0 : length + init;
    }
}
