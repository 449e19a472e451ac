using CsCheck;

namespace Artel.Tests.Messaging;

public sealed class ChannelTests
{
    [Fact]
    public async Task A_receiver_that_waits_gets_the_next_value()
    {
        var channel = new ProcessChannel<int>(null, 0);
        var waiting = channel.ReceiveAsync();
        Assert.False(waiting.IsCompleted);
        Assert.True(channel.TrySend(7));
        Assert.Equal(new Received<int>(7, true), await waiting);
    }

    [Fact]
    public async Task S145_waiting_receivers_are_served_first_come_first_served()
    {
        var channel = new ProcessChannel<int>(null, 0);
        var first = channel.ReceiveAsync();
        var second = channel.ReceiveAsync();
        channel.TrySend(1);
        channel.TrySend(2);
        Assert.Equal(1, (await first).Value);
        Assert.Equal(2, (await second).Value);
    }

    [Fact]
    public void One_receiver_that_waits_again_and_again_takes_nothing_of_the_heap()
    {
        var channel = new ProcessChannel<string>(null, 0);
        WaitAndReceive(channel);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            WaitAndReceive(channel);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void WaitAndReceive(ProcessChannel<string> channel)
        {
            var waiting = channel.ReceiveAsync();
            Assert.True(channel.TrySend("value"));
            Assert.True(waiting.GetAwaiter().GetResult() is { Ok: true, Value: "value" });
        }
    }

    [Fact]
    public async Task Receivers_that_wait_beside_each_other_never_share_a_wait()
    {
        var channel = new ProcessChannel<int>(null, 0);
        for (var round = 0; round < 3; round++)
        {
            var first = channel.ReceiveAsync();
            var second = channel.ReceiveAsync();
            var third = channel.ReceiveAsync();
            channel.TrySend(1);
            channel.TrySend(2);
            Assert.Equal(2, (await second).Value);
            var fourth = channel.ReceiveAsync();
            channel.TrySend(3);
            channel.TrySend(4);
            Assert.Equal((1, 3, 4), ((await first).Value, (await third).Value, (await fourth).Value));
        }
    }

    [Fact]
    public async Task What_a_receive_gives_is_awaited_once()
    {
        var channel = new ProcessChannel<int>(null, 0);
        var waiting = channel.ReceiveAsync();
        channel.TrySend(1);
        Assert.Equal(1, (await waiting).Value);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await waiting);

        // Nor does it get what the next one gets.
        var next = channel.ReceiveAsync();
        channel.TrySend(2);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await waiting);
        Assert.Equal(2, (await next).Value);
    }

    [Fact]
    public async Task A_token_that_fires_after_its_receive_ends_no_later_one()
    {
        using var late = new CancellationTokenSource();
        var channel = new ProcessChannel<int>(null, 0);
        var first = channel.ReceiveAsync(late.Token);
        channel.TrySend(1);
        Assert.Equal(1, (await first).Value);
        var second = channel.ReceiveAsync();
        late.Cancel();
        Assert.False(second.IsCompleted);
        channel.TrySend(2);
        Assert.Equal(2, (await second).Value);
    }

    [Fact]
    public void A_token_that_fired_when_its_receive_was_done_ends_no_later_one()
    {
        using var late = new CancellationTokenSource();
        var turn = new LaterContext();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(turn);
        try
        {
            var channel = new ProcessChannel<int>(null, 0);
            var first = channel.ReceiveAsync(late.Token);
            var other = new Thread(late.Cancel);
            other.Start();
            other.Join();
            channel.TrySend(1);
            Assert.Equal(1, Read(first));
            var second = channel.ReceiveAsync();
            Assert.Equal(1, turn.RunAll());
            Assert.False(second.IsCompleted);
            channel.TrySend(2);
            Assert.Equal(2, Read(second));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        static int Read(ValueTask<Received<int>> waiting) =>
            waiting.IsCompleted ? waiting.Result.Value : throw new InvalidOperationException("It still waits.");
    }

    [Fact]
    public async Task A_sender_waits_when_the_channel_is_full()
    {
        var channel = new ProcessChannel<int>(null, 1);
        await channel.SendAsync(1);
        var waiting = channel.SendAsync(2);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, (await channel.ReceiveAsync()).Value);
        await waiting;
        Assert.Equal(2, (await channel.ReceiveAsync()).Value);
    }

    [Fact]
    public async Task Closing_ends_receivers_and_fails_senders_that_wait()
    {
        var empty = new ProcessChannel<int>(null, 0);
        var receiver = empty.ReceiveAsync();
        empty.Close();
        empty.Close();
        Assert.False((await receiver).Ok);

        var full = new ProcessChannel<int>(null, 0);
        var sender = full.SendAsync(1);
        full.Close();
        Assert.Equal("send on closed channel", (await Assert.ThrowsAsync<ProcessException>(async () => await sender)).Message);
        Assert.Throws<ProcessException>(() => full.TrySend(2));
    }

    [Fact]
    public async Task A_cancelled_receive_takes_no_value()
    {
        var channel = new ProcessChannel<int>(null, 1);
        using var cancel = new CancellationTokenSource();
        var waiting = channel.ReceiveAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await waiting);
        channel.TrySend(5);
        Assert.Equal(5, (await channel.ReceiveAsync()).Value);
    }

    [Fact]
    public void Any_sequence_of_sends_receives_and_closes_keeps_the_order_and_loses_nothing()
    {
        // Operations: 0..5 send, 6..9 receive, 10 close; the model is a queue of what was sent and not received.
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 10].Array[0, 60]).Sample((capacity, operations) =>
        {
            var channel = new ProcessChannel<int>(null, capacity);
            var receives = new List<Task<Received<int>>>();
            var sends = new List<Task>();
            var sent = 0;
            foreach (var operation in operations)
            {
                if (operation == 10)
                    channel.Close();
                else if (operation >= 6)
                    receives.Add(channel.ReceiveAsync().AsTask());
                else if (!channel.IsClosed)
                    sends.Add(channel.SendAsync(sent++).AsTask());
            }

            var received = receives.Where(static r => r.IsCompletedSuccessfully && r.Result.Ok).Select(static r => r.Result.Value).ToList();
            var refused = sends.Count(static s => s.IsFaulted);
            var waiting = sends.Count(static s => !s.IsCompleted);
            return received.SequenceEqual(Enumerable.Range(0, received.Count))
                && received.Count + channel.Count + refused + waiting == sent
                && channel.Count <= capacity;
        });
    }

    /// <summary>Runs what is posted when it is told to.</summary>
    private sealed class LaterContext : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

        public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

        public int RunAll()
        {
            var count = 0;
            for (; _posted.TryDequeue(out var posted); count++)
                posted.Callback(posted.State);
            return count;
        }
    }
}
