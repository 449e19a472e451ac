using Artel.Messaging;
using Artel.Runtime;

namespace Artel.Tests.Runtime;

/// <summary>How a process finds who listens to a topic, and which message is the oldest that nobody received, however many listen.</summary>
public sealed class TopicListenersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1000)]
    public void S014_each_topic_has_its_own_listener_until_it_is_taken_out(int count)
    {
        var listeners = new TopicListeners();
        var feeds = Enumerable.Range(0, count).Select(static i => new Feed("topic" + i)).ToList();
        foreach (var feed in feeds)
            listeners.Add(feed);

        Assert.All(feeds, feed => Assert.Same(feed, listeners.Find(new string(feed.Topic))));
        Assert.Equal(feeds.ToHashSet<MessageFeed>(), listeners.All.ToHashSet());
        Assert.Null(listeners.Find("topic" + count));
        Assert.Null(listeners.Remove(new Feed("topic0").Source));

        Assert.Same(feeds[count / 2], listeners.Remove(feeds[count / 2].Source));
        Assert.Null(listeners.Find(feeds[count / 2].Topic!));
        Assert.Null(listeners.Remove(feeds[count / 2].Source));
        Assert.Equal(count - 1, listeners.All.Count());

        var again = new Feed(feeds[count / 2].Topic!);
        listeners.Add(again);
        Assert.Same(again, listeners.Find(again.Topic!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1000)]
    public void However_many_there_are_a_few_are_looked_at(int count)
    {
        var listeners = new TopicListeners();
        var feeds = Enumerable.Range(0, count).Select(static i => new Feed("topic" + i)).ToList();
        feeds.ForEach(listeners.Add);
        var before = feeds.Sum(static feed => feed.Looks);
        Assert.Null(listeners.Remove(new Feed("none").Source));
        Assert.InRange(feeds.Sum(static feed => feed.Looks) - before, 0, 8);
    }

    [Fact]
    public void The_oldest_message_is_found_as_if_all_feeds_were_looked_at()
    {
        var random = new Random(1);
        var feeds = Enumerable.Range(0, 20).Select(static i => new Feed("topic" + i)).ToList();
        var oldest = new OldestOfFeeds();
        var arrival = 0L;
        for (var step = 0; step < 5000; step++)
        {
            var feed = feeds[random.Next(feeds.Count)];
            if (random.Next(40) == 0)
            {
                feed.IsLeft = true;
                feeds[feeds.IndexOf(feed)] = feed = new Feed(feed.Topic!);
            }

            if (random.Next(2) == 0)
            {
                feed.Deliver(++arrival, EmptyMessage.Make("topic", null));
                oldest.Note(feed);
            }
            else
            {
                feed.Receive();
            }

            if (random.Next(3) == 0)
            {
                var expected = feeds.Select(static one => one.Oldest).Where(static one => one.Message is not null).OrderBy(static one => one.Arrival).FirstOrDefault();
                Assert.Equal(expected, oldest.Find());
            }
        }
    }

    private sealed class Feed(string topic) : MessageFeed(topic)
    {
        private readonly ProcessChannel<int> _channel = new(null, 0);

        /// <summary>How often its channel was asked for.</summary>
        public int Looks { get; private set; }

        public override string What => "messages";

        public override ProcessChannel Source
        {
            get
            {
                Looks++;
                return _channel;
            }
        }

        public void Receive() => NoteReceived();

        protected override void OnReceived(Message message) { }

        protected override bool TryDeliver(Message message) => false;
    }
}
