using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// Knows which feed holds the oldest message, without a look at each of them. It learns of a feed when that holds something, and finds out that
/// its messages were received only when it comes first. In the process's turn only.
/// </summary>
internal struct OldestOfFeeds
{
    private PriorityQueue<MessageFeed, long>? _byArrival;

    /// <summary>The feed holds a message.</summary>
    public void Note(MessageFeed feed)
    {
        if (feed.IsNoted)
            return;
        feed.IsNoted = true;
        (_byArrival ??= new()).Enqueue(feed, feed.Oldest.Arrival);
    }

    /// <summary>The oldest message of all feeds that are still in use; null for none.</summary>
    public readonly (long Arrival, Message? Message) Find()
    {
        while (_byArrival is not null && _byArrival.TryPeek(out var feed, out var arrival))
        {
            var oldest = feed.IsLeft ? default : feed.Oldest;
            if (oldest.Message is null)
            {
                _byArrival.Dequeue();
                feed.IsNoted = false;
            }
            else if (oldest.Arrival == arrival)
            {
                return oldest;
            }
            else
            {
                _byArrival.DequeueEnqueue(feed, oldest.Arrival);
            }
        }

        return default;
    }
}
