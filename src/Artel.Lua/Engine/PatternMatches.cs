using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// Some matches of <c>gmatch</c> in one call, in advance: a call of the host takes longer than most searches. What does not go well, or would
/// take long, is left to the prelude, which asks for one match after the other when it is their turn.
/// </summary>
internal static unsafe class PatternMatches
{
    private const int MostCaptures = 2;

    /// <summary>How many captures are found in advance at most. At first fewer: many loops end early.</summary>
    private const int AtFirst = 6;
    private const int Later = 14;

    /// <summary>After so many bytes nothing more is found in advance.</summary>
    private const int ManyBytes = 4096;

    private const int Subject = 1;
    private const int Pattern = 2;
    private const int Position = 3;
    private const int LastEnd = 4;

    /// <summary>
    /// (text, pattern, position, end of the last match) gives where to go on, behind the end where nothing more is, how many captures a match has,
    /// and the captures of some matches; nothing where the prelude has to ask for them one by one.
    /// </summary>
    [SkipLocalsInit]
    public static int Push(LuaState state, lua_State* L)
    {
        if (lua_type(L, Subject) != LUA_TSTRING || lua_type(L, Pattern) != LUA_TSTRING)
            return 0;
        var isInteger = 1;
        var init = lua_type(L, Position) <= LUA_TNIL ? 1 : lua_tointegerx(L, Position, &isInteger);
        var pattern = LuaStack.Bytes(L, Pattern);
        if (isInteger == 0 || pattern.Length > PatternFunctions.LongestPattern)
            return 0;
        lua_settop(L, LastEnd);
        var subject = LuaStack.Bytes(L, Subject);
        var start = PatternFunctions.StartOf(init, subject.Length);
        var isFirst = lua_type(L, LastEnd) == LUA_TNIL;

        // Written when they are known.
        lua_pushinteger(L, subject.Length + 2);
        lua_pushinteger(L, 1);
        if (start > subject.Length)
            return 2;

        var room = isFirst ? AtFirst : Later;
        var bytes = 0L;
        var captures = stackalloc long[LuaPattern.CaptureRoom];
        fixed (byte* s = &MemoryMarshal.GetReference(subject), p = &MemoryMarshal.GetReference(pattern))
        {
            var end = s + subject.Length;
            var matcher = new LuaPattern(s, end, p + pattern.Length, SearchSteps.ToCharge, NativeState.Of(L)->HardLimit, captures);
            byte* at = s + start, last = isFirst ? null : at;
            var isOver = false;
            var found = 0;
            var ofEach = 1;

            // Where the text is over one more look tells whether the matches are, too.
            while ((found < room || (at == end && found == room)) && bytes < ManyBytes)
            {
                var search = PatternFunctions.Search(ref matcher, L, at, end, p, isAnchored: false, last, out var first, out var after);
                isOver = search == SearchEnd.NotFound && matcher.Error == LuaPatternError.None;
                if (search != SearchEnd.Found || !TryPush(L, in matcher, s, first, after))
                    break;
                ofEach = Math.Max(matcher.Captures, 1);
                found += ofEach;
                bytes += after - first;
                at = last = after;
            }

            SearchSteps.Charge(L, SearchSteps.ToCharge - matcher.StepsLeft);
            if (found == 0 && !isOver)
                return 0;
            if (!isOver)
            {
                lua_pushinteger(L, at - s + 1);
                lua_replace(L, LastEnd + 1);
            }

            lua_pushinteger(L, ofEach);
            lua_replace(L, LastEnd + 2);
            return 2 + found;
        }
    }

    /// <summary>Pushes the captures of a match; false where the prelude has to look at it.</summary>
    private static bool TryPush(lua_State* L, in LuaPattern matcher, byte* source, byte* first, byte* after)
    {
        var count = matcher.Captures;
        if (count > MostCaptures || !matcher.IsComplete)
            return false;
        if (count == 0)
            lua_pushlstring(L, first, (nuint)(after - first));
        for (var i = 0; i < count; i++)
        {
            if (matcher.LengthOf(i) is var length and >= 0)
                lua_pushlstring(L, source + matcher.StartOf(i), (nuint)length);
            else
                lua_pushinteger(L, matcher.StartOf(i) + 1);
        }

        return true;
    }
}
