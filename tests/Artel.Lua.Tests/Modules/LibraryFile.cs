using System.Text.RegularExpressions;
using Artel.Lua.Syntax;

namespace Artel.Lua.Tests.Modules;

/// <summary>A function of the definition library.</summary>
/// <param name="Owner">The table or object that has it, as the file calls it.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Parameters">Its parameters in order, <c>...</c> for any more.</param>
/// <param name="Documented">The parameters that the lines above it tell of.</param>
internal sealed record LibraryFunction(string Owner, string Name, IReadOnlyList<string> Parameters, IReadOnlyList<string> Documented);

/// <summary>One file of the definition library that editors read.</summary>
internal sealed partial class LibraryFile
{
    private readonly string[] _lines;

    public LibraryFile(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        var text = File.ReadAllText(path);
        _lines = text.Split('\n');
        Tree = LuaSyntaxTree.Parse(text);
        Functions = [.. Tree.Root.Statements.OfType<LuaFunctionStatement>().Select(Read)];
        Fields = ReadFields();
    }

    public static IEnumerable<LibraryFile> All =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "library"), "*.lua").Order(StringComparer.Ordinal).Select(static path => new LibraryFile(path));

    public string Name { get; }

    public LuaSyntaxTree Tree { get; }

    public IReadOnlyList<LibraryFunction> Functions { get; }

    /// <summary>The owner of each table that the file makes, and the fields that it documents for it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; }

    private LibraryFunction Read(LuaFunctionStatement statement)
    {
        var target = Tree.GetText(statement.Target.Span);
        var dot = target.LastIndexOf('.');
        var (owner, name) = statement.Method is { } method ? (target, method.Text) : dot < 0 ? ("_G", target) : (target[..dot], target[(dot + 1)..]);
        List<string> parameters = [.. statement.Function.Parameters.Select(static parameter => parameter.Name)];
        if (statement.Function.IsVararg)
            parameters.Add("...");

        List<string> documented = [];
        for (var line = Tree.GetLinePosition(statement.Span.Start).Line - 1; line >= 0 && _lines[line].StartsWith("---", StringComparison.Ordinal); line--)
        {
            if (ParameterLine().Match(_lines[line]) is { Success: true } match)
                documented.Insert(0, match.Groups[1].Value);
        }

        return new LibraryFunction(owner, name, parameters, documented);
    }

    private Dictionary<string, IReadOnlyList<string>> ReadFields()
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>();
        List<string> pending = [];
        foreach (var line in _lines)
        {
            if (FieldLine().Match(line) is { Success: true } field)
                pending.Add(field.Groups[1].Value);
            else if (TableLine().Match(line) is { Success: true } table)
                (fields[table.Groups[1].Value], pending) = (pending, []);
            else if (!line.StartsWith("---", StringComparison.Ordinal))
                pending = [];
        }

        return fields;
    }

    [GeneratedRegex(@"^---@param (\w+|\.\.\.)\??(?: |$)")]
    private static partial Regex ParameterLine();

    [GeneratedRegex(@"^---@field (\w+)\?? ")]
    private static partial Regex FieldLine();

    [GeneratedRegex(@"^(?:local )?([\w.]+) = \{\}$")]
    private static partial Regex TableLine();
}
