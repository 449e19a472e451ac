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
