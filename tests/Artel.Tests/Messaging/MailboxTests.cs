using Artel.Messaging;

namespace Artel.Tests.Messaging;

public sealed class MailboxTests
{
    [Fact]
    public void It_gives_in_order_what_came_and_wakes_a_sleeping_owner_once()
    {
        var head = default(MailboxHead);
        var mailbox = default(Mailbox);
        Assert.Equal(MailboxPush.Queued, head.Push(Note("a")));
        Assert.Equal(MailboxPush.Queued, head.Push(Note("b")));
        Assert.False(mailbox.TrySleep(ref head));
        Assert.Equal(["a", "b"], Drain(ref head, ref mailbox));
        Assert.True(mailbox.TrySleep(ref head));
        Assert.Equal(MailboxPush.WakeOwner, head.Push(Note("c")));
        Assert.Equal(MailboxPush.Queued, head.Push(Note("d")));
        Assert.Equal(["c", "d"], Drain(ref head, ref mailbox));
    }

    [Fact]
    public void A_closed_one_gives_back_what_it_held_and_refuses_the_rest()
    {
        var head = default(MailboxHead);
        var mailbox = default(Mailbox);
        head.Push(Note("a"));
        head.Push(Note("b"));
        Assert.True(mailbox.TryPop(ref head, out _));
        head.Push(Note("c"));
        var rest = new List<string>();
        for (var envelope = mailbox.Close(ref head); envelope is not null; envelope = envelope.Next)
            rest.Add(((Message)envelope).Topic);
        Assert.Equal(["b", "c"], rest);
        Assert.Equal(MailboxPush.Closed, head.Push(Note("d")));
        Assert.True(head.IsClosed);
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
                box.Head.Push(Message<(int, int)>.Make("m", null, (p, i)));
        })).ToArray();

        while (total < producers * each)
        {
            if (!box.Mailbox.TryPop(ref box.Head, out var envelope))
            {
                Thread.Yield();
                continue;
            }

            var (producer, number) = ((Message)envelope).GetPayload<(int, int)>();
            Assert.Equal(seen[producer]++, number);
            total++;
        }

        await Task.WhenAll(threads);
        Assert.False(box.Mailbox.TryPop(ref box.Head, out _));
    }

    private static EmptyMessage Note(string topic) => EmptyMessage.Make(topic, null);

    private static List<string> Drain(ref MailboxHead head, ref Mailbox mailbox)
    {
        var topics = new List<string>();
        while (mailbox.TryPop(ref head, out var envelope))
            topics.Add(((Message)envelope).Topic);
        return topics;
    }

    private sealed class Box
    {
        public MailboxHead Head;

        public Mailbox Mailbox;
    }
}
