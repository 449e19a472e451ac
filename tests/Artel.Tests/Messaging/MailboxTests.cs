using Artel.Messaging;

namespace Artel.Tests.Messaging;

public sealed class MailboxTests
{
    [Fact]
    public void It_gives_in_order_what_came_and_wakes_a_sleeping_owner_once()
    {
        var mailbox = Mailbox.Awake;
        Assert.Equal(MailboxPush.Queued, mailbox.Push(Note("a")));
        Assert.Equal(MailboxPush.Queued, mailbox.Push(Note("b")));
        Assert.False(mailbox.TrySleep());
        Assert.Equal(["a", "b"], Drain(ref mailbox));
        Assert.True(mailbox.TrySleep());
        Assert.Equal(MailboxPush.WakeOwner, mailbox.Push(Note("c")));
        Assert.Equal(MailboxPush.Queued, mailbox.Push(Note("d")));
        Assert.Equal(["c", "d"], Drain(ref mailbox));
    }

    [Fact]
    public void A_closed_one_gives_back_what_it_held_and_refuses_the_rest()
    {
        var mailbox = Mailbox.Awake;
        mailbox.Push(Note("a"));
        mailbox.Push(Note("b"));
        Assert.True(mailbox.TryPop(out _));
        mailbox.Push(Note("c"));
        var rest = new List<string>();
        for (var envelope = mailbox.Close(); envelope is not null; envelope = envelope.Next)
            rest.Add(((Message)envelope).Topic);
        Assert.Equal(["b", "c"], rest);
        Assert.Equal(MailboxPush.Closed, mailbox.Push(Note("d")));
        Assert.True(mailbox.IsClosed);
    }

    [Fact]
    public async Task Many_producers_lose_nothing_and_each_keeps_its_order()
    {
        const int producers = 4;
        const int each = 20_000;
        var box = new Box();
        var seen = new int[producers];
        var total = 0;
        var threads = Enumerable.Range(0, producers).Select(p => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
                box.Mailbox.Push(new Message<(int, int)>("m", null, (p, i)));
        })).ToArray();

        while (total < producers * each)
        {
            if (!box.Mailbox.TryPop(out var envelope))
            {
                Thread.Yield();
                continue;
            }

            var (producer, number) = ((Message)envelope).GetPayload<(int, int)>();
            Assert.Equal(seen[producer]++, number);
            total++;
        }

        await Task.WhenAll(threads);
        Assert.False(box.Mailbox.TryPop(out _));
    }

    private static EmptyMessage Note(string topic) => new(topic, null);

    private static List<string> Drain(ref Mailbox mailbox)
    {
        var topics = new List<string>();
        while (mailbox.TryPop(out var envelope))
            topics.Add(((Message)envelope).Topic);
        return topics;
    }

    private sealed class Box
    {
        public Mailbox Mailbox = Mailbox.Awake;
    }
}
