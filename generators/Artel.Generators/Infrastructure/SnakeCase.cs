using System.Text;

namespace Artel.Generators;

/// <summary>Names as Lua writes them: <c>UserAgent</c> is <c>user_agent</c>, <c>IPAddress</c> is <c>ip_address</c>, <c>URL2</c> is <c>url2</c>.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (StartsWord(name, i) && result.Length > 0 && result[result.Length - 1] != '_')
                result.Append('_');
            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }

    /// <summary>The same words as JSON often writes them: <c>UserAgent</c> is <c>userAgent</c>.</summary>
    public static string ToCamelCase(string name)
    {
        var words = Of(name).Split(['_'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? name : words[0] + string.Concat(words.Skip(1).Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
    }

    private static bool StartsWord(string name, int index)
    {
        if (index == 0 || !char.IsUpper(name[index]))
            return false;
        // A capital after a small letter or a digit begins a word; in a row of capitals the last one does, if a small letter follows.
        return !char.IsUpper(name[index - 1]) || (index + 1 < name.Length && char.IsLower(name[index + 1]));
    }
}
