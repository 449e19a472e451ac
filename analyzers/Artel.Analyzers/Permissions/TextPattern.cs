namespace Artel.Analyzers;

/// <summary>Patterns of permissions and policies: <c>*</c> stands for any text, also for none; all else for itself.</summary>
internal static class TextPattern
{
    /// <summary>True where the pattern matches the text.</summary>
    public static bool Matches(string pattern, string text)
    {
        // After a mismatch the last star takes one character more; earlier ones need not be asked again.
        var (at, read, star, starRead) = (0, 0, -1, 0);
        while (read < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                starRead = read;
            }
            else if (at < pattern.Length && pattern[at] == text[read])
            {
                at++;
                read++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                read = ++starRead;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*')
            at++;
        return at == pattern.Length;
    }

    /// <summary>True where there is a text that both match.</summary>
    public static bool Overlap(string left, string right)
    {
        // reachable[j]: what is read of the left one and the first j characters of the right one can stand for the same text.
        var reachable = new bool[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            reachable[j] = j == 0 || (reachable[j - 1] && right[j - 1] == '*');

        foreach (var character in left)
        {
            var next = new bool[right.Length + 1];
            for (var j = 0; j <= right.Length; j++)
            {
                next[j] = character == '*'
                    ? reachable[j] || (j > 0 && next[j - 1])
                    : j > 0 && (right[j - 1] == '*' ? reachable[j] || next[j - 1] : right[j - 1] == character && reachable[j - 1]);
            }

            reachable = next;
        }

        return reachable[right.Length];
    }
}
