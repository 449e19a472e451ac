using Artel.Lua.Modules;
using Artel.Lua.Processes;
using Artel.Runtime;
using Artel.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Artel.Lua.Tests.Modules;

/// <summary>The logger module.</summary>
public sealed class LoggerTests
{
    [Fact]
    public async Task An_entry_has_level_category_process_message_and_fields()
    {
        var log = await RunAsync("""
            local child = logger.with({ order = 7, who = "Ada" }):with({ who = "Bob" })
            logger.debug("one")
            logger:info("two", { n = 1, f = 1.5, ok = true, err = errors.new("bad"), t = {}, took = require("time").duration("1.5s") })
            child:warn("three")
            child:error("four", { order = 8 })
            """);
        Assert.All(log.Entries, static entry => Assert.Equal("Artel.Lua", entry.Category));
        Assert.Equal([LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error], log.Entries.Select(static entry => entry.Level));
        Assert.Equal(
            ["one", "two err=bad f=1.5 n=1 ok=true t=table took=1.5s", "three order=7 who=Bob", "four order=8 who=Bob"],
            log.Entries.Select(static entry => entry.Text[(entry.Text.IndexOf("): ", StringComparison.Ordinal) + 3)..]));
        var second = log.Entries[1];
        Assert.Equal(1L, second.Fields["n"]);
        Assert.Equal(1.5, second.Fields["f"]);
        Assert.Equal("test:lua", second.Fields["Definition"]);
        Assert.Equal("two", second.Fields["Message"]);
        Assert.StartsWith($"{second.Fields["Pid"]} (test:lua): two ", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_script_logs_makes_no_line_of_its_own_and_is_bounded()
    {
        var log = await RunAsync("""
            logger.info("a\nb\r\27[31m\0\u{2028}\u{202E}c", { ["k\ney"] = "v\n" .. ("x"):rep(2000) })
            logger.info(("y"):rep(100000))
            local many = {}
            for i = 1, 100 do many["f" .. i] = i end
            logger.with(many):info("many")
            """);
        Assert.Contains(@"a\nb\r\u001b[31m\u0000\u2028\u202ec k\ney=v\nxxx", log.Entries[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("... (978 more bytes)", log.Entries[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', log.Entries[0].Text);
        Assert.EndsWith("... (91808 more bytes)", log.Entries[1].Text, StringComparison.Ordinal);
        Assert.Equal(36L, log.Entries[2].Fields["fields_dropped"]);
    }

    [Fact]
    public async Task What_nobody_wants_is_not_even_read()
    {
        var log = await RunAsync("logger.debug({}, 5) logger.info('kept')", LogLevel.Information);
        Assert.EndsWith("kept", Assert.Single(log.Entries).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logger.info()", "bad argument #1 to 'info' (string expected, got no value)")]
    [InlineData("logger.info('x', 5)", "bad argument #2 to 'info' (table expected, got number)")]
    [InlineData("logger.with(5)", "bad argument #1 to 'with' (table expected, got number)")]
    public async Task An_argument_of_the_wrong_type_raises(string call, string text)
    {
        var log = await RunAsync($"local ok, e = pcall(function() {call} end) logger.error(e)");
        Assert.EndsWith(text, Assert.Single(log.Entries).Text, StringComparison.Ordinal);
    }

    private static async Task<Log> RunAsync(string body, LogLevel least = LogLevel.Trace)
    {
        var log = new Log(least);
        var definition = LuaDefinitions.Define(
            "test:lua", LuaScript.OfText("lua.lua", $"local logger = require('logger') return function() {body} end"), new LuaModules(AppContext.BaseDirectory), LuaLimits.Default);
        await using var app = new TestApp().With(artel => artel.Services.AddSingleton<ILoggerFactory>(log)).Define(definition);
        await app.Runtime.ExecAsync<object?>("test:lua", TestApp.Host).WaitAsync(TestApp.Patience);
        return log;
    }

    private sealed record Entry(string Category, LogLevel Level, string Text, IReadOnlyDictionary<string, object?> Fields);

    /// <summary>Keeps what is logged.</summary>
    private sealed class Log(LogLevel least) : ILoggerFactory
    {
        public List<Entry> Entries { get; } = [];

        public ILogger CreateLogger(string categoryName) =>
            categoryName == LoggerModule.Category ? new CategoryLogger(this, categoryName, least) : NullLogger.Instance;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose() { }
    }

    private sealed class CategoryLogger(Log log, string category, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Entries.Add(new Entry(
                category, logLevel, formatter(state, exception), ((IReadOnlyList<KeyValuePair<string, object?>>)state!).ToDictionary(static f => f.Key, static f => f.Value)));
    }
}
