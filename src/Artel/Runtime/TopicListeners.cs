namespace Artel.Runtime;

/// <summary>
/// The topics that a process listens to, each with its feed. A few are looked through; many, which a program may make of what comes to it,
/// are found by their text. In the process's turn only.
/// </summary>
internal struct TopicListeners
{
    private const int Few = 8;

    private List<MessageFeed>? _few;
    private Dictionary<string, MessageFeed>? _byTopic;
    private Dictionary<ProcessChannel, MessageFeed>? _bySource;

    /// <summary>All feeds, in no order.</summary>
    public readonly IEnumerable<MessageFeed> All => (IEnumerable<MessageFeed>?)_byTopic?.Values ?? _few ?? [];

    /// <summary>The feed of a topic; null where nobody listens to it.</summary>
    public readonly MessageFeed? Find(string topic)
    {
        if (_byTopic is not null)
            return _byTopic.GetValueOrDefault(topic);
        if (_few is null)
            return null;
        foreach (var feed in _few)
        {
            if (feed.Topic == topic)
                return feed;
        }

        return null;
    }

    /// <summary>Adds the feed of a topic that has none.</summary>
    public void Add(MessageFeed feed)
    {
        if (_byTopic is null)
        {
            _few ??= [];
            if (_few.Count < Few)
            {
                _few.Add(feed);
                return;
            }

            _byTopic = _few.ToDictionary(static one => one.Topic!);
            _bySource = _few.ToDictionary(static one => one.Source);
            _few = null;
        }

        _byTopic.Add(feed.Topic!, feed);
        _bySource!.Add(feed.Source, feed);
    }

    /// <summary>Takes out the feed of a channel; null if it is none of them.</summary>
    public readonly MessageFeed? Remove(ProcessChannel source)
    {
        if (_byTopic is not null)
        {
            if (!_bySource!.Remove(source, out var found))
                return null;
            _byTopic.Remove(found.Topic!);
            return found;
        }

        var index = _few?.FindIndex(feed => ReferenceEquals(feed.Source, source)) ?? -1;
        if (index < 0)
            return null;
        var removed = _few![index];
        _few.RemoveAt(index);
        return removed;
    }
}
