namespace Artel.Testing.Tests;

/// <summary>What an ask allocates, to the byte; with permissions as an application has them by default, and on one thread.</summary>
public sealed class AskCosts
{
    private const int Times = 1_000;

    /// <summary>The request, the slot and the answer together.</summary>
    private const int MostBytes = 160;

    [Fact]
    public void An_ask_between_processes_allocates_at_most_160_bytes()
    {
        using var host = new ArtelTestHost(1, static artel => artel
            .AddDefinition(new ProcessDefinition("costs:echo", static _ => new LambdaBehavior(
                static _ => BehaviorStep.Done,
                static (_, message) => BehaviorStep.Answer(message, message.GetPayload<int>()),
                static (_, _) => BehaviorStep.NotHandled)))
            .AddDefinition(new ProcessDefinition("costs:asker", static _ =>
            {
                ProcessContext? self = null;
                return new LambdaBehavior(
                    process =>
                    {
                        self = process;
                        return BehaviorStep.Done;
                    },
                    (_, message) => BehaviorStep.From(AskAllAsync(self!, message.GetPayload<Pid>())),
                    static (_, _) => BehaviorStep.NotHandled);
            })));
        var echo = host.Spawn("costs:echo");
        var asker = host.Spawn("costs:asker");
        AskAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        AskAll();
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
        Assert.InRange(each, 1, MostBytes);
        Assert.Equal(0, host.Time.ArmedTimers);

        void AskAll()
        {
            host.Runtime.Send(asker, "go", echo);
            host.RunUntilIdle();
        }
    }

    [Fact]
    public void More_asks_than_a_slot_has_versions_get_their_answers()
    {
        using var host = new ArtelTestHost(1, static artel => artel
            .AddHandlers("costs:echo", static (_, message) => message.Reply(message.GetPayload<int>()))
            .AddMain("costs:asker", static async (process, arguments) =>
            {
                var right = 0;
                for (var i = 0; i < 2 * ushort.MaxValue; i++)
                    right += await process.AskAsync<int, int>(arguments.Get<Pid>(0, "echo"), "echo", i) == i ? 1 : 0;
                return right;
            }));
        var asked = host.Runtime.ExecAsync<int>("costs:asker", ArtelTestHost.DefaultHost, host.Spawn("costs:echo"));
        Assert.Equal(2 * ushort.MaxValue, host.RunUntil(asked));
        Assert.Equal(0, host.Time.ArmedTimers);
    }

    private static async Task AskAllAsync(ProcessContext process, Pid echo)
    {
        var right = 0;
        for (var i = 0; i < Times; i++)
            right += await process.AskAsync<int, int>(echo, "echo", i) == i ? 1 : 0;
        Assert.Equal(Times, right);
    }
}
