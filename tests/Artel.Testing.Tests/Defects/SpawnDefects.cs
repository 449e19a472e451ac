using Artel.Runtime;

namespace Artel.Testing.Tests.Defects;

public sealed class SpawnDefects
{
    [Fact]
    public void A_spawn_whose_queued_message_is_refused_leaves_no_process_and_no_name()
    {
        ErrorKind? kind = null;
        using var host = new ArtelTestHost(1, artel => artel
            .AddDefinition(new ProcessDefinition("bug:portable", static _ => new LambdaBehavior(
                static _ => BehaviorStep.Done, static (_, _) => BehaviorStep.Done, static (_, _) => BehaviorStep.Done))
            {
                NeedsPortablePayloads = true,
            })
            .AddHandlers("bug:spawner", (process, _) =>
            {
                try
                {
                    process.WithContext(new Dictionary<string, object?>())
                        .WithName("name")
                        .WithMessage("m", new object())
                        .Spawn("bug:portable", ArtelTestHost.DefaultHost);
                }
                catch (ProcessException refused)
                {
                    kind = refused.Kind;
                }

                process.Exit();
            }));
        var spawner = host.Spawn("bug:spawner");
        host.Runtime.Send(spawner, "go");
        host.RunUntilIdle();
        Assert.Equal(ErrorKind.Invalid, kind);
        Assert.Empty(host.Leftovers());
    }

    [Fact]
    public void S087_spawn_linked_with_the_name_of_a_process_in_the_middle_of_its_end_joins_or_starts()
    {
        Pid? got = null;
        ProcessContext? spawner = null;
        using var host = new ArtelTestHost(1, artel => artel
            .AddDefinition(new ProcessDefinition("bug:holder", _ => new Stopping(() =>
                got = spawner!.WithContext(new Dictionary<string, object?>()).WithName("name").SpawnLinked("bug:new", ArtelTestHost.DefaultHost))))
            .AddHandlers("bug:new", static (_, _) => { })
            .AddMain("bug:spawner", async process =>
            {
                spawner = process;
                await process.Inbox.ReceiveAsync();
            }));
        host.Spawn("bug:spawner");
        var holder = host.Runtime.SpawnNamed("name", "bug:holder", ArtelTestHost.DefaultHost);
        host.RunUntilIdle();
        host.Runtime.Terminate(holder);
        host.RunUntilIdle();
        Assert.NotNull(got);
    }

    [Fact]
    public void A_process_in_a_full_host_can_be_replaced_when_its_end_is_seen()
    {
        using var host = new ArtelTestHost(1, artel => artel
            .AddHost("bug:small", static options => options.MaxProcesses = 1)
            .AddHandlers("bug:worker", static (process, _) => process.Exit()));
        var first = host.Runtime.Spawn("bug:worker", "bug:small");
        var restarter = new Restarter(() => host.Runtime.Spawn("bug:worker", "bug:small"));
        ((Cell)first.Route!).Post(new ObserveSignal(restarter));
        host.Runtime.Send(first, "end");
        host.RunUntilIdle();
        Assert.Null(restarter.Error);
    }

    [Fact]
    public void A_behaviour_that_is_not_needed_and_fails_to_stop_leaves_no_process()
    {
        Action? atCreate = null;
        using var host = new ArtelTestHost(1, artel => artel
            .AddDefinition(new ProcessDefinition("bug:loser", _ =>
            {
                atCreate?.Invoke();
                return new Stopping(static () => throw new InvalidOperationException("stop"));
            }))
            .AddHandlers("bug:winner", static (process, _) => process.Exit()));
        Pid? winner = null;
        atCreate = () => winner ??= host.Runtime.SpawnNamed("name", "bug:winner", ArtelTestHost.DefaultHost);
        Assert.ThrowsAny<Exception>(() => host.Runtime.SpawnNamed("name", "bug:loser", ArtelTestHost.DefaultHost));
        host.Runtime.Send(winner, "end");
        host.RunUntilIdle();
        Assert.Empty(host.Leftovers());
    }

    private sealed class Stopping(Action stop) : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process) => BehaviorStep.Done;

        public BehaviorStep Receive(Message message) => BehaviorStep.Done;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.Done;

        public void Stop() => stop();
    }

    private sealed class Restarter(Action restart) : ExitObserver
    {
        public Exception? Error { get; private set; }

        public override void OnExit(Pid pid, ProcessResult result) => Error = Record.Exception(restart);
    }
}
