namespace Artel.Tests.Scheduling;

/// <summary>What sending takes of the heap: bytes do not depend on the machine, nor on what else it does.</summary>
public sealed class AllocationTests
{
    private const int Sends = 1_000;

    /// <summary>A message without payload: two words of every object, topic, sender, the next in the mailbox, and a word of notes.</summary>
    private const int MessageBytes = 6 * 8;

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task A_send_allocates_the_message_and_nothing_else(int payloadBytes)
    {
        await using var app = new TestApp().Idle().Handlers("test:sender", (process, message) =>
        {
            var sink = message.GetPayload<Pid>();
            Send(process, sink, payloadBytes > 0, Sends);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Send(process, sink, payloadBytes > 0, Sends);
            message.Reply(GC.GetAllocatedBytesForCurrentThread() - before);
            return BehaviorStep.Done;
        });
        var sender = app.Spawn("test:sender");
        var allocated = await app.Runtime.AskAsync<Pid, long>(sender, "go", app.Spawn("test:idle"), Timeout.InfiniteTimeSpan).AsTask().WaitAsync(TestApp.Patience);

        // One time or another the receiver sleeps and is woken; what a queue grows by then is not a send's.
        Assert.InRange(allocated, (MessageBytes + payloadBytes) * Sends, ((MessageBytes + payloadBytes) * Sends) + 10_000);
    }

    [Fact]
    public async Task The_arguments_of_a_spawn_take_nothing_of_the_heap()
    {
        await using var app = new TestApp().Idle().Handlers("test:parent", static (process, message) =>
        {
            // The tables that know the processes grow now and then: the least of some times is what the spawns take.
            message.Reply((With: Least(() => SpawnAll(process, withArguments: true)), Without: Least(() => SpawnAll(process, withArguments: false))));
            return BehaviorStep.Done;
        });
        var (with, without) = await app.Runtime.AskAsync<(long With, long Without)>(app.Spawn("test:parent"), "go", Timeout.InfiniteTimeSpan)
            .AsTask().WaitAsync(TestApp.Patience);

        // What the pool of threads takes for itself is less than a word for each.
        Assert.InRange(with, without - (8 * Sends), without + (8 * Sends));
    }

    private static long Least(Func<long> bytes) => Enumerable.Range(0, 6).Min(_ => bytes());

    /// <summary>Starts many; gives the bytes that they took.</summary>
    private static long SpawnAll(ProcessContext process, bool withArguments)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Sends; i++)
        {
            if (withArguments)
                process.Spawn("test:idle", TestApp.Host, process.Pid, "second");
            else
                process.Spawn("test:idle", TestApp.Host);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Send(ProcessContext process, Pid sink, bool withPayload, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (withPayload)
                process.Send(sink, "number", (long)i);
            else
                process.Send(sink, "nothing");
        }
    }
}
