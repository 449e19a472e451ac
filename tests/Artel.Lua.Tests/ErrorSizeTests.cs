using System.Text;
using Artel.Lua.Values;

namespace Artel.Lua.Tests;

/// <summary>What errors hold is known, all of it, and so is how many causes they keep.</summary>
public sealed class ErrorSizeTests
{
    private const int Large = 100_000;

    public static TheoryData<string, ProcessException> Errors => new()
    {
        { "message", new ProcessException(ErrorKind.Conflict, Text) },
        { "stack", new ProcessException(ErrorKind.Conflict, "m") { ScriptStack = Text } },
        { "text", WithDetail(Text) },
        { "bytes", WithDetail(new byte[2 * Large]) },
        { "key", new ProcessException(ErrorKind.Conflict, "m", details: new Dictionary<string, object?> { [Text] = 1 }) },
        { "map", WithDetail(new Dictionary<string, object?> { ["x"] = Text }) },
        { "map of objects", WithDetail(new Dictionary<object, object?> { [1L] = Text }) },
        { "list", WithDetail(new List<object?> { 1L, Text }) },
        { "numbers", WithDetail(Enumerable.Repeat<object?>(1L, Large).ToList()) },
        { "error", WithDetail(new ProcessException(ErrorKind.Conflict, Text)) },
        { "cause", new ProcessException(ErrorKind.Conflict, "m", new ProcessException(ErrorKind.Conflict, "m", new InvalidOperationException(Text))) },
    };

    private static string Text => new('x', Large);

    [Theory]
    [MemberData(nameof(Errors))]
    public void What_an_error_holds_counts(string what, ProcessException error)
    {
        Assert.True(ErrorSize.Of(error) >= 2 * Large, what);
        Assert.True(ErrorSize.Of(error) < 40 * Large, what);
    }

    [Fact]
    public void Details_that_contain_themselves_are_counted_too()
    {
        var endless = new List<object?> { Text };
        endless.Add(endless);
        Assert.True(ErrorSize.Of(WithDetail(endless)) >= 2 * Large);
    }

    [Fact]
    public void A_wrapped_error_keeps_its_first_causes_and_all_texts()
    {
        var outcome = Script.Run($$"""
            local e = errors.new(errors.CONFLICT, "first")
            for i = 1, {{ErrorSize.MostCauses + 10}} do e = errors.wrap(e, tostring(i)) end
            error(e)
            """);
        var error = outcome.Exception!;
        Assert.Equal(ErrorSize.MostCauses, ErrorSize.CountCauses(error));
        Assert.Equal("first", error.RootCause.Message);
        Assert.Equal("1: first", Causes(error).ElementAt(ErrorSize.MostCauses - 2).Message);
        var all = new StringBuilder();
        for (var i = ErrorSize.MostCauses + 10; i > 0; i--)
            all.Append(i).Append(": ");
        Assert.Equal($"{all}first", error.Message);
    }

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (var cause = error.InnerException; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static ProcessException WithDetail(object value) =>
        new(ErrorKind.Conflict, "m", details: new Dictionary<string, object?> { ["x"] = value });
}
