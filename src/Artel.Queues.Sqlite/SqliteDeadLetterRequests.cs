namespace Artel.Queues.Sqlite;

/// <summary>Somebody looks at the next messages of a queue.</summary>
internal sealed class SqlitePeek(SqliteQueue queue, int count)
    : TaskCompletionSource<IReadOnlyList<QueueMessage>>(TaskCreationOptions.RunContinuationsAsynchronously), ISqliteRequest
{
    public void Run(SqliteWriter writer) => TrySetResult([.. writer.Store.Peek(queue.Number, count).Select(static row => row.Message)]);

    public void Complete() { }

    public void Fail(ProcessException error) => TrySetException(error);
}

/// <summary>Dead letters go back to their queues: one statement moves each, so that it is in one of the two at every moment, also in a crash.</summary>
internal sealed class SqliteRequeue(SqliteQueue deadLetters, int count, Func<string, SqliteQueue?> find)
    : TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously), ISqliteRequest
{
    private int _moved;

    public bool Syncs => true;

    public void Run(SqliteWriter writer)
    {
        foreach (var row in writer.Store.Peek(deadLetters.Number, count))
        {
            if (FailedMessages.OriginOf(row.Message) is not { } origin || find(origin) is not { IsFull: false } queue || queue == deadLetters)
                continue;
            writer.Store.Move(row.Sequence, queue.Number, row.Message.ToRequeued().Headers);
            deadLetters.Ready--;
            SqliteWriter.NoteAdded(queue, due: null);
            _moved++;
        }
    }

    public void Complete() => TrySetResult(_moved);

    public void Fail(ProcessException error) => TrySetException(error);
}
