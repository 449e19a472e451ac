using System.Text.RegularExpressions;

namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>
/// The fields of tables that the definition library tells of are those that the real functions take: each is given right values and wrong ones,
/// and left out. What a function tells of the fields that there are, when it refuses another one, is what it reads by.
/// </summary>
public sealed partial class LibraryTableTests
{
    private const string NoField = "no such field";

    public static TheoryData<string> Names => [.. TableParameter.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_table_takes_what_the_library_tells_of(string name)
    {
        var table = TableParameter.All[name];
        List<CallCheck> checks = [];
        foreach (var place in table.Places)
        {
            AddRight(place);
            AddWrong(place);
            if (place.IsField)
                AddLeftOut(place);
            else if (place.Name == "[name]")
                AddWrongKeys();
        }

        var outcomes = await CallApp.RunAsync([.. checks.Select(static check => check.Script)], table.InHandler);
        var wrong = checks.Zip(outcomes).Where(static made => !made.First.Holds(made.Second)).Select(static made => $"{made.First.What}, but {made.Second.Text}");
        Assert.True(!wrong.Any(), string.Join('\n', wrong));

        void AddRight(LibraryPlace place)
        {
            var values = table.ValuesOf(place);
            foreach (var value in values)
                Add(place.Lua, value, "do it", static outcome => outcome.IsDone);
            if (!place.Type.TakesAny)
                checks.Add(CallChecks.Kinds($"{name}.{place.Name}", place.Type, values));
        }

        void AddWrong(LibraryPlace place)
        {
            if (place.Type.TakesAny || TableValues.TakesAny($"{name}.{place.Name}"))
                return;
            foreach (var value in CallChecks.WrongFor(place.Type))
                AddBlamed(place, value);
        }

        void AddLeftOut(LibraryPlace place)
        {
            if (place.Type.TakesNil)
                Add(place.Lua, "nil", "do it", static outcome => outcome.IsDone);
            else
                AddBlamed(place, "nil");
        }

        void AddWrongKeys()
        {
            if (!TableValues.TakesAnyKey(name))
                Add("[true]", "1", $"blame #{table.Number}", outcome => outcome.Blames(table.Number, ""));
        }

        void AddBlamed(LibraryPlace place, string value) => Add(
            place.Lua, value, $"blame #{table.Number}, {place.Name}",
            outcome => outcome.Blames(table.Number, "") && (!place.IsField || outcome.Text.Contains(place.Name, StringComparison.Ordinal)));

        void Add(string place, string value, string must, Func<CallOutcome, bool> holds) => checks.Add(new CallCheck(
            $"{name} with {place} = {value} must {must}", table.Call(new Dictionary<string, string> { [place] = value }), holds));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_refusal_of_another_field_tells_of_all_that_the_library_does(string name)
    {
        var table = TableParameter.All[name];
        if (!table.Fields.Any())
            return;
        if (await ToldOfAsync(table) is { } told)
            Assert.Equal(table.Fields.Select(static field => field.Name).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_value_that_is_declared_for_a_table_is_of_use()
    {
        var places = TableParameter.All.Values.SelectMany(static table => table.Places.Select(place => (Name: $"{table.Name}.{place.Name}", place.Type))).ToList();
        Assert.Equal(TableValues.Keys.Order(StringComparer.Ordinal), places.Select(static place => TableValues.KeyOf(place.Name, place.Type)).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(TableValues.Places.Except(places.Select(static place => place.Name)));
        Assert.Empty(TableValues.Tables.Except(TableParameter.All.Keys));
    }

    /// <summary>The fields that a function says there are when it is given another one; null of one that takes any.</summary>
    internal static async Task<string[]?> ToldOfAsync(TableParameter table)
    {
        var outcome = Assert.Single(await CallApp.RunAsync([table.Call(new Dictionary<string, string> { [$"['{NoField}']"] = "1" })], table.InHandler));
        if (outcome.IsDone)
            return null;
        var told = Known().Match(outcome.Text);
        Assert.True(told.Success, $"{table.Name}: {outcome.Text}");
        return told.Groups[1].Value.Split([", ", " and "], StringSplitOptions.None);
    }

    [GeneratedRegex($@"there is no option '(?:\w+\.)?{NoField}'; there (?:is|are) ([\w, ]+)")]
    private static partial Regex Known();
}
