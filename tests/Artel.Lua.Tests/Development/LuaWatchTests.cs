using System.Collections.Concurrent;
using Artel.Lua.Development;
using Artel.Lua.Processes;
using Artel.Runtime;
using Artel.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Artel.Lua.Tests.Development;

/// <summary>A saved file is current without a restart.</summary>
public sealed class LuaWatchTests : IAsyncDisposable
{
    private const string Host = "test:processes";

    private readonly string _folder = Directory.CreateTempSubdirectory("artel-watch").FullName;
    private readonly Changes _changes = new();
    private readonly RecordingLogger _log = new();
    private readonly LuaScripts _scripts = new();
    private readonly ConcurrentQueue<int> _checks = new();
    private readonly TestApp _app = new();
    private LuaWatch? _watch;

    private ArtelRuntime Runtime => _app.Runtime;

    [Fact]
    public async Task The_next_spawn_runs_what_was_saved_and_what_runs_goes_on()
    {
        Write("a.lua", "return function() process.inbox():receive() return 'old' end");
        Start("a.lua");
        var running = Runtime.Spawn("test:a", Host);
        var ended = Runtime.WaitForExitAsync(running);
        Save("a.lua", "return function() return 'new' end");
        Assert.Equal("new", await Runtime.ExecAsync<string>("test:a", Host).WaitAsync(TestApp.Patience));
        Runtime.Send(running, "go on");
        Assert.Equal("old", (await ended.WaitAsync(TestApp.Patience)).Value);
        Assert.Contains(_log.Lines, static line => line == "a.lua was changed; the next spawn runs the new code");
    }

    [Fact]
    public async Task A_process_that_is_upgradable_is_told_and_upgrades_itself_with_its_state()
    {
        Write("a.lua", """
            return function(count)
              assert(process.set_options { upgradable = true } and process.get_options().upgradable)
              process.registry.register("ready")
              local event = process.events():receive()
              assert(event.kind == process.event.OUTDATED and event.kind == "pid.outdated" and event.at and event.from == nil)
              process.upgrade(nil, 41)
            end
            """);
        Start("a.lua");
        var ended = Runtime.ExecAsync<int>("test:a", Host);
        await Registered("ready");
        Save("a.lua", "return function(count) return count + 1 end");
        Assert.Equal(42, await ended.WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task One_that_is_not_upgradable_is_not_told()
    {
        Write("a.lua", """
            return function()
              local events, inbox = process.events(), process.inbox()
              process.registry.register("ready")
              return channel.select({ events:case_receive(), inbox:case_receive() }).channel == inbox
            end
            """);
        Start("a.lua");
        var ended = Runtime.ExecAsync<bool>("test:a", Host);
        await Registered("ready");
        Save("a.lua", "return function() end");
        Runtime.Send("ready", "later");
        Assert.True(await ended.WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task A_file_that_is_no_Lua_is_logged_with_its_place_and_the_old_code_stays()
    {
        Write("a.lua", "return function() return 'old' end");
        Start("a.lua");
        Save("a.lua", "return function()\n  local x = = 1\nend");
        Assert.Contains(_log.Lines, static line => line.StartsWith("a.lua:2:13: ", StringComparison.Ordinal) && line.EndsWith("; the old code stays current", StringComparison.Ordinal));
        Assert.Equal("old", await Runtime.ExecAsync<string>("test:a", Host).WaitAsync(TestApp.Patience));

        var logged = _log.Lines.Count;
        Happen();
        Assert.Equal(logged, _log.Lines.Count);
        Save("a.lua", "return function() return 'mended' end");
        Assert.Equal("mended", await Runtime.ExecAsync<string>("test:a", Host).WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task A_changed_module_is_current_for_what_requires_it()
    {
        Write("rules.lua", "return { answer = 1 }");
        Write("a.lua", "return function() return require('rules').answer end");
        Start("a.lua");
        Assert.Equal(1, await Runtime.ExecAsync<int>("test:a", Host).WaitAsync(TestApp.Patience));
        Save("rules.lua", "return { answer = 2 }");
        Assert.Equal(2, await Runtime.ExecAsync<int>("test:a", Host).WaitAsync(TestApp.Patience));
    }

    [Fact]
    public void A_file_that_is_saved_as_it_was_changes_nothing()
    {
        Write("a.lua", "return function() end");
        Start("a.lua");
        Save("a.lua", "return function() end");
        Assert.Equal([0], _checks);
    }

    [Fact]
    public void Many_changes_in_a_row_are_looked_at_once_when_it_is_quiet()
    {
        Write("a.lua", "return function() end");
        Start("a.lua");
        for (var i = 0; i < 10; i++)
        {
            _changes.Happen();
            _app.Time.Advance(LuaWatch.Quiet / 2);
        }

        Assert.Empty(_checks);
        _app.Time.Advance(LuaWatch.Quiet);
        Assert.Single(_checks);
    }

    [Fact]
    public async Task A_file_that_is_gone_leaves_the_old_code()
    {
        Write("a.lua", "return function() return 'old' end");
        Start("a.lua");
        File.Delete(Path.Combine(_folder, "a.lua"));
        Happen();
        Assert.Contains("a.lua is gone; the old code stays current", _log.Lines);
        Assert.Equal("old", await Runtime.ExecAsync<string>("test:a", Host).WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task The_source_folder_goes_before_the_applications_folder()
    {
        var source = Directory.CreateDirectory(Path.Combine(_folder, "source")).FullName;
        Write("a.lua", "return function() return 'copy' end");
        Start("a.lua", source);
        Save("source/a.lua", "return function() return 'source' end");
        Assert.Equal("source", await Runtime.ExecAsync<string>("test:a", Host).WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task The_systems_watch_tells_of_a_saved_file_in_a_folder_below()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "rules"));
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var changes = new LuaFolderChanges([_folder]);
        changes.Start(() => changed.TrySetResult());
        Write("rules/b.lua", "return 1");
        await changed.Task.WaitAsync(TestApp.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Start(string file, string? sourceFolder = null)
    {
        var source = new LuaDefinitionSource("test:a", LuaScript.OfFile(_folder, file), new LuaModules(_folder));
        _scripts.Add(source);
        _app.WithLog(_log).Define(LuaDefinitions.Define(source.Id, source.Script, source.Modules, LuaLimits.Default));
        _watch = new LuaWatch(Runtime, _scripts, _changes, sourceFolder) { Checked = _checks.Enqueue };
        _watch.Start();
    }

    private void Write(string file, string source) => File.WriteAllText(Path.Combine(_folder, file), source);

    private void Save(string file, string source)
    {
        Write(file, source);
        Happen();
    }

    private void Happen()
    {
        _changes.Happen();
        _app.Time.Advance(LuaWatch.Quiet);
    }

    private async Task Registered(string name)
    {
        while (Runtime.TryLookup(name) is null)
            await Task.Yield();
    }

    private sealed class Changes : ILuaChangeSource
    {
        private Action? _changed;

        public void Start(Action changed) => _changed = changed;

        public void Happen() => _changed!();

        public void Dispose() => _changed = null;
    }

    private sealed class RecordingLogger : ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception));
    }
}
