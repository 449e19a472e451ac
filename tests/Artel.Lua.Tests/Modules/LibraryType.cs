using System.Text.RegularExpressions;

namespace Artel.Lua.Tests.Modules;

/// <summary>A type as the definition library writes it.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Kinds">What Lua calls its values: <c>nil</c>, <c>string</c>, <c>userdata</c>; <c>any</c> for all.</param>
/// <param name="IsLiteral">Whether its strings are some that it names, and no others.</param>
internal sealed partial record LibraryType(string Text, IReadOnlySet<string> Kinds, bool IsLiteral)
{
    /// <summary>The kind, beside <c>number</c>, of what need not be an integer.</summary>
    public const string Fraction = "fraction";

    private static readonly Lazy<Dictionary<string, string>> Named = new(ReadNames);

    /// <summary>Whether there need not be a value.</summary>
    public bool TakesNil => Kinds.Contains("nil") || TakesAny;

    public bool TakesAny => Kinds.Contains("any");

    /// <summary>What an alias or a generic name stands for; null for any other name.</summary>
    public static string? MeaningOf(string name) => Named.Value.GetValueOrDefault(name);

    public LibraryType OrNil => this with { Kinds = new HashSet<string>(Kinds) { "nil" } };

    public bool Takes(string kind) => TakesAny || Kinds.Contains(kind);

    /// <summary>Reads the type at the beginning of a text, which goes on with what it is for.</summary>
    public static LibraryType Parse(string line)
    {
        var text = line[..LengthOf(line)];
        var kinds = new HashSet<string>();
        var literal = AddKinds(text, kinds);
        return new LibraryType(text, kinds, literal);
    }

    /// <summary>Up to the first space that is in no brackets.</summary>
    private static int LengthOf(string line)
    {
        var depth = 0;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '(' or '{' or '<' or '[':
                    depth++;
                    break;
                case ')' or '}' or '>' or ']':
                    depth--;
                    break;
                case ' ' when depth == 0 && line[i - 1] != ':':
                    return i;
            }
        }

        return line.Length;
    }

    private static bool AddKinds(string text, HashSet<string> kinds)
    {
        if (text.StartsWith("fun(", StringComparison.Ordinal))
        {
            kinds.Add("function");
            return false;
        }

        var literal = false;
        foreach (var part in Alternatives(text))
        {
            var name = part.TrimEnd('?');
            if (name.Length < part.Length)
                kinds.Add("nil");
            if (name[0] is '"')
                literal = kinds.Add("string") | literal;
            else if (name.EndsWith("[]", StringComparison.Ordinal) || name[0] is '{')
                kinds.Add("table");
            else
                literal |= AddNamed(name.Split('<')[0], kinds);
        }

        return literal;
    }

    private static bool AddNamed(string name, HashSet<string> kinds)
    {
        switch (name)
        {
            case "any" or "nil" or "userdata" or "string" or "boolean" or "table" or "function":
                kinds.Add(name);
                return false;
            case "number":
                kinds.UnionWith(["number", Fraction]);
                return false;
            case "true" or "false":
                kinds.Add("boolean");
                return false;
            case "integer":
                kinds.Add("number");
                return false;
            default:
                return AddKinds(Named.Value.GetValueOrDefault(name) ?? throw new InvalidOperationException($"the library tells of no type '{name}'"), kinds);
        }
    }

    /// <summary>What is between the bars that are in no brackets.</summary>
    public static IEnumerable<string> Alternatives(string text) => Split(text, '|');

    /// <summary>What is between these marks where they are in no brackets.</summary>
    public static IEnumerable<string> Split(string text, char mark)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == mark && depth == 0))
            {
                yield return text[start..i];
                start = i + 1;
            }
            else
            {
                depth += text[i] is '(' or '{' or '<' ? 1 : text[i] is ')' or '}' or '>' ? -1 : 0;
            }
        }
    }

    /// <summary>
    /// What stands for a name: of an alias its own text, of a generic name what it is narrowed to. A class with functions is an object,
    /// one without is a table.
    /// </summary>
    private static Dictionary<string, string> ReadNames()
    {
        var names = new Dictionary<string, string>();
        foreach (var path in LibraryFile.Paths)
        {
            var text = File.ReadAllText(path);
            foreach (Match alias in AliasLine().Matches(text))
                names[alias.Groups[1].Value] = alias.Groups[2].Value;
            foreach (Match type in ClassLines().Matches(text))
                names[type.Groups[1].Value] = type.Groups[2].Success && text.Contains($"\nfunction {type.Groups[2].Value}:", StringComparison.Ordinal) ? "userdata" : "table";
        }

        return names;
    }

    [GeneratedRegex(@"^---@(?:alias|generic) ([\w.]+):? (.+)$", RegexOptions.Multiline)]
    private static partial Regex AliasLine();

    [GeneratedRegex(@"^---@class ([\w.]+)(?:<\w+>)?\n(?:---@.*\n)*(?:(?:local )?([\w.]+) = \{\})?", RegexOptions.Multiline)]
    private static partial Regex ClassLines();
}
