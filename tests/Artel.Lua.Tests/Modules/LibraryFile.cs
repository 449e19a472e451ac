using System.Text.RegularExpressions;
using Artel.Lua.Syntax;

namespace Artel.Lua.Tests.Modules;

/// <summary>A function of the definition library.</summary>
/// <param name="Owner">The table or object that has it, as the file calls it.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Parameters">Its parameters in order, <c>...</c> for any more.</param>
/// <param name="IsMethod">Whether it is called with a colon.</param>
/// <param name="Documented">The parameters that the lines above it tell of.</param>
/// <param name="Returns">The types of the results that they tell of.</param>
internal sealed record LibraryFunction(
    string Owner, string Name, IReadOnlyList<string> Parameters, bool IsMethod, IReadOnlyList<LibraryParameter> Documented, IReadOnlyList<LibraryType> Returns)
{
    /// <summary>As scripts and the tests' tables call it.</summary>
    public string FullName => Owner == "_G" ? Name : $"{Owner}.{Name}";
}

/// <summary>A parameter as the lines above a function tell of it.</summary>
/// <param name="Name">Its name; <c>...</c> for any more.</param>
/// <param name="Type">What it may be; with nil, where it need not be given.</param>
internal sealed record LibraryParameter(string Name, LibraryType Type);

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
        Fields = ReadFields();
        Functions = [.. Tree.Root.Statements.OfType<LuaFunctionStatement>().Select(Read)];
    }

    public static IEnumerable<LibraryFile> All => Paths.Select(static path => new LibraryFile(path));

    public static IEnumerable<string> Paths =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "library"), "*.lua").Order(StringComparer.Ordinal);

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

        List<LibraryParameter> documented = [];
        List<LibraryType> returns = [];
        for (var line = Tree.GetLinePosition(statement.Span.Start).Line - 1; line >= 0 && _lines[line].StartsWith("---", StringComparison.Ordinal); line--)
        {
            if (ParameterLine().Match(_lines[line]) is { Success: true } match)
            {
                var type = LibraryType.Parse(match.Groups[3].Value);
                documented.Insert(0, new LibraryParameter(match.Groups[1].Value, match.Groups[2].Length > 0 ? type.OrNil : type));
            }
            else if (ReturnLine().Match(_lines[line]) is { Success: true } result)
            {
                returns.Insert(0, LibraryType.Parse(result.Groups[1].Value));
            }
        }

        return new LibraryFunction(owner, name, parameters, statement.Method is not null, documented, returns);
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

    [GeneratedRegex(@"^---@param (\w+|\.\.\.)(\??) (.+)$")]
    private static partial Regex ParameterLine();

    [GeneratedRegex(@"^---@return (.+)$")]
    private static partial Regex ReturnLine();

    [GeneratedRegex(@"^---@field (\w+)\?? ")]
    private static partial Regex FieldLine();

    [GeneratedRegex(@"^(?:local )?([\w.]+) = \{\}$")]
    private static partial Regex TableLine();
}
