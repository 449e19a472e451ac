namespace Artel.Queues.Sqlite;

/// <summary>What the writer knows of a queue without asking the file. Touched by the writer alone, but for what never changes.</summary>
internal sealed class SqliteQueue(QueueDeclaration declaration, long number)
{
    private readonly List<SqliteSubscription> _subscriptions = [];

    /// <summary>Whose turn is next, so that subscriptions share the messages.</summary>
    private int _turn;

    public QueueDeclaration Declaration => declaration;

    /// <summary>The queue's number in the file.</summary>
    public long Number => number;

    /// <summary>Where its dead letters go; set before it is used.</summary>
    public SqliteQueue? DeadLetters { get; set; }

    /// <summary>How many messages are in the line.</summary>
    public long Ready { get; set; }

    /// <summary>How many are not due yet.</summary>
    public long Delayed { get; set; }

    /// <summary>How many are in flight.</summary>
    public long Taken { get; set; }

    /// <summary>When the next one is due that is not yet, in milliseconds since 1970; null for none.</summary>
    public long? NextDue { get; set; }

    /// <summary>Whether somebody may have to be served.</summary>
    public bool HasChanged { get; set; }

    public QueueStatistics Statistics => new(Ready + Delayed + Taken, Ready, _subscriptions.Count);

    public bool IsFull => Ready + Delayed + Taken >= declaration.MaxLength;

    public IReadOnlyList<SqliteSubscription> Subscriptions => _subscriptions;

    public void Add(SqliteSubscription subscription) => _subscriptions.Add(subscription);

    public bool Remove(SqliteSubscription subscription) => _subscriptions.Remove(subscription);

    /// <summary>A message is due later.</summary>
    public void NoteDue(long due) => NextDue = NextDue is { } next && next < due ? next : due;

    /// <summary>How many messages are waited for and may be had.</summary>
    public int Demand()
    {
        var demand = 0;
        foreach (var subscription in _subscriptions)
            demand += subscription.Demand;
        return (int)Math.Min(demand, Ready);
    }

    /// <summary>The next subscription in turn that waits and may have a message.</summary>
    public SqliteSubscription NextWaiting()
    {
        while (true)
        {
            var next = _subscriptions[_turn++ % _subscriptions.Count];
            if (next.Demand > 0)
                return next;
        }
    }

    /// <summary>Forgets what it knows: the file is asked again.</summary>
    public void Reset()
    {
        (Ready, Delayed, Taken, NextDue, HasChanged) = (0, 0, 0, null, true);
        _subscriptions.Clear();
    }
}
