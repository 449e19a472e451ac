using Artel.Runtime;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Tests.Scheduling;

/// <summary>What processes can rely on of the threads that run them. Each test has a runtime with so many workers.</summary>
public sealed class WorkerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Processes_that_block_their_threads_for_each_other_do_not_stop_the_rest(int workers)
    {
        using var world = new World(workers, static artel => artel
            .AddHandlers("test:waiter", static (_, message) =>
            {
                message.GetPayload<ManualResetEventSlim>().Wait(TestApp.Patience);
                message.Reply(true);
            })
            .AddHandlers("test:opener", static (_, message) => message.GetPayload<ManualResetEventSlim>().Set()));
        using var gate = new ManualResetEventSlim();
        var waiting = Enumerable.Range(0, 8).Select(_ =>
            world.Runtime.AskAsync<ManualResetEventSlim, bool>(world.Spawn("test:waiter"), "wait", gate, TestApp.Patience).AsTask()).ToArray();
        world.Runtime.Send(world.Spawn("test:opener"), "open", gate);
        Assert.All(await Task.WhenAll(waiting).WaitAsync(TestApp.Patience), Assert.True);
    }

    [Fact]
    public async Task What_a_process_woke_before_it_blocks_its_thread_runs_elsewhere()
    {
        using var world = new World(1, static artel => artel
            .AddHandlers("test:opener", static (_, message) => message.GetPayload<ManualResetEventSlim>().Set())
            .AddHandlers("test:waiter", static (process, message) =>
            {
                using var gate = new ManualResetEventSlim();
                process.Send(message.GetPayload<Pid>(), "open", gate);
                message.Reply(gate.Wait(TestApp.Patience));
            }));
        var opener = world.Spawn("test:opener");
        Assert.True(await world.Runtime.AskAsync<Pid, bool>(world.Spawn("test:waiter"), "wait", opener, TestApp.Patience));
    }

    [Fact]
    public async Task Two_that_keep_each_other_busy_do_not_keep_the_only_worker_from_others()
    {
        using var world = new World(1, static artel => artel
            .AddHandlers("test:player", static (process, message) => process.TrySend(message.From ?? message.GetPayload<Pid>(), "ball"))
            .AddHandlers("test:other", static (_, message) => message.Reply(true)));
        for (var i = 0; i < 3; i++)
            world.Runtime.Send(world.Spawn("test:player"), "ball", world.Spawn("test:player"));
        var other = world.Spawn("test:other");
        for (var i = 0; i < 100; i++)
            Assert.True(await world.Runtime.AskAsync<bool>(other, "answer", TestApp.Patience));
    }

    [Fact]
    public async Task What_other_threads_send_waits_for_the_slice_of_a_restless_process_and_not_for_many()
    {
        const int SliceLength = 128;
        var handled = 0;
        var sentAt = 0;
        var waited = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        World? world = null;
        Pid? other = null;
        using var made = world = new World(1, artel => artel
            .AddHandlers("test:restless", (process, _) =>
            {
                // Once all that came at the start is over.
                if (++handled == 100 * SliceLength)
                {
                    sentAt = handled;
                    var sender = new Thread(() => world!.Runtime.Send(other!, "look"));
                    sender.Start();
                    sender.Join();
                }

                process.Send(process.Pid, "again");
            })
            .AddHandlers("test:other", (_, _) => waited.TrySetResult(handled - sentAt)));
        other = world.Spawn("test:other");
        world.Runtime.Send(world.Spawn("test:restless"), "again");
        Assert.InRange(await waited.Task.WaitAsync(TestApp.Patience), 0, 2 * SliceLength);
    }

    [Fact]
    public async Task A_tree_of_processes_is_walked_branch_by_branch()
    {
        const int Branches = 10;
        const int Depth = 3;
        var most = 0;
        var leaves = 0;
        World? world = null;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var made = world = new World(1, artel => artel.AddHandlers("test:node", (process, message) =>
        {
            var depth = message.GetPayload<int>();
            for (var i = 0; depth > 0 && i < Branches; i++)
                process.Send(process.Spawn("test:node", TestApp.Host), "grow", depth - 1);
            most = Math.Max(most, world!.Runtime.ProcessCount);
            if (depth == 0 && ++leaves == Math.Pow(Branches, Depth))
                done.SetResult();
            process.Exit();
        }));
        world.Runtime.Send(world.Spawn("test:node"), "grow", Depth);
        await done.Task.WaitAsync(TestApp.Patience);

        // All leaves together are a thousand; now and then one of the oldest is taken, which opens a branch before its time.
        Assert.InRange(most, Branches, 30 * Branches);
    }

    [Fact]
    public async Task A_newcomer_has_its_turn_though_newer_ones_never_cease_to_come()
    {
        var breeders = 0;
        var patient = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var world = new World(1, artel => artel
            .AddHandlers("test:breeder", (process, _) =>
            {
                breeders++;
                process.Send(process.Spawn("test:short-lived", TestApp.Host), "end");
                if (!patient.Task.IsCompleted)
                    process.Send(process.Spawn("test:breeder", TestApp.Host), "breed");
                process.Exit();
            })
            .AddHandlers("test:first", static (process, _) =>
            {
                process.Send(process.Spawn("test:short-lived", TestApp.Host), "end");
                process.Send(process.Spawn("test:patient", TestApp.Host), "wait");
                process.Send(process.Spawn("test:breeder", TestApp.Host), "breed");
            })
            .AddHandlers("test:short-lived", static (process, _) => process.Exit())
            .AddHandlers("test:patient", (_, _) => patient.SetResult(breeders)));
        world.Runtime.Send(world.Spawn("test:first"), "begin");
        Assert.InRange(await patient.Task.WaitAsync(TestApp.Patience), 0, 1_000);
    }

    [Fact]
    public async Task Newcomers_do_not_keep_the_only_worker_from_those_that_wait_again()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var balls = 0;
        var breeders = 0;
        using var world = new World(1, artel => artel
            .AddHandlers("test:breeder", (process, _) =>
            {
                breeders++;
                process.Send(process.Spawn("test:short-lived", TestApp.Host), "end");
                process.Send(process.Spawn("test:short-lived", TestApp.Host), "end");
                if (!done.Task.IsCompleted)
                    process.Send(process.Spawn("test:breeder", TestApp.Host), "breed");
                process.Exit();
            })
            .AddHandlers("test:short-lived", static (process, _) => process.Exit())
            .AddHandlers("test:player", (process, message) =>
            {
                if (++balls == 1_000)
                    done.SetResult();
                process.Send(message.From ?? message.GetPayload<Pid>(), "ball");
            }));
        world.Runtime.Send(world.Spawn("test:breeder"), "breed");
        world.Runtime.Send(world.Spawn("test:player"), "ball", world.Spawn("test:player"));
        await done.Task.WaitAsync(TestApp.Patience);
        Assert.InRange(breeders, 1, 10 * balls);
    }

    [Fact]
    public async Task A_process_that_always_has_messages_does_not_keep_the_only_worker_from_others()
    {
        using var world = new World(1, static artel => artel
            .AddHandlers("test:busy", static (process, _) => process.Send(process.Pid, "again"))
            .AddHandlers("test:other", static (_, message) => message.Reply(true)));
        world.Runtime.Send(world.Spawn("test:busy"), "again");
        var other = world.Spawn("test:other");
        for (var i = 0; i < 100; i++)
            Assert.True(await world.Runtime.AskAsync<bool>(other, "answer", TestApp.Patience));
    }

    [Fact]
    public async Task What_code_of_one_process_leaves_on_the_thread_another_does_not_see()
    {
        var ambient = new AsyncLocal<string>();
        using var world = new World(1, artel => artel
            .AddHandlers("test:leaving", (_, message) =>
            {
                ambient.Value = "left";
                SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
                message.Reply(true);
            })
            .AddHandlers("test:looking", (_, message) => message.Reply($"{ambient.Value ?? "nothing"}, {SynchronizationContext.Current?.GetType().Name}")));
        Assert.True(await world.Runtime.AskAsync<bool>(world.Spawn("test:leaving"), "go", TestApp.Patience));
        Assert.Equal("nothing, TurnContext", await world.Runtime.AskAsync<string>(world.Spawn("test:looking"), "go", TestApp.Patience));
    }

    [Fact]
    public async Task The_threads_of_a_runtime_that_has_stopped_end_and_what_is_scheduled_then_still_runs()
    {
        using var world = new World(2, static artel => artel.AddHandlers("test:other", static (_, message) => message.Reply(true)));
        var other = world.Spawn("test:other");
        for (var i = 0; i < 100; i++)
            Assert.True(await world.Runtime.AskAsync<bool>(other, "answer", TestApp.Patience));
        world.Scheduler.Stop();
        AwaitNoWorkers(world);
        Assert.True(await world.Runtime.AskAsync<bool>(other, "answer", TestApp.Patience));
        AwaitNoWorkers(world);
    }

    [Fact]
    public void There_are_no_threads_before_there_is_work()
    {
        using var world = new World(4, static artel => artel.AddHandlers("test:other", static (_, _) => { }));
        Assert.Empty(world.Scheduler.Workers);
    }

    [Fact]
    public async Task A_worker_sleeps_while_there_is_nothing_to_do_and_wakes_for_each_message()
    {
        using var world = new World(2, static artel => artel.AddHandlers("test:other", static (_, message) => message.Reply(true)));
        var other = world.Spawn("test:other");
        for (var i = 0; i < 20; i++)
        {
            Assert.True(await world.Runtime.AskAsync<bool>(other, "answer", TestApp.Patience));
            Assert.True(SpinWait.SpinUntil(() => world.Scheduler.ParkedCount == world.Scheduler.Workers.Length, TestApp.Patience));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000)]
    public void A_number_of_workers_that_can_not_be_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ArtelBuilder(new ServiceCollection()).UseWorkers(count));

    [Fact]
    public void Workers_and_the_thread_pool_together_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new ArtelBuilder(new ServiceCollection()).UseWorkers(2).UseThreadPool());
        Assert.Throws<InvalidOperationException>(() => new ArtelBuilder(new ServiceCollection()).UseThreadPool().UseWorkers(2));
    }

    [Fact]
    public void The_thread_pool_is_used_where_that_is_asked_for() =>
        Assert.Same(ThreadPoolScheduler.Instance, new ArtelBuilder(new ServiceCollection()).UseThreadPool().CreateScheduler());

    private static void AwaitNoWorkers(World world) =>
        Assert.True(SpinWait.SpinUntil(() => world.Scheduler.Workers.Length == 0, TestApp.Patience));

    /// <summary>A runtime with so many workers.</summary>
    private sealed class World : IDisposable
    {
        private readonly ServiceProvider _services;

        public World(int workers, Action<HandlersBuilder> configure)
        {
            var services = new ServiceCollection();
            services.AddSingleton(TimeProvider.System);
            var builder = new ArtelBuilder(services).AddHost(TestApp.Host);
            configure(new HandlersBuilder(builder));
            _services = services.BuildServiceProvider();
            Scheduler = (WorkerScheduler)builder.UseWorkers(workers).CreateScheduler();
            Runtime = builder.Build(_services, Scheduler, defaultMode: SecurityMode.Permissive);
            Runtime.Start();
        }

        public WorkerScheduler Scheduler { get; }

        public ArtelRuntime Runtime { get; }

        public Pid Spawn(string id) => Runtime.Spawn(id, TestApp.Host);

        public void Dispose()
        {
            Runtime.StopAsync(new CancellationToken(canceled: true)).Wait(TestApp.Patience);
            _services.Dispose();
        }
    }

    /// <summary>Adds definitions whose handler is a lambda.</summary>
    private sealed class HandlersBuilder(ArtelBuilder builder)
    {
        public HandlersBuilder AddHandlers(string id, Action<ProcessContext, Message> receive)
        {
            builder.AddDefinition(new ProcessDefinition(id, _ => new Handlers(receive)));
            return this;
        }
    }

    private sealed class Handlers(Action<ProcessContext, Message> receive) : IProcessBehavior
    {
        private ProcessContext _process = null!;

        public BehaviorStep Start(ProcessContext process)
        {
            _process = process;
            return BehaviorStep.Done;
        }

        public BehaviorStep Receive(Message message)
        {
            receive(_process, message);
            return BehaviorStep.Done;
        }

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }
}
