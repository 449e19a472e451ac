using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// <c>gsub</c> of a short text by a text or a plain table, in one piece. It does what goes well and is over soon; all else, errors too, is left
/// to the prelude, which does the same step by step and can be interrupted.
/// </summary>
internal static unsafe class PatternSubstitution
{
    private const int LongestSubject = 16 << 10;
    private const int LongestResult = 64 << 10;

    /// <summary>Of how many pieces a result may be put together, empty ones too: a text may refer to captures as often as it has room to.</summary>
    private const int MostPieces = 40_000;

    private const int Subject = 1;
    private const int Pattern = 2;
    private const int Replacement = 3;
    private const int Most = 4;

    /// <summary>(text, pattern, replacement, how many at most) gives the result and the count; nothing where the prelude has to do it.</summary>
    [SkipLocalsInit]
    public static int Push(LuaState state, lua_State* L)
    {
        var kind = lua_type(L, Replacement);
        if (lua_type(L, Subject) != LUA_TSTRING || lua_type(L, Pattern) != LUA_TSTRING || kind is not (LUA_TSTRING or LUA_TTABLE))
            return 0;
        if (kind == LUA_TTABLE && lua_getmetatable(L, Replacement) != 0)
            return 0;
        var isInteger = 1;
        var most = lua_type(L, Most) <= LUA_TNIL ? long.MaxValue : lua_tointegerx(L, Most, &isInteger);
        var subject = LuaStack.Bytes(L, Subject);
        var pattern = LuaStack.Bytes(L, Pattern);
        if (isInteger == 0 || subject.Length > LongestSubject || pattern.Length > PatternFunctions.LongestPattern)
            return 0;

        var result = new Result(stackalloc byte[Result.InPlace]);
        try
        {
            if (!TrySubstitute(L, subject, pattern, most, ref result, out var count))
                return 0;
            if (count == 0)
                lua_pushvalue(L, Subject);
            else
                LuaStack.PushBytes(L, result.Bytes);
            lua_pushinteger(L, count);
            return 2;
        }
        finally
        {
            result.Return();
        }
    }

    [SkipLocalsInit]
    private static bool TrySubstitute(
        lua_State* L, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> pattern, long most, ref Result result, out long count)
    {
        count = 0;
        var replacement = LuaStack.Bytes(L, Replacement);
        var isTable = lua_type(L, Replacement) == LUA_TTABLE;
        var isPlain = !isTable && !replacement.Contains((byte)'%');
        var captures = stackalloc long[LuaPattern.CaptureRoom];
        fixed (byte* s = &MemoryMarshal.GetReference(subject), p = &MemoryMarshal.GetReference(pattern))
        {
            var isAnchored = pattern.Length > 0 && pattern[0] == '^';
            var end = s + subject.Length;
            var matcher = new LuaPattern(s, end, p + pattern.Length, SearchSteps.ToCharge, NativeState.Of(L)->HardLimit, captures);
            byte* at = s, copied = s, last = null;
            while (count < most)
            {
                var search = PatternFunctions.Search(ref matcher, L, at, end, isAnchored ? p + 1 : p, isAnchored, last, out var first, out var after);
                if (matcher.Error != LuaPatternError.None || search == SearchEnd.Stopped)
                {
                    SearchSteps.Charge(L, SearchSteps.ToCharge - matcher.StepsLeft);
                    return false;
                }

                if (search == SearchEnd.NotFound)
                    break;
                var match = new Match(s, first, after);
                if (!matcher.IsComplete
                    || !result.Append(copied, first)
                    || !(isPlain ? result.Append(replacement)
                        : isTable ? AppendValue(L, in matcher, match, ref result) : AppendFilled(replacement, in matcher, match, ref result)))
                {
                    return false;
                }

                count++;
                copied = at = last = after;
                if (isAnchored)
                    break;
            }

            return result.Append(copied, end);
        }
    }

    /// <summary>What a table has for the first capture; the match itself where that is nothing.</summary>
    private static bool AppendValue(lua_State* L, in LuaPattern matcher, Match match, ref Result result)
    {
        if (!TryFind(in matcher, match, 0, out var start, out var length))
            return false;
        if (start == null)
            lua_pushinteger(L, length);
        else
            lua_pushlstring(L, start, (nuint)length);
        lua_rawget(L, Replacement);
        bool appended;
        switch (lua_type(L, -1))
        {
            case LUA_TNIL:
            case LUA_TBOOLEAN when lua_toboolean(L, -1) == 0:
                appended = result.Append(match.First, match.After);
                break;
            case LUA_TNUMBER:
                lua_tolstring_converting(L, -1, null);
                appended = result.Append(LuaStack.Bytes(L, -1));
                break;
            case LUA_TSTRING:
                appended = result.Append(LuaStack.Bytes(L, -1));
                break;
            default:
                appended = false;
                break;
        }

        lua_pop(L, 1);
        return appended;
    }

    /// <summary>A text in which <c>%1</c> stands for the first capture, <c>%0</c> for the match and <c>%%</c> for a percent sign.</summary>
    private static bool AppendFilled(ReadOnlySpan<byte> replacement, in LuaPattern matcher, Match match, ref Result result)
    {
        while (true)
        {
            var percent = replacement.IndexOf((byte)'%');
            if (percent < 0)
                return result.Append(replacement);
            if (!result.Append(replacement[..percent]) || percent + 1 == replacement.Length)
                return false;
            var mark = replacement[percent + 1];
            replacement = replacement[(percent + 2)..];
            bool appended;
            if (mark == '%')
                appended = result.Append("%"u8);
            else if (mark == '0')
                appended = result.Append(match.First, match.After);
            else if (mark is < (byte)'1' or > (byte)'9' || !TryFind(in matcher, match, mark - '1', out var start, out var length))
                appended = false;
            else
                appended = start == null ? result.Append(length) : result.Append(start, start + length);
            if (!appended)
                return false;
        }
    }

    /// <summary>A capture, of which the first may be the match itself: a text, or no start and a position; false where there is none.</summary>
    private static bool TryFind(in LuaPattern matcher, Match match, int capture, out byte* start, out long length)
    {
        if (matcher.Captures == 0 && capture == 0)
        {
            start = match.First;
            length = match.After - match.First;
            return true;
        }

        start = null;
        length = 0;
        if (capture >= matcher.Captures)
            return false;
        length = matcher.LengthOf(capture);
        if (length == LuaPattern.CapturesPosition)
        {
            length = matcher.StartOf(capture) + 1;
            return true;
        }

        start = match.Source + matcher.StartOf(capture);
        return true;
    }

    private readonly ref struct Match(byte* source, byte* first, byte* after)
    {
        public byte* Source { get; } = source;

        public byte* First { get; } = first;

        public byte* After { get; } = after;
    }

    /// <summary>The text so far: on the stack while it is short, then rented.</summary>
    private ref struct Result(Span<byte> inPlace)
    {
        public const int InPlace = 1024;

        private Span<byte> _room = inPlace;
        private byte[]? _rented;
        private int _length;
        private int _pieces;

        public readonly ReadOnlySpan<byte> Bytes => _room[.._length];

        public bool Append(byte* from, byte* to) => Append(new ReadOnlySpan<byte>(from, (int)(to - from)));

        /// <summary>Appends; false when it would be too long, or too much work.</summary>
        public bool Append(scoped ReadOnlySpan<byte> bytes)
        {
            if (++_pieces > MostPieces)
                return false;
            if (!bytes.TryCopyTo(_room[_length..]) && !TryGrow(bytes))
                return false;
            _length += bytes.Length;
            return true;
        }

        public bool Append(long number)
        {
            Span<byte> digits = stackalloc byte[20];
            Utf8Formatter.TryFormat(number, digits, out var written);
            return Append(digits[..written]);
        }

        public readonly void Return()
        {
            if (_rented is not null)
                ArrayPool<byte>.Shared.Return(_rented);
        }

        private bool TryGrow(scoped ReadOnlySpan<byte> bytes)
        {
            if (_length + bytes.Length > LongestResult)
                return false;
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(2 * (_length + bytes.Length), LongestResult));
            Bytes.CopyTo(larger);
            Return();
            _room = _rented = larger;
            return bytes.TryCopyTo(_room[_length..]);
        }
    }
}
