using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Artel.Queues.Sqlite;

/// <summary>
/// The statements on the file, each prepared once. Used by one thread at a time. Every member lets <see cref="SqliteException"/> through: the writer knows
/// what to do then.
/// </summary>
/// <remarks>
/// A message that waits for its time has <c>waits = 1</c> and the time as its <c>place</c>; one that is due has <c>waits = 0</c> and its place in the line,
/// the negative of its priority; among equals the lower <c>seq</c> goes first. What is in flight has no place, and so is not in the index. Since the
/// file belongs to one program, all that is in flight when it is opened was in flight when the last one died.
/// </remarks>
internal sealed class SqliteStore : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<SqliteStatement> _prepared = [];
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _take;
    private readonly SqliteStatement _peek;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _retry;
    private readonly SqliteStatement _release;
    private readonly SqliteStatement _move;
    private readonly SqliteStatement _promote;
    private readonly SqliteStatement _nextDue;
    private readonly SqliteStatement _giveBack;
    private readonly SqliteStatement _count;

    /// <summary>Whether a commit waits for the disk.</summary>
    private bool _syncs;

    /// <param name="connection">The open file, with its tables; the store closes it. Its commits wait for the disk.</param>
    public SqliteStore(SqliteConnection connection)
    {
        _connection = connection;
        _syncs = true;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _insert = Prepare("INSERT INTO message (queue, waits, place, priority, attempts, id, headers, body) VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7)");
        _take = Prepare("UPDATE message SET place = NULL, attempts = attempts + 1 WHERE seq = ?1");
        _peek = Prepare(
            "SELECT seq, priority, attempts, id, headers, body FROM message WHERE queue = ?1 AND waits = 0 AND place IS NOT NULL ORDER BY place, seq LIMIT ?2");
        _delete = Prepare("DELETE FROM message WHERE seq = ?1");
        _retry = Prepare("UPDATE message SET waits = ?2, place = coalesce(?3, -priority), headers = ?4 WHERE seq = ?1");
        _release = Prepare("UPDATE message SET waits = 0, place = -priority, attempts = attempts - 1 WHERE seq = ?1");
        _move = Prepare("UPDATE message SET queue = ?2, waits = 0, place = -priority, attempts = 0, headers = ?3 WHERE seq = ?1");
        _promote = Prepare("UPDATE message SET waits = 0, place = -priority WHERE queue = ?1 AND waits = 1 AND place IS NOT NULL AND place <= ?2");
        _nextDue = Prepare("SELECT min(place) FROM message WHERE queue = ?1 AND waits = 1 AND place IS NOT NULL");
        _giveBack = Prepare("UPDATE message SET waits = 0, place = -priority WHERE place IS NULL");
        _count = Prepare("SELECT queue, waits, count(*) FROM message WHERE place IS NOT NULL GROUP BY queue, waits");
    }

    public string Path => _connection.DataSource;

    /// <summary>Whether SQLite waits for the disk at a commit, by its own word.</summary>
    public bool WaitsForDisk
    {
        get
        {
            using var asked = new SqliteStatement(_connection, "PRAGMA synchronous");
            asked.Step();
            var level = asked.GetInteger(0);
            asked.Reset();
            return level >= 2;
        }
    }

    /// <summary>Gives back what was in flight; its attempts stay counted.</summary>
    public void GiveBackAll() => _giveBack.Run();

    /// <summary>How many messages there are: due, and not due yet. Nothing is in flight.</summary>
    public List<(long Queue, bool Waits, long Count)> CountAll()
    {
        var counts = new List<(long, bool, long)>();
        while (_count.Step())
            counts.Add((_count.GetInteger(0), _count.GetInteger(1) != 0, _count.GetInteger(2)));
        return counts;
    }

    /// <summary>Begins a transaction.</summary>
    /// <param name="syncs">Whether its commit waits for the disk.</param>
    public void Begin(bool syncs)
    {
        if (syncs != _syncs)
        {
            // Not prepared: this pragma does its work while it is compiled, and nothing when it runs.
            SqliteException.ThrowExceptionForRC(
                raw.sqlite3_exec(_connection.Handle, syncs ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"), _connection.Handle);
            _syncs = syncs;
        }

        _begin.Run();
    }

    public void Commit() => _commit.Run();

    /// <summary>Undoes the transaction, if SQLite has not done so by itself.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            _rollback.Run();
    }

    /// <param name="queue">The queue's number.</param>
    /// <param name="message">The message.</param>
    /// <param name="due">When it is due, in milliseconds since 1970; null for at once.</param>
    /// <param name="priority">Its priority.</param>
    public void Insert(long queue, QueueMessage message, long? due, byte priority)
    {
        _insert.Bind(1, queue).Bind(2, due is null ? 0L : 1L).Bind(3, due ?? -(long)priority).Bind(4, (long)priority).Bind(5, message.Id);
        BindHeaders(_insert, 6, message.Headers).Bind(7, message.Body.Span).Run();
    }

    /// <summary>Takes the next messages of a line, and counts the attempt of each; in their order.</summary>
    /// <remarks>Found and then taken one by one: one statement that does both keeps all that it gives back in a table of its own first.</remarks>
    public List<SqliteRow> Take(long queue, int count)
    {
        var rows = Read(queue, count, counted: 1);
        foreach (var row in rows)
            _take.Bind(1, row.Sequence).Run();
        return rows;
    }

    /// <summary>The next messages of a line, which stay where they are; in their order.</summary>
    public List<SqliteRow> Peek(long queue, int count) => Read(queue, count, counted: 0);

    public void Delete(long sequence) => _delete.Bind(1, sequence).Run();

    /// <param name="sequence">Which message.</param>
    /// <param name="due">When it is due, in milliseconds since 1970; null for at once.</param>
    /// <param name="headers">Its headers from now on.</param>
    public void Retry(long sequence, long? due, IReadOnlyDictionary<string, string> headers) =>
        BindHeaders(_retry.Bind(1, sequence).Bind(2, due is null ? 0L : 1L).Bind(3, due), 4, headers).Run();

    public void Release(long sequence) => _release.Bind(1, sequence).Run();

    /// <summary>Moves a message to another queue, as one that was never tried.</summary>
    public void Move(long sequence, long queue, IReadOnlyDictionary<string, string> headers) =>
        BindHeaders(_move.Bind(1, sequence).Bind(2, queue), 3, headers).Run();

    /// <summary>Puts the messages into the line that are due by now; how many they were.</summary>
    public int Promote(long queue, long now) => _promote.Bind(1, queue).Bind(2, now).Run();

    /// <summary>When the next message is due that is not yet; null when there is none.</summary>
    public long? NextDue(long queue)
    {
        _nextDue.Bind(1, queue);
        long? due = _nextDue.Step() && !_nextDue.IsNull(0) ? _nextDue.GetInteger(0) : null;
        _nextDue.Reset();
        return due;
    }

    public void Dispose()
    {
        foreach (var statement in _prepared)
            statement.Dispose();
        _connection.Dispose();
    }

    /// <param name="queue">The queue's number.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="counted">What is added to the attempts.</param>
    private List<SqliteRow> Read(long queue, int count, int counted)
    {
        var rows = new List<SqliteRow>(Math.Min(count, 256));
        _peek.Bind(1, queue).Bind(2, (long)count);
        try
        {
            while (_peek.Step())
            {
                var headers = _peek.IsNull(4) ? SqliteHeaders.None : SqliteHeaders.Read(_peek.GetBytes(4));
                var message = new QueueMessage(_peek.GetText(3), _peek.GetBytes(5).ToArray(), headers) { Priority = (byte)_peek.GetInteger(1) };
                rows.Add(new SqliteRow(_peek.GetInteger(0), message, (int)_peek.GetInteger(2) + counted));
            }
        }
        finally
        {
            // Headers that can't be read leave it in the middle of its rows.
            _peek.Reset();
        }

        return rows;
    }

    private static SqliteStatement BindHeaders(SqliteStatement statement, int parameter, IReadOnlyDictionary<string, string> headers) =>
        SqliteHeaders.Write(headers) is { } bytes ? statement.Bind(parameter, bytes) : statement.BindNull(parameter);

    private SqliteStatement Prepare(string text)
    {
        var statement = new SqliteStatement(_connection, text);
        _prepared.Add(statement);
        return statement;
    }
}

/// <summary>A message as it was taken out of the file.</summary>
/// <param name="Sequence">Its key.</param>
/// <param name="Message">The message.</param>
/// <param name="Attempt">The number of this attempt.</param>
internal readonly record struct SqliteRow(long Sequence, QueueMessage Message, int Attempt);
