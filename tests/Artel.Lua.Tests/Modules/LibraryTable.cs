using System.Text.RegularExpressions;

namespace Artel.Lua.Tests.Modules;

/// <summary>What the library tells of one place in a table: a field by its name, or any value of a list or a map.</summary>
/// <param name="Name">Its name; <c>[1]</c> for a list's values, <c>[name]</c> for those of a map.</param>
/// <param name="Type">What it may be; with nil, where it need not be given.</param>
internal sealed record LibraryPlace(string Name, LibraryType Type)
{
    public bool IsField => Name[0] != '[';

    /// <summary>The place as Lua writes it in a table's constructor.</summary>
    public string Lua => Name == "[1]" ? Name : $"['{Name.Trim('[', ']')}']";
}

/// <summary>A table as the definition library writes it: a class without functions, fields in braces, a list or a map.</summary>
internal static partial class LibraryTable
{
    private static readonly Lazy<Dictionary<string, LibraryPlace[]>> Classes = new(ReadClasses);

    /// <summary>All places that are told of; none for a type that is no table, or any.</summary>
    public static IReadOnlyList<LibraryPlace> PlacesOf(LibraryType type) => [.. LibraryType.Alternatives(type.Text).SelectMany(PlacesOf)];

    private static IEnumerable<LibraryPlace> PlacesOf(string text)
    {
        if (text.EndsWith("[]", StringComparison.Ordinal))
            return [new LibraryPlace("[1]", LibraryType.Parse(text[0] == '(' ? text[1..^3] : text[..^2]))];
        if (text[0] == '{')
            return LibraryType.Split(text[1..^1], ',').Select(static field => Field(InlineField().Match(field)));
        if (MapText().Match(text) is { Success: true } map)
            return [new LibraryPlace("[name]", LibraryType.Parse(map.Groups[1].Value))];
        if (Classes.Value.TryGetValue(text, out var fields))
            return fields;
        return LibraryType.MeaningOf(text) is { } meaning && meaning != text ? PlacesOf(meaning) : [];
    }

    private static LibraryPlace Field(Match match)
    {
        var type = LibraryType.Parse(match.Groups[3].Value);
        return new LibraryPlace(match.Groups[1].Value, match.Groups[2].Length > 0 ? type.OrNil : type);
    }

    private static Dictionary<string, LibraryPlace[]> ReadClasses() => LibraryFile.Paths
        .SelectMany(static path => ClassLines().Matches(File.ReadAllText(path)))
        .ToDictionary(static type => type.Groups[1].Value, static type => FieldLine().Matches(type.Groups[2].Value).Select(Field).ToArray());

    [GeneratedRegex(@"^---@class ([\w.]+)\n((?:---@field .*\n)+)(?!.* = \{\}$)", RegexOptions.Multiline)]
    private static partial Regex ClassLines();

    [GeneratedRegex(@"^---@field (\w+)(\??) (.+)$", RegexOptions.Multiline)]
    private static partial Regex FieldLine();

    [GeneratedRegex(@"^\s*(\w+)(\??): (.+?)\s*$")]
    private static partial Regex InlineField();

    [GeneratedRegex("^table<string, (.+)>$")]
    private static partial Regex MapText();
}
