namespace Artel.Security;

/// <summary>A text in which <c>*</c> stands for any text, also for none (statement 111). Immutable.</summary>
internal sealed class TextPattern
{
    private readonly string _text;
    private readonly PatternShape _shape;

    public TextPattern(string text)
    {
        _text = text;
        _shape = text == "*" ? PatternShape.Anything
            : !text.Contains('*') ? PatternShape.Exact
            : text.IndexOf('*') == text.Length - 1 ? PatternShape.Prefix
            : PatternShape.General;
    }

    /// <summary>Whether it matches every text.</summary>
    public bool IsAnything => _shape == PatternShape.Anything;

    /// <summary>
    /// Whether it may match one of two pids of one host and not the other: not if it ends with any unique part, as in
    /// <c>{*@app:workers|*}</c>, and not if it matches no pid at all, since it begins otherwise.
    /// </summary>
    public bool TellsProcessesApart => !IsAnything && _text is ['{' or '*', ..]
        && !(_text.EndsWith("|*}", StringComparison.Ordinal) && _text.IndexOf('|', StringComparison.Ordinal) == _text.Length - 3);

    public bool IsMatch(string candidate) => _shape switch
    {
        PatternShape.Anything => true,
        PatternShape.Exact => candidate == _text,
        PatternShape.Prefix => candidate.AsSpan().StartsWith(_text.AsSpan(0, _text.Length - 1), StringComparison.Ordinal),
        _ => MatchGeneral(_text, candidate),
    };

    /// <summary>Whether there is a text that both match.</summary>
    public bool Overlaps(TextPattern other)
    {
        // overlaps[j]: whether what is left of this pattern and what is left of the other from j on match a text in common.
        var (a, b) = (_text, other._text);
        var below = new bool[b.Length + 1];
        below[b.Length] = true;
        for (var j = b.Length - 1; j >= 0 && b[j] == '*'; j--)
            below[j] = true;
        for (var i = a.Length - 1; i >= 0; i--)
        {
            var row = new bool[b.Length + 1];
            row[b.Length] = a[i] == '*' && below[b.Length];
            for (var j = b.Length - 1; j >= 0; j--)
                row[j] = a[i] == '*' || b[j] == '*' ? below[j] || row[j + 1] : a[i] == b[j] && below[j + 1];
            below = row;
        }

        return below[0];
    }

    public override string ToString() => _text;

    /// <summary>On a mismatch goes back to the last star alone, so that the work is bounded by the product of the lengths.</summary>
    private static bool MatchGeneral(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, afterStar = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                afterStar = t;
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++afterStar;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    private enum PatternShape : byte
    {
        Exact,
        Anything,
        Prefix,
        General,
    }
}
