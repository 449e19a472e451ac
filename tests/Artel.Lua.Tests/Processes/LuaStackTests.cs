using Artel.Runtime;
using Artel.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Artel.Lua.Processes;

namespace Artel.Lua.Tests.Processes;

/// <summary>The Lua stack trace of an error: where a script sees it, and in the log.</summary>
public sealed class LuaStackTests
{
    private const string Failing = """
        local function inner(how)
          if how == "text" then error("broken part") end
          if how == "object" then error(errors.new(errors.CONFLICT, "broken part")) end
          if how == "index" then local t = nil; return t.x end
          return nil, errors.new(errors.CONFLICT, "broken part")
        end
        return function(how)
          local value, err = inner(how)
          return value, err
        end
        """;

    [Theory]
    [InlineData("text", 2)]
    [InlineData("object", 3)]
    [InlineData("index", 4)]
    [InlineData("returned", 5)]
    public async Task S031_the_error_of_an_exit_has_the_trace_of_the_place_that_failed(string how, int line)
    {
        await using var app = new TestApp().Lua("test:failing", Failing).Lua("test:watcher", """
            return function(how)
              process.spawn_monitored("test:failing", "test:processes", how)
              return process.events():receive().result.error:stack()
            end
            """);
        var stack = await app.Runtime.ExecAsync<string>("test:watcher", TestApp.Host, how).WaitAsync(TestApp.Patience);
        Assert.Contains($"test/failing.lua:{line}: in ", stack, StringComparison.Ordinal);
        Assert.Contains("test/failing.lua:8: in ", stack, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error(errors.new(errors.CONFLICT, 'x'))", "test/lua.lua:3: in ")]
    [InlineData("error(errors.wrap('x', 'y'))", "test/lua.lua:3: in ")]
    [InlineData("require('no.such.module')", "test/lua.lua:3: in ")]
    [InlineData("error('x')", "nil")]
    public async Task An_error_object_that_pcall_caught_has_a_trace_and_a_text_has_none(string call, string expected)
    {
        var stack = await LuaApp.ExecAsync<string>($"""
            return function()
              local function f()
                {call}
              end
              local ok, e = pcall(f)
              assert(not ok)
              return tostring(errors.call_stack(e))
            end
            """);
        Assert.Contains(expected, stack, StringComparison.Ordinal);
        Assert.DoesNotContain("prelude", stack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_crosses_with_the_error_to_the_one_that_waits_for_it()
    {
        await using var app = new TestApp().Lua("test:failing", Failing).Lua("test:lua", """
            return function()
              local value, err = process.exec("test:failing", "test:processes", "object")
              return err:stack()
            end
            """);
        var stack = await app.Runtime.ExecAsync<string>("test:lua", TestApp.Host).WaitAsync(TestApp.Patience);
        Assert.Contains("test/failing.lua:3: in ", stack, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "test/failing.lua:2: broken part", "test/failing.lua:2: in ")]
    [InlineData("object", "broken part", "test/failing.lua:3: in ")]
    public async Task The_log_of_a_failed_process_has_the_message_the_place_and_the_trace(string how, string message, string trace)
    {
        var log = new RecordedLog();
        await using var app = new TestApp().WithLog(log).Lua("test:failing", Failing);
        app.Spawn("test:failing", how);
        var line = await log.Failures.NextAsync();
        Assert.Contains($"ended with an error, {(how == "text" ? "Unknown" : "Conflict")}: {message}", line, StringComparison.Ordinal);
        Assert.Contains(trace, line, StringComparison.Ordinal);
        Assert.Contains("test/failing.lua:8: in ", line, StringComparison.Ordinal);
    }

    /// <summary>Keeps warnings as a console prints them: the message, then the exception.</summary>
    private sealed class RecordedLog : ILogger
    {
        public Probe<string> Failures { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning)
                Failures.Tell($"{formatter(state, exception)}\n{exception}");
        }
    }
}
