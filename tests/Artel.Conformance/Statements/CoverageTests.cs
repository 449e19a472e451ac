using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Artel.Conformance.Statements;

/// <summary>Which statements are tested in which language: a table, and a failure for what a language lacks.</summary>
public sealed partial class CoverageTests(ITestOutputHelper output)
{
    /// <summary>The languages in which every statement has to be tested.</summary>
    private static readonly string[] Whole = [CSharpHandlers.Name, CSharpMain.Name, Lua.Name];

    /// <summary>Mixed languages are tested where processes have to do with each other.</summary>
    private static readonly string[] Columns = [.. Whole, CSharpWithLua.Name, LuaWithCSharp.Name];

    [Fact]
    public void Every_statement_has_a_test_in_both_styles_of_CSharp_and_in_Lua()
    {
        var tests = FindTests();
        var table = new StringBuilder(Row("statement", Columns)).Append(Row("---", [.. Columns.Select(static _ => "---")]));
        foreach (var (number, title) in StatementList.Titles)
            table.Append(Row($"{number} {title}", [.. Columns.Select(column => State(tests[(number, column)]))]));
        output.WriteLine(table.ToString());

        Assert.Empty(
            from number in StatementList.Titles.Keys
            from column in Whole
            where !tests.Contains((number, column))
            select $"{number} in {column}");
    }

    [Fact]
    public void Every_test_names_a_statement_of_the_list() =>
        Assert.All(FindTests(), static group => Assert.Contains(group.Key.Number, StatementList.Titles));

    private static string Row(string first, IEnumerable<string> cells) => $"| {first} | {string.Join(" | ", cells)} |\n";

    private static string State(IEnumerable<FactAttribute> tests)
    {
        var skipped = tests.Count(static test => test.Skip is not null);
        return (tests.Count() - skipped, skipped) switch
        {
            (0, 0) => "",
            (0, _) => "skip",
            (_, 0) => "test",
            _ => "test, part skip",
        };
    }

    private static ILookup<(int Number, string Language), FactAttribute> FindTests() => (
        from type in typeof(CoverageTests).Assembly.GetTypes()
        where !type.IsAbstract && LanguageOf(type) is not null
        from method in type.GetMethods()
        let fact = method.GetCustomAttribute<FactAttribute>()
        where fact is not null
        from Match number in StatementNumber().Matches(method.Name)
        select (Key: (int.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture), LanguageOf(type)!), fact))
        .ToLookup(static test => test.Key, static test => test.fact);

    /// <summary>The name of the language that a test class runs; null for a class that is none of a group.</summary>
    private static string? LanguageOf(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(Conformance<>))
                return (string?)type.GenericTypeArguments[0].GetProperty(nameof(ILanguage.Name))!.GetValue(null);
        }

        return null;
    }

    [GeneratedRegex("S([0-9]{3})(?=_)")]
    private static partial Regex StatementNumber();
}
