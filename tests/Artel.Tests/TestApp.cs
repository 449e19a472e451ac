using Artel.Runtime;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Artel.Tests;

/// <summary>A runtime with virtual time whose definitions are lambdas of a test.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string Host = "test:processes";

    /// <summary>Nothing here takes that long; a test that hangs fails instead of holding the run.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The environment variable that has the tests run on the thread pool, as <c>pool</c>, instead of on workers.</summary>
    private const string SchedulerVariable = "ARTEL_TEST_SCHEDULER";

    private readonly ServiceCollection _services = new();
    private readonly ArtelBuilder _builder;
    private ArtelRuntime? _runtime;

    public TestApp() => _builder = new ArtelBuilder(_services).AddHost(Host);

    public FakeTimeProvider Time { get; } = new();

    /// <summary>Where its processes get their turns; null for what the runtime would choose.</summary>
    public ProcessScheduler? Scheduler { get; init; }

    public ArtelRuntime Runtime => _runtime ?? Start();

    public TestApp WithHost(string id, Action<ProcessHostOptions> configure)
    {
        _builder.AddHost(id, configure);
        return this;
    }

    /// <summary>Whatever else an application is made of.</summary>
    public TestApp With(Action<ArtelBuilder> configure)
    {
        configure(_builder);
        return this;
    }

    /// <summary>Has all that is logged written to one log.</summary>
    public TestApp WithLog(ILogger log) => With(artel => artel.Services.AddSingleton<ILoggerFactory>(new OneLog(log)));

    public TestApp Define(ProcessDefinition definition)
    {
        _builder.AddDefinition(definition);
        return this;
    }

    /// <summary>A definition in the channel style.</summary>
    public TestApp Main(string id, Func<ProcessContext, SpawnArguments, Task<object?>> main)
    {
        _builder.AddDefinition(new ProcessDefinition(id, activation => new MainBehavior(main, activation.Arguments)) { ReceivesByChannels = true });
        return this;
    }

    /// <summary>A definition in the channel style without a result.</summary>
    public TestApp Main(string id, Func<ProcessContext, Task> main) => Main(id, async (process, _) =>
    {
        await main(process);
        return null;
    });

    /// <summary>A definition in the handler style.</summary>
    public TestApp Handlers(
        string id, Func<ProcessContext, Message, BehaviorStep> receive, Func<ProcessContext, ProcessEvent, BehaviorStep>? notify = null)
    {
        _builder.AddDefinition(new ProcessDefinition(id, _ => new HandlerBehavior(receive, notify))
        {
            EndsWhenCancelled = notify is null,
            Topics = ["*"],
        });
        return this;
    }

    /// <summary>A process that waits for ever, or until it is told to end by "stop", to fail by "fail".</summary>
    public TestApp Idle(string id = "test:idle") => Handlers(id, static (process, message) =>
    {
        switch (message.Topic)
        {
            case "stop":
                process.Exit();
                return BehaviorStep.Done;
            case "fail":
                throw new ProcessException(ErrorKind.Conflict, message.GetPayload<string>());
            default:
                return BehaviorStep.Done;
        }
    });

    public Pid Spawn(string id, params ReadOnlySpan<object?> arguments) => Runtime.Spawn(id, Host, arguments);

    public async ValueTask DisposeAsync()
    {
        if (_runtime is null)
            return;
        var stopped = _runtime.StopAsync(new CancellationToken(canceled: true));
        await stopped.WaitAsync(Patience);
    }

    private ArtelRuntime Start()
    {
        _services.AddSingleton<TimeProvider>(Time);
        if (Environment.GetEnvironmentVariable(SchedulerVariable) == "pool")
            _builder.UseThreadPool();
        _runtime = _builder.Build(_services.BuildServiceProvider(), Scheduler ?? _builder.CreateScheduler(), defaultMode: SecurityMode.Permissive);
        _runtime.Start();
        return _runtime;
    }

    private sealed class OneLog(ILogger log) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose() { }
    }

    private sealed class MainBehavior(Func<ProcessContext, SpawnArguments, Task<object?>> main, SpawnArguments arguments) : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process) => BehaviorStep.Main(main(process, arguments));

        public BehaviorStep Receive(Message message) => BehaviorStep.NotHandled;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }

    private sealed class HandlerBehavior(
        Func<ProcessContext, Message, BehaviorStep> receive, Func<ProcessContext, ProcessEvent, BehaviorStep>? notify) : IProcessBehavior
    {
        private ProcessContext _process = null!;

        public BehaviorStep Start(ProcessContext process)
        {
            _process = process;
            return BehaviorStep.Done;
        }

        public BehaviorStep Receive(Message message) => receive(_process, message);

        public BehaviorStep Notify(ProcessEvent processEvent) => notify?.Invoke(_process, processEvent) ?? BehaviorStep.NotHandled;
    }
}

/// <summary>What a process tells its test.</summary>
internal sealed class Probe<T>
{
    private readonly System.Threading.Channels.Channel<T> _seen = System.Threading.Channels.Channel.CreateUnbounded<T>();

    public void Tell(T value) => _seen.Writer.TryWrite(value);

    public async Task<T> NextAsync() => await _seen.Reader.ReadAsync().AsTask().WaitAsync(TestApp.Patience);

    public async Task<List<T>> TakeAsync(int count)
    {
        var values = new List<T>(count);
        while (values.Count < count)
            values.Add(await NextAsync());
        return values;
    }

    /// <summary>What was told and not looked at.</summary>
    public int Count => _seen.Reader.Count;
}
