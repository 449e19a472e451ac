namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>
/// The parameters that the definition library tells of are those that the real functions take: each function is called in a process, with
/// right values, with wrong ones, with less and with more.
/// </summary>
public sealed class LibraryCallTests
{
    internal static readonly Dictionary<string, LibraryFunction> Functions =
        LibraryFile.All.SelectMany(static file => file.Functions).ToDictionary(static function => function.FullName);

    public static TheoryData<string> Names => [.. Functions.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_function_takes_the_parameters_that_the_library_tells_of(string name)
    {
        var function = Functions[name];
        var checks = CallChecks.Of(function);
        var outcomes = await CallApp.RunAsync([.. checks.Select(static check => check.Script)], inHandler: NeedsMessage(function));
        var wrong = checks.Zip(outcomes).Where(static made => !made.First.Holds(made.Second)).Select(static made => $"{made.First.What}, but {made.Second.Text}");
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
        AssertNames(function, checks, outcomes);
    }

    /// <summary>
    /// Each parameter is called by its name in an error, which is where its name is known from. Of one that no error names the library's name is
    /// the only one there is, and it is declared to be so.
    /// </summary>
    private static void AssertNames(LibraryFunction function, IReadOnlyList<CallCheck> checks, CallOutcome[] outcomes)
    {
        foreach (var (i, parameter) in function.Documented.Index().Where(static one => one.Item.Name != "..."))
        {
            var called = CallExceptions.CalledInErrors(function, parameter);
            var isNamed = checks.Zip(outcomes).Any(made => made.First.Blamed == i && made.Second.Names(called));
            var name = $"{function.FullName}.{parameter.Name}";
            Assert.True(isNamed != CallNames.IsNeverTold(name), $"{name}: {(isNamed ? "an error names it" : "no error names it")}");
        }
    }

    /// <summary>Whether a function can be called only where a queue's message is handled.</summary>
    internal static bool NeedsMessage(LibraryFunction function) => function.Owner == "QueueMessage" || function.FullName == "queue.message";

    [Fact]
    public void Every_value_that_is_declared_for_a_parameter_is_of_use()
    {
        var parameters = Functions.Values.SelectMany(static function => function.Documented.Select(parameter => (Function: function, Parameter: parameter))).ToList();
        Assert.Equal(CallValues.Keys.Order(StringComparer.Ordinal), parameters.Select(static one => CallValues.KeyOf(one.Function, one.Parameter)).Distinct().Order(StringComparer.Ordinal));
        var names = parameters.Select(static one => $"{one.Function.FullName}.{one.Parameter.Name}").ToHashSet();
        Assert.Empty(CallArrivals.All.Keys.Concat(CallExceptions.Keys).Concat(CallNames.NeverTold).Except(names));
        Assert.Empty(CallValues.Before.Keys.Except(Functions.Keys));
    }

    [Fact]
    public void Of_every_parameter_that_takes_any_value_it_is_proved_that_it_arrives()
    {
        var open = Functions.Values.SelectMany(static function =>
            function.Documented.Where(static parameter => parameter.Type.TakesAny).Select(parameter => $"{function.FullName}.{parameter.Name}"));
        Assert.Empty(open.Except(CallArrivals.All.Keys));
    }
}
