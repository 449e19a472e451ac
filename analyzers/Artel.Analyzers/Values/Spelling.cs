namespace Artel.Analyzers;

/// <summary>What somebody may have meant who wrote a name that there is not.</summary>
internal static class Spelling
{
    /// <summary>The known name that is nearest; null where none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        var limit = Math.Max(1, written.Length / 3);
        return known
            .Select(name => (name, distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.distance <= limit)
            .OrderBy(static candidate => candidate.distance)
            .ThenBy(static candidate => candidate.name, StringComparer.Ordinal)
            .FirstOrDefault().name;
    }

    /// <summary>The end of a message: a proposal, or nothing.</summary>
    public static string Proposal(string written, IEnumerable<string> known) => Nearest(written, known) is { } nearest ? $"; did you mean '{nearest}'?" : string.Empty;

    /// <summary>How many letters are left out, added, changed, or exchanged with their neighbour.</summary>
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(changed, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[left.Length, right.Length];
    }
}
