using Artel.Lua.Syntax;

namespace Artel.Analyzers.Tests;

/// <summary>The rules know what the runtime's library files say, and those are compared with the runtime where it is tested.</summary>
public class LuaLibrariesTests
{
    private static readonly LuaSyntaxTree[] Files =
        [.. Directory.GetFiles(Path.Combine(TestPaths.Repository, "src", "Artel.Lua", "library"), "*.lua").Select(path => LuaSyntaxTree.Parse(File.ReadAllText(path)))];

    /// <summary>A table is one of the library files; classes that only name the shape of a value are no tables.</summary>
    private static Dictionary<string, SortedSet<string>> Library()
    {
        var tables = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var tree in Files)
        {
            var classes = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var statement in tree.Root.Statements)
            {
                var comment = Comment(tree, statement.Span.Start);
                if (comment.FirstOrDefault(line => line.StartsWith("class ", StringComparison.Ordinal)) is { } type)
                {
                    var name = type.Split(' ')[1].Split('<')[0];
                    classes[Target(statement)] = name;
                    tables[name] = [.. comment.Where(line => line.StartsWith("field ", StringComparison.Ordinal)).Select(line => $"{line.Split(' ')[1]} -1 -1")];
                    if (name.LastIndexOf('.') is > 0 and var dot && statement is LuaAssignmentStatement)
                        tables[name[..dot]].Add($"{name[(dot + 1)..]} -1 -1");
                }
                else if (statement is LuaFunctionStatement function && classes.TryGetValue(Owner(function), out var owner))
                {
                    tables[owner].Add($"{function.Method?.Text ?? ((LuaMemberExpression)function.Target).Member.Text} {Count(function.Function, comment)}");
                }
            }
        }

        return tables;
    }

    private static string Target(LuaStatement statement) => statement switch
    {
        LuaLocalStatement local => local.Locals[0].Name,
        LuaAssignmentStatement assignment => LuaValues.PathOf(assignment.Targets[0])!,
        _ => throw new InvalidOperationException("A class stands before the table that it describes."),
    };

    /// <summary>What the function is a member of; empty for a global.</summary>
    private static string Owner(LuaFunctionStatement function) => (function.Method is null ? (function.Target as LuaMemberExpression)?.Target : function.Target) switch
    {
        null => string.Empty,
        LuaNameExpression name => name.Name,
        var table => LuaValues.PathOf(table)!,
    };

    private static string Count(LuaFunctionExpression function, string[] comment)
    {
        var optional = function.Parameters.Count(parameter => comment.Any(line => line.StartsWith($"param {parameter.Name}? ", StringComparison.Ordinal)));
        return $"{function.Parameters.Count - optional} {(function.IsVararg ? int.MaxValue : function.Parameters.Count)}";
    }

    /// <summary>The <c>---@</c> lines of the comment that ends right before a place.</summary>
    private static string[] Comment(LuaSyntaxTree tree, int start)
    {
        var line = tree.GetLinePosition(start).Line;
        var lines = tree.Text.Split('\n');
        var first = line;
        while (first > 0 && lines[first - 1].StartsWith("---", StringComparison.Ordinal))
            first--;
        return [.. lines[first..line].Where(text => text.StartsWith("---@", StringComparison.Ordinal)).Select(text => text["---@".Length..])];
    }

    [Fact]
    public void The_table_says_what_the_library_files_say()
    {
        var library = Library();
        foreach (var table in LuaLibraries.TableNames.Where(name => name != "process.Options"))
        {
            Assert.True(library.ContainsKey(table), table);
            Assert.Equal([table, .. library[table]], (string[])[table, .. LuaLibraries.MembersOf(table)!.Select(member => $"{member.Key} {member.Value.Fewest} {member.Value.Most}").Order(StringComparer.Ordinal)]);
        }

        Assert.Empty(library.Keys.Except(LuaLibraries.TableNames, StringComparer.Ordinal));
    }

    [Fact]
    public void The_options_are_those_of_the_library_file()
    {
        var comment = Files.SelectMany(tree => tree.Text.Split("\n\n")).Single(text => text.Contains("---@class process.Options", StringComparison.Ordinal));
        Assert.Equal(
            comment.Split('\n').Where(line => line.StartsWith("---@field ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).Order(),
            LuaLibraries.MembersOf("process.Options")!.Keys.Order());
    }

    [Fact]
    public void Every_global_of_the_library_files_is_known()
    {
        var globals = Files.SelectMany(tree => tree.Root.DescendantsAndSelf()).OfType<LuaNameExpression>().Where(name => name.Local is null).Select(name => name.Name).Distinct().ToArray();
        Assert.Contains("process", globals);
        Assert.All(globals, name => Assert.True(LuaLibraries.IsGlobal(name), name));
    }
}
