using System.Runtime.CompilerServices;

namespace Artel.Lua.Engine;

/// <summary>Why a pattern could not be matched.</summary>
internal enum LuaPatternError
{
    None,
    StepsUsedUp,
    TimeUsedUp,
    TooDeep,
    EndsWithPercent,
    MissingBracket,
    MissingBalanceArguments,
    MissingFrontierSet,
    InvalidCaptureIndex,
    InvalidCapture,
    TooManyCaptures,
}

/// <summary>
/// Lua's pattern matcher with a budget of steps. A hook can't interrupt the native one, which takes exponential time on some patterns.
/// It calls nothing of Lua and never throws; the strings have to stay where they are.
/// </summary>
internal unsafe ref struct LuaPattern
{
    public const int CapturesPosition = -2;
    private const int CapturesNothingYet = -1;
    private const int MaxCaptures = 32;
    private const int MaxDepth = 200;

    /// <summary>How many numbers the captures of one pattern take. Not in here, where they would be cleared for each search.</summary>
    public const int CaptureRoom = 2 * MaxCaptures;

    private const byte Escape = (byte)'%';

    /// <summary>So many steps take a part of a millisecond.</summary>
    private const long StepsPerLook = 20_000;

    /// <summary>So many characters in a row are gone through without a look at the steps; four of them are one.</summary>
    private const long Stride = 4096;

    private readonly byte* _source;
    private readonly byte* _sourceEnd;
    private readonly byte* _patternEnd;
    private int _depth;
    private readonly long _time;

    /// <summary>The steps to the next look at the time, and those after it.</summary>
    private long _steps;
    private long _stepsAfter;

    /// <summary>The thread's time at the first look; 0 before it.</summary>
    private long _from;

    private bool _looked;
    private readonly long* _captureStart;
    private readonly long* _captureLength;

    /// <summary>A matcher.</summary>
    /// <param name="source">The text's beginning.</param>
    /// <param name="sourceEnd">Its end.</param>
    /// <param name="patternEnd">The pattern's end.</param>
    /// <param name="steps">How many steps it may take.</param>
    /// <param name="time">How long it may take, in ticks of <see cref="ThreadTime"/>.</param>
    /// <param name="captures">Room for <see cref="CaptureRoom"/> numbers, whatever they are: it outlives the matcher.</param>
    public LuaPattern(byte* source, byte* sourceEnd, byte* patternEnd, long steps, long time, long* captures)
    {
        _captureStart = captures;
        _captureLength = captures + MaxCaptures;
        _source = source;
        _sourceEnd = sourceEnd;
        _patternEnd = patternEnd;
        _time = time;
        _steps = Math.Min(steps, StepsPerLook);
        _stepsAfter = steps - _steps;
    }

    /// <summary>How many captures the last match made.</summary>
    public int Captures { get; private set; }

    public LuaPatternError Error { get; private set; }

    public readonly long StepsLeft => _steps + _stepsAfter;

    /// <summary>Whether it has taken many steps since the last time that somebody asked.</summary>
    public bool TakeLooked()
    {
        var looked = _looked;
        _looked = false;
        return looked;
    }

    /// <summary>Where a capture starts, from the subject's beginning.</summary>
    public readonly long StartOf(int capture) => _captureStart[capture];

    /// <summary>A capture's length, <see cref="CapturesPosition"/>, or less than nothing for one that was not closed.</summary>
    public readonly long LengthOf(int capture) => _captureLength[capture];

    /// <summary>Whether all captures of the last match were closed.</summary>
    public readonly bool IsComplete
    {
        get
        {
            for (var i = 0; i < Captures; i++)
            {
                if (_captureLength[i] == CapturesNothingYet)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Where the match that begins here ends; null without a match, or with an <see cref="Error"/>.</summary>
    public byte* Match(byte* s, byte* p)
    {
        Captures = 0;
        _depth = MaxDepth;
        var end = MatchHere(s, p);
        return Error == LuaPatternError.None ? end : null;
    }

    public static string TextOf(LuaPatternError error) => error switch
    {
        LuaPatternError.StepsUsedUp => "pattern too complex (step limit reached)",
        LuaPatternError.TimeUsedUp => "pattern too complex (UninterruptibleTime of the Lua limits reached)",
        LuaPatternError.TooDeep => "pattern too complex",
        LuaPatternError.EndsWithPercent => "malformed pattern (ends with '%')",
        LuaPatternError.MissingBracket => "malformed pattern (missing ']')",
        LuaPatternError.MissingBalanceArguments => "malformed pattern (missing arguments to '%b')",
        LuaPatternError.MissingFrontierSet => "missing '[' after '%f' in pattern",
        LuaPatternError.InvalidCaptureIndex => "invalid capture index in pattern",
        LuaPatternError.InvalidCapture => "invalid pattern capture",
        _ => "too many captures",
    };

    private byte* Fail(LuaPatternError error)
    {
        if (Error == LuaPatternError.None)
            Error = error;
        return null;
    }

    /// <summary>Some steps are taken: looks whether there are more, and time for them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoOn()
    {
        var left = StepsLeft;
        if (left < 0)
        {
            Fail(LuaPatternError.StepsUsedUp);
            return false;
        }

        var now = ThreadTime.Now;
        if (_from == 0)
            _from = now;
        if (now - _from >= _time)
        {
            Fail(LuaPatternError.TimeUsedUp);
            return false;
        }

        _looked = true;
        _steps = Math.Min(left, StepsPerLook);
        _stepsAfter = left - _steps;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* MatchHere(byte* s, byte* p)
    {
        if (_depth-- == 0)
        {
            _depth++;
            return Fail(LuaPatternError.TooDeep);
        }

        var end = MatchSequence(s, p);
        _depth++;
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* MatchSequence(byte* s, byte* p)
    {
        while (true)
        {
            if (--_steps < 0 && !GoOn())
                return null;
            if (p == _patternEnd)
                return s;

            switch (*p)
            {
                case (byte)'(':
                    return p + 1 < _patternEnd && p[1] == ')'
                        ? StartCapture(s, p + 2, CapturesPosition)
                        : StartCapture(s, p + 1, CapturesNothingYet);
                case (byte)')':
                    return EndCapture(s, p + 1);
                case (byte)'$' when p + 1 == _patternEnd:
                    return s == _sourceEnd ? s : null;
                case Escape when p + 1 < _patternEnd && p[1] == 'b':
                    s = MatchBalance(s, p + 2);
                    if (s == null)
                        return null;
                    p += 4;
                    continue;
                case Escape when p + 1 < _patternEnd && p[1] == 'f':
                    p = MatchFrontier(s, p + 2);
                    if (p == null)
                        return null;
                    continue;
                case Escape when p + 1 < _patternEnd && char.IsAsciiDigit((char)p[1]):
                    s = MatchCapture(s, p[1] - '1');
                    if (s == null)
                        return null;
                    p += 2;
                    continue;
            }

            var next = EndOfClass(p);
            if (next == null)
                return null;
            _steps -= CostOf(p, next);
            var suffix = next < _patternEnd ? *next : (byte)0;
            if (!MatchSingle(s, p, next))
            {
                if (suffix is not ((byte)'*' or (byte)'?' or (byte)'-'))
                    return null;
                p = next + 1;
                continue;
            }

            switch (suffix)
            {
                case (byte)'?':
                    var with = MatchHere(s + 1, next + 1);
                    if (with != null || Error != LuaPatternError.None)
                        return with;
                    p = next + 1;
                    continue;
                case (byte)'+':
                    return ExpandMost(s + 1, p, next);
                case (byte)'*':
                    return ExpandMost(s, p, next);
                case (byte)'-':
                    return ExpandLeast(s, p, next);
                default:
                    s++;
                    p = next;
                    continue;
            }
        }
    }

    private byte* EndOfClass(byte* p)
    {
        var first = *p++;
        if (first == Escape)
            return p == _patternEnd ? Fail(LuaPatternError.EndsWithPercent) : p + 1;
        if (first != '[')
            return p;

        if (p < _patternEnd && *p == '^')
            p++;
        do
        {
            if (p == _patternEnd)
                return Fail(LuaPatternError.MissingBracket);
            if (*p++ == Escape && p < _patternEnd)
                p++;
        }
        while (p == _patternEnd || *p != ']');
        return p + 1;
    }

    /// <summary>The steps that a test of a set takes beyond the first: a pattern may be one set of megabytes.</summary>
    private static long CostOf(byte* p, byte* end) => (end - p) >> 4;

    private readonly bool MatchSingle(byte* s, byte* p, byte* end)
    {
        if (s >= _sourceEnd)
            return false;
        return *p switch
        {
            (byte)'.' => true,
            Escape => IsInClass(*s, p[1]),
            (byte)'[' => IsInSet(*s, p, end - 1),
            _ => *p == *s,
        };
    }

    private static bool IsInSet(int c, byte* p, byte* end)
    {
        var isIn = true;
        if (p[1] == '^')
        {
            isIn = false;
            p++;
        }

        while (++p < end)
        {
            if (*p == Escape)
            {
                p++;
                if (IsInClass(c, *p))
                    return isIn;
            }
            else if (p[1] == '-' && p + 2 < end)
            {
                p += 2;
                if (p[-2] <= c && c <= *p)
                    return isIn;
            }
            else if (*p == c)
            {
                return isIn;
            }
        }

        return !isIn;
    }

    private static bool IsInClass(int c, int name)
    {
        bool isIn;
        switch (name | 32)
        {
            case 'a': isIn = char.IsAsciiLetter((char)c); break;
            case 'c': isIn = c is < 32 or 127; break;
            case 'd': isIn = char.IsAsciiDigit((char)c); break;
            case 'g': isIn = c is > 32 and < 127; break;
            case 'l': isIn = char.IsAsciiLetterLower((char)c); break;
            case 'p': isIn = c is > 32 and < 127 && !char.IsAsciiLetterOrDigit((char)c); break;
            case 's': isIn = c is 32 or (>= 9 and <= 13); break;
            case 'u': isIn = char.IsAsciiLetterUpper((char)c); break;
            case 'w': isIn = char.IsAsciiLetterOrDigit((char)c); break;
            case 'x': isIn = char.IsAsciiHexDigit((char)c); break;
            case 'z': isIn = c == 0; break;
            default: return name == c;
        }

        // An upper case name is the complement.
        return (name & 32) != 0 ? isIn : !isIn;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* ExpandMost(byte* s, byte* p, byte* end)
    {
        long count = 0;
        var cost = CostOf(p, end);
        while (MatchSingle(s + count, p, end))
        {
            count++;
            _steps -= cost;
            if (count % Stride == 0)
                _steps -= Stride >> 2;
            if (_steps < 0 && !GoOn())
                return null;
        }

        _steps -= count % Stride >> 2;
        for (; count >= 0; count--)
        {
            var rest = MatchHere(s + count, end + 1);
            if (rest != null || Error != LuaPatternError.None)
                return rest;
        }

        return null;
    }

    private byte* ExpandLeast(byte* s, byte* p, byte* end)
    {
        var cost = CostOf(p, end);
        while (true)
        {
            _steps -= cost;
            var rest = MatchHere(s, end + 1);
            if (rest != null || Error != LuaPatternError.None)
                return rest;
            if (!MatchSingle(s, p, end))
                return null;
            s++;
        }
    }

    private byte* MatchBalance(byte* s, byte* p)
    {
        if (p + 1 >= _patternEnd)
            return Fail(LuaPatternError.MissingBalanceArguments);
        if (s >= _sourceEnd || *s != *p)
            return null;

        int open = *p, close = p[1], depth = 1;
        var start = s;
        while (++s < _sourceEnd)
        {
            if ((s - start) % Stride == 0 && (_steps -= Stride >> 2) < 0 && !GoOn())
                return null;
            if (*s == close)
            {
                if (--depth == 0)
                    break;
            }
            else if (*s == open)
            {
                depth++;
            }
        }

        _steps -= (s - start) % Stride >> 2;
        return s < _sourceEnd ? s + 1 : null;
    }

    private byte* MatchFrontier(byte* s, byte* p)
    {
        if (p >= _patternEnd || *p != '[')
            return Fail(LuaPatternError.MissingFrontierSet);
        var end = EndOfClass(p);
        if (end == null)
            return null;
        _steps -= CostOf(p, end);
        var before = s == _source ? 0 : s[-1];
        var here = s < _sourceEnd ? *s : 0;
        return !IsInSet(before, p, end - 1) && IsInSet(here, p, end - 1) ? end : null;
    }

    private byte* StartCapture(byte* s, byte* p, int length)
    {
        if (Captures >= MaxCaptures)
            return Fail(LuaPatternError.TooManyCaptures);
        _captureStart[Captures] = s - _source;
        _captureLength[Captures] = length;
        Captures++;
        var end = MatchHere(s, p);
        if (end == null)
            Captures--;
        return end;
    }

    private byte* EndCapture(byte* s, byte* p)
    {
        var open = Captures - 1;
        while (open >= 0 && _captureLength[open] != CapturesNothingYet)
            open--;
        if (open < 0)
            return Fail(LuaPatternError.InvalidCapture);

        _captureLength[open] = s - _source - _captureStart[open];
        var end = MatchHere(s, p);
        if (end == null)
            _captureLength[open] = CapturesNothingYet;
        return end;
    }

    private byte* MatchCapture(byte* s, int capture)
    {
        if (capture < 0 || capture >= Captures || _captureLength[capture] == CapturesNothingYet)
            return Fail(LuaPatternError.InvalidCaptureIndex);
        var length = Math.Max(_captureLength[capture], 0);
        _steps -= length >> 4;
        if (_sourceEnd - s < length)
            return null;
        var captured = new ReadOnlySpan<byte>(_source + _captureStart[capture], (int)length);
        return captured.SequenceEqual(new ReadOnlySpan<byte>(s, (int)length)) ? s + length : null;
    }
}
