using Artel.Lua.Tests.Processes;
using Artel.Payloads;
using Artel.Queues;
using Artel.Runtime;
using Artel.Security;
using Artel.Tests;
using Microsoft.Extensions.Logging;

namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>An application with all that functions of the library need to do what they are for. Each script runs as a process of its own.</summary>
internal sealed class CallApp : IAsyncDisposable
{
    private const string Queue = "test:jobs";

    private readonly TestApp _app;
    private readonly Probe<string> _handled = new();
    private readonly string[] _scripts;
    private ArtelBuilder _builder = null!;
    private Spawner _spawner = null!;

    private CallApp(string[] scripts)
    {
        _scripts = scripts;
        var log = new Lines();
        _app = new TestApp()
            .WithLog(log)
            .Main("test:log", (_, _) => Task.FromResult<object?>(log.Text))
            .Main("test:handled", (_, arguments) =>
            {
                _handled.Tell(arguments.Get<string>(0, "told"));
                return Task.FromResult<object?>(null);
            })
            .Lua("test:idle", LuaApp.Idle)
            .Lua("test:answers", "return function() for message in process.inbox():each() do message:reply(message:payload()) end end")
            .Lua("test:tells", "return function(...) process.send('test.parent', 'arguments', ...) return 'told' end")
            .Lua("test:passes", "return function() local m = process.inbox():receive() process.send('test.parent', m:topic(), table.unpack(m:payload())) end")
            .Lua("test:upgraded", "return function(given, more) return given == 'what was given' and more == 'and more' and 'gave arrived' or 'went' end")
            .Lua("test:handler", """
                return function(data)
                  if type(data) ~= "number" then process.send("test.parent", "data", data) return end
                  local told, err = process.exec("test:script" .. data, "test:processes")
                  process.exec("test:handled", "test:processes", told or tostring(err))
                end
                """)
            .With(artel => _builder = artel.UseMemoryQueues().AddQueue(Queue).AddQueueConsumer(Queue, "test:handler")
                .AddPolicy("test:own", static policy => policy.Allow("*"))
                .AddPolicy("test:read", static policy => policy.Allow("app.read"))
                .AddPolicyGroup("test:group", "test:read"));
        for (var i = 0; i < scripts.Length; i++)
            _app.Lua($"test:script{i}", scripts[i]);
    }

    /// <summary>Runs scripts, one after the other.</summary>
    /// <param name="scripts">What to run.</param>
    /// <param name="inHandler">Whether they have to run where a queue's message is handled.</param>
    public static async Task<CallOutcome[]> RunAsync(string[] scripts, bool inHandler)
    {
        await using var app = new CallApp(scripts);
        await app.StartAsync();
        var outcomes = new CallOutcome[scripts.Length];
        for (var i = 0; i < scripts.Length; i++)
            outcomes[i] = new CallOutcome(inHandler ? await app.HandleAsync(i) : await app.ExecAsync(i));
        return outcomes;
    }

    public async ValueTask DisposeAsync()
    {
        var queues = _builder.QueueSystem;
        if (queues is not null)
            await queues.StopConsumersAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        if (queues is not null)
            await queues.CloseAsync();
    }

    private async Task StartAsync()
    {
        _spawner = _app.Runtime
            .WithActor(new Actor("test:someone", new Dictionary<string, object?>()))
            .WithScope(_app.Runtime.Policies.CreateScope(["test:own"]))
            .WithContext(new Dictionary<string, object?> { ["key"] = "value" });
        await _builder.QueueSystem!.OpenAsync(CancellationToken.None);
        _builder.QueueSystem.StartConsumers();
    }

    private async Task<string> ExecAsync(int script)
    {
        try
        {
            return await _spawner.ExecAsync<string>($"test:script{script}", TestApp.Host).WaitAsync(TestApp.Patience);
        }
        catch (Exception failed) when (failed is ProcessException or TimeoutException)
        {
            return $"failed {failed.Message}\n{_scripts[script]}";
        }
    }

    private async Task<string> HandleAsync(int script)
    {
        await _app.Runtime.Queues.PublishAsync(Queue, (long)script, new QueuePublishOptions { Headers = new Dictionary<string, string> { ["trace"] = "t1" } });
        return await _handled.NextAsync();
    }

    /// <summary>Keeps all that is logged.</summary>
    private sealed class Lines : ILogger
    {
        private readonly Lock _lock = new();
        private string _text = "";

        public string Text
        {
            get
            {
                lock (_lock)
                    return _text;
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lock)
                _text += formatter(state, exception) + "\n";
        }
    }
}
