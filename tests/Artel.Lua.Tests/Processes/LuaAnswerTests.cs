using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

/// <summary>Answers from Lua to C#: they are read where they were written, and leave nothing behind for the next one.</summary>
public sealed class LuaAnswerTests
{
    private const string Answering = """
        local answers = {
          integer = function() return 7 end,
          text = function() return "text" end,
          none = function() return nil end,
          twice = function() local t = { 1 } return { t, t } end,
          long = function() return string.rep("x", 5000) end,
          function_in_table = function() return { name = "n", call = print } end,
        }
        return function()
          for message in process.inbox():each() do
            local sent, err = message:reply(answers[message:topic()]())
            if not sent and err then assert(message:reply({ kind = err:kind(), text = err:message() })) end
          end
        end
        """;

    [Fact]
    public async Task S024_a_table_that_comes_twice_in_an_answer_is_one_object()
    {
        await using var app = App();
        var answer = await app.Runtime.AskAsync<List<object?>>(app.Spawn("test:answering"), "twice");
        Assert.Equal([1L], Assert.IsType<List<object?>>(answer[0]));
        Assert.Same(answer[0], answer[1]);
    }

    [Fact]
    public async Task S028_an_answer_of_another_type_than_was_asked_for_is_the_askers_error()
    {
        await using var app = App();
        var answering = app.Spawn("test:answering");
        var error = await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.AskAsync<long>(answering, "text").AsTask());
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("expected an integer, got a string", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.AskAsync<long>(answering, "none").AsTask());
        Assert.Contains("got nil", error.Message, StringComparison.Ordinal);
        Assert.Null(await app.Runtime.AskAsync<string?>(answering, "none"));
        Assert.Equal(7, await app.Runtime.AskAsync<long>(answering, "integer"));
    }

    [Theory]
    [InlineData("long", "RateLimited", "reply: 5165 bytes more than")]
    [InlineData("function_in_table", "Invalid", "answer[1].call: a function can't cross")]
    public async Task S028_an_answer_that_is_refused_is_the_scripts_error_and_another_one_is_given(string asked, string kind, string text)
    {
        await using var app = App(new LuaLimits { UnreceivedBytes = 2000, TimeSlice = LuaApp.Unhurried.TimeSlice });
        var answering = app.Spawn("test:answering");
        for (var i = 0; i < 3; i++)
        {
            var refusal = await app.Runtime.AskAsync<Dictionary<string, string>>(answering, asked);
            Assert.Equal(kind, refusal["kind"]);
            Assert.StartsWith(text, refusal["text"], StringComparison.Ordinal);
            Assert.Equal(7, await app.Runtime.AskAsync<long>(answering, "integer"));
        }
    }

    private static TestApp App(LuaLimits? limits = null) => new TestApp().Lua("test:answering", Answering, limits);
}
