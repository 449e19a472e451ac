using System.Text.RegularExpressions;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>What the annotations before <c>main</c> say of it.</summary>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Result">What it returns; null where nothing is said.</param>
internal sealed record LuaMain(EquatableArray<LuaField> Parameters, LuaType? Result);

/// <summary>Reads <c>---@param</c> and <c>---@return</c> of the function that a process starts with.</summary>
internal static class LuaMainReader
{
    /// <summary>
    /// <c>function main(</c>, <c>main = function(</c>, also in the table that the file returns, and <c>return function(</c> at the start of a
    /// line, which is the file's own: one further in is that of another function.
    /// </summary>
    private static readonly Regex OfMain = Function(LuaDefinitionLines.Main, "|return\\s+function");

    /// <summary>Main, or another method; null when the file has none whose name and parameters are on one line.</summary>
    public static LuaMain? Read(SourceText source, string? entry)
    {
        var function = entry is null or LuaDefinitionLines.Main ? OfMain : Function(Regex.Escape(entry), "");
        var annotations = new List<string>();
        foreach (var line in source.Lines)
        {
            var text = line.ToString();
            if (text.IndexOf("function", StringComparison.Ordinal) >= 0 && function.Match(text) is { Success: true } match)
                return Main(match.Groups[1].Value, annotations);
            var trimmed = text.Trim();
            if (!trimmed.StartsWith("---", StringComparison.Ordinal))
                annotations.Clear();
            else
                annotations.Add(trimmed.Substring(3).TrimStart());
        }

        return null;
    }

    private static Regex Function(string name, string others) => new(
        $@"^(?:\s*(?:local\s+)?function\s+(?:\w+[.:])?{name}|\s*(?:return\s*\{{\s*)?(?:local\s+)?(?:\w+\.)?{name}\s*=\s*function{others})\s*\(([^)]*)\)",
        RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static LuaMain Main(string parameters, List<string> annotations)
    {
        var types = annotations.Select(static text => After(text, "@param ")).OfType<string>()
            .Select(static text => text.Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries))
            .Where(static words => words.Length == 2)
            .GroupBy(static words => words[0].TrimEnd('?'))
            .ToDictionary(static same => same.Key, static same => Type(same.First()));
        var result = annotations.Select(static text => After(text, "@return ")).OfType<string>().FirstOrDefault();
        return new(
            parameters.Split(',').Select(static name => name.Trim()).Where(static name => name.Length > 0).Distinct()
                .Select(name => new LuaField(name, types.TryGetValue(name, out var type) ? type : LuaType.Any)).ToEquatableArray(),
            result is null ? null : LuaTypeReader.Read(result.Trim()));
    }

    private static LuaType Type(string[] words)
    {
        var type = LuaTypeReader.Read(words[1]) ?? LuaType.Any;
        return words[0].EndsWith("?", StringComparison.Ordinal) ? type with { IsNullable = true } : type;
    }

    private static string? After(string text, string start) => text.StartsWith(start, StringComparison.Ordinal) ? text.Substring(start.Length) : null;
}
