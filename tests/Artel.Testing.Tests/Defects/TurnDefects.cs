using Microsoft.Extensions.Logging;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Testing.Tests.Defects;

public sealed class TurnDefects
{
    [Fact]
    public void S033_no_code_runs_of_a_process_that_is_terminated_before_its_first_turn()
    {
        var ran = new Probe<string>();
        Interleavings.Explore(50, seed =>
        {
            using var host = new ArtelTestHost(seed, artel => artel.AddMain("bug:main", async process =>
            {
                ran.Tell("main");
                await process.Inbox.ReceiveAsync();
            }));
            var pid = host.Spawn("bug:main");
            if (ran.Count > 0)
                return;
            host.Runtime.Terminate(pid);
            host.RunUntilIdle();
            Assert.Equal(0, ran.Count);
        });
    }

    [Fact]
    public void A_behaviour_that_always_yields_still_gets_its_messages_links_and_cancels()
    {
        var received = new Probe<string>();
        using var host = new ArtelTestHost(1, artel => artel.AddDefinition(new ProcessDefinition("bug:busy", _ => new Busy(received))));
        var busy = host.Spawn("bug:busy");
        host.Runtime.Send(busy, "hello");
        host.Runtime.Cancel(busy);
        for (var i = 0; i < 1_000; i++)
            host.RunOne();
        Assert.Equal(["hello", "pid.cancel"], received.Values);
    }

    [Fact]
    public void A_main_whose_task_other_code_of_the_process_completes_ends_when_that_code_gives_the_turn_back()
    {
        var sent = new Probe<string>();
        using var host = new ArtelTestHost(1, artel => artel
            .AddHandlers("bug:sink", (_, message) => sent.Tell(message.Topic))
            .AddDefinition(new ProcessDefinition("bug:main", activation => new LambdaBehavior(
                process =>
                {
                    var done = new TaskCompletionSource();
                    _ = CompleteAsync(process, done, activation.Arguments.Get<Pid>(0, "sink"));
                    return BehaviorStep.Main(done.Task);
                },
                static (_, _) => BehaviorStep.NotHandled,
                static (_, _) => BehaviorStep.NotHandled))));
        var sink = host.Spawn("bug:sink");
        var pid = host.Spawn("bug:main", sink);
        host.Runtime.Send(pid, "go");
        host.RunUntilIdle();
        Assert.False(RaceWorld.IsAlive(pid));
        Assert.Equal(0, host.Time.ArmedTimers);
        Assert.Equal(1, sent.Count);

        static async Task CompleteAsync(ProcessContext process, TaskCompletionSource done, Pid sink)
        {
            await process.Inbox.ReceiveAsync();
            done.SetResult();
            process.Send(sink, "sent before the end");
            process.After(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public void An_exception_whose_message_throws_ends_its_process_only()
    {
        using var host = new ArtelTestHost(1, artel => artel.AddHandlers("bug:handlers", static (_, _) => throw new UnspeakableException()));
        var pid = host.Spawn("bug:handlers");
        host.Runtime.Send(pid, "x");
        host.RunUntilIdle();
        Assert.False(RaceWorld.IsAlive(pid));
    }

    [Fact]
    public void A_logger_that_throws_does_not_keep_an_exit_from_its_watchers()
    {
        using var host = new ArtelTestHost(1, artel =>
        {
            artel.Services.AddSingleton<ILoggerFactory, BrokenLoggerFactory>();
            artel.AddHandlers("bug:handlers", static (_, _) => throw new ProcessException(ErrorKind.Conflict, "failed"));
        });
        var pid = host.Spawn("bug:handlers");
        var ended = host.Runtime.WaitForExitAsync(pid);
        host.Runtime.Send(pid, "x");
        host.RunUntilIdle();
        Assert.True(ended.IsCompleted);
        Assert.Empty(host.Leftovers());
    }

    [Fact]
    public void A_logger_that_throws_after_a_failed_continuation_does_not_end_the_program()
    {
        using var host = new ArtelTestHost(1, artel =>
        {
            artel.Services.AddSingleton<ILoggerFactory, BrokenLoggerFactory>();
            artel.AddMain("bug:main", static async process =>
            {
                process.Cancelled.Register(static () => throw new InvalidOperationException("callback"));
                await process.Inbox.ReceiveAsync();
            });
        });
        var pid = host.Spawn("bug:main");
        host.RunUntilIdle();
        host.Runtime.Cancel(pid);
        host.RunUntilIdle();
        Assert.False(RaceWorld.IsAlive(pid));
    }

    private sealed class Busy(Probe<string> received) : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process) => BehaviorStep.Yielded;

        public BehaviorStep Continue() => BehaviorStep.Yielded;

        public BehaviorStep Receive(Message message)
        {
            received.Tell(message.Topic);
            return BehaviorStep.Done;
        }

        public BehaviorStep Notify(ProcessEvent processEvent)
        {
            received.Tell(processEvent.Kind);
            return BehaviorStep.Done;
        }
    }

    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new UnspeakableException();
    }

    private sealed class BrokenLoggerFactory : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) { }

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning)
                throw new InvalidOperationException("the log is closed");
        }
    }
}
