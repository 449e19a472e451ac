namespace Artel.Queues.Memory;

/// <content>What is looked at without being taken, and dead letters that go back.</content>
internal sealed partial class MemoryQueue
{
    /// <summary>The next messages in the line, which stay there.</summary>
    public IReadOnlyList<QueueMessage> Peek(int count)
    {
        lock (_gate)
        {
            return [.. _returned.UnorderedItems.Select(static item => item.Element)
                .Concat(_lines.SelectMany(line => line.Take(count)))
                .OrderByDescending(static entry => entry.Priority).ThenBy(static entry => entry.Sequence)
                .Take(count)
                .Select(static entry => entry.Message)];
        }
    }

    /// <summary>Moves dead letters back to where they come from; how many.</summary>
    public int Requeue(int count, Func<string, MemoryQueue?> find)
    {
        List<MemoryEntry> taken = [];
        lock (_gate)
        {
            while (taken.Count < count && TryTake(out var entry))
                taken.Add(entry);
        }

        // In neither line for a moment; they count to this queue until they are in the other one.
        var moved = 0;
        List<MemoryEntry> staying = [];
        foreach (var entry in taken)
        {
            if (FailedMessages.OriginOf(entry.Message) is { } origin && find(origin) is { } queue && !ReferenceEquals(queue, this) && queue.TryPublish(entry.Message.ToRequeued()))
                moved++;
            else
                staying.Add(entry with { Attempts = entry.Attempts - 1 });
        }

        lock (_gate)
        {
            _count -= moved;
            foreach (var entry in staying)
                GiveBack(entry);
            Serve();
        }

        return moved;
    }

    private bool TryPublish(QueueMessage message)
    {
        lock (_gate)
        {
            if (_count >= Declaration.MaxLength)
                return false;
            Add(message);
            return true;
        }
    }
}
