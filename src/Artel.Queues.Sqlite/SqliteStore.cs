using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Artel.Queues.Sqlite;

/// <summary>
/// The file and its statements, each prepared once. Used by one thread at a time. Every member but <see cref="Open"/> lets <see cref="SqliteException"/>
/// through: the writer knows what to do then.
/// </summary>
/// <remarks>
/// A message that waits for its time has <c>waits = 1</c> and the time as its <c>place</c>; one that is due has <c>waits = 0</c> and its place in the line,
/// the negative of its priority; among equals the lower <c>seq</c> goes first. What is in flight has no place, and so is not in the index. Since the
/// file belongs to one program, all that is in flight when it is opened was in flight when the last one died.
/// </remarks>
internal sealed class SqliteStore : IDisposable
{
    /// <summary>"Artl": whose database it is.</summary>
    private const int ApplicationId = 0x4172746C;

    private const int FormatVersion = 1;

    private const int LockPatience = 5;

    private const string Schema = """
        CREATE TABLE queue (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
        CREATE TABLE message (
            seq INTEGER PRIMARY KEY,
            queue INTEGER NOT NULL,
            waits INTEGER NOT NULL,
            place INTEGER,
            priority INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            id TEXT NOT NULL,
            headers BLOB,
            body BLOB NOT NULL);
        CREATE INDEX line ON message (queue, waits, place) WHERE place IS NOT NULL;
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _take;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _retry;
    private readonly SqliteCommand _release;
    private readonly SqliteCommand _bury;
    private readonly SqliteCommand _promote;
    private readonly SqliteCommand _nextDue;

    /// <summary>Whether a commit waits for the disk.</summary>
    private bool _syncs;

    private SqliteStore(SqliteConnection connection)
    {
        _connection = connection;
        _syncs = true;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _insert = Prepare(
            "INSERT INTO message (queue, waits, place, priority, attempts, id, headers, body) VALUES ($queue, $waits, $place, $priority, 0, $id, $headers, $body)",
            "$queue", "$waits", "$place", "$priority", "$id", "$headers", "$body");
        _take = Prepare(
            """
            UPDATE message SET place = NULL, attempts = attempts + 1
            WHERE seq IN (SELECT seq FROM message WHERE queue = $queue AND waits = 0 AND place IS NOT NULL ORDER BY place, seq LIMIT $count)
            RETURNING seq, priority, attempts, id, headers, body
            """,
            "$queue", "$count");
        _delete = Prepare("DELETE FROM message WHERE seq = $seq", "$seq");
        _retry = Prepare(
            "UPDATE message SET waits = $waits, place = coalesce($place, -priority), headers = $headers WHERE seq = $seq", "$waits", "$place", "$headers", "$seq");
        _release = Prepare("UPDATE message SET waits = 0, place = -priority, attempts = attempts - 1 WHERE seq = $seq", "$seq");
        _bury = Prepare(
            "UPDATE message SET queue = $queue, waits = 0, place = -priority, attempts = 0, headers = $headers WHERE seq = $seq", "$queue", "$headers", "$seq");
        _promote = Prepare(
            "UPDATE message SET waits = 0, place = -priority WHERE queue = $queue AND waits = 1 AND place IS NOT NULL AND place <= $now", "$queue", "$now");
        _nextDue = Prepare("SELECT min(place) FROM message WHERE queue = $queue AND waits = 1 AND place IS NOT NULL", "$queue");
    }

    /// <summary>Opens the file, or makes it: readable by its owner alone.</summary>
    /// <exception cref="ProcessException">UNAVAILABLE: another program has it, or it can't be reached. INVALID: it is something else, or damaged.</exception>
    /// <param name="path">The file.</param>
    /// <param name="queues">The ids of the queues.</param>
    /// <param name="lockPatience">How long to wait for another program that has the file, in seconds: it may be about to end.</param>
    /// <param name="mostPages">How many pages of 4 KiB the file may have; null for as many as there is room for.</param>
    /// <returns>The store, and the numbers by which messages name their queues.</returns>
    public static (SqliteStore Store, Dictionary<string, long> Numbers) Open(
        string path, IEnumerable<string> queues, int lockPatience = LockPatience, int? mostPages = null)
    {
        SqliteConnection? connection = null;
        try
        {
            Create(path);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = lockPatience,
            }.ToString());
            connection.Open();

            // Exclusive before anything is read: then there is no file of shared memory, and no lock to take for each transaction.
            Run(connection, "PRAGMA locking_mode = EXCLUSIVE");
            Run(connection, "PRAGMA journal_mode = WAL");
            Run(connection, "PRAGMA synchronous = FULL");
            if (mostPages is { } most)
                Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {most}"));
            Run(connection, "BEGIN EXCLUSIVE");
            Recognise(connection, path);
            var numbers = queues.ToDictionary(static queue => queue, queue => NumberOf(connection, queue), StringComparer.Ordinal);
            Run(connection, "COMMIT");
            var store = new SqliteStore(connection);
            connection = null;
            return (store, numbers);
        }
        catch (SqliteException failed)
        {
            throw Explain(failed, path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ProcessException(ErrorKind.Unavailable, $"queues: the file '{path}' can't be opened: {failed.Message}", failed, retryable: true);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <summary>What an error of SQLite means for who uses the queues.</summary>
    public static ProcessException Explain(SqliteException failed, string path) => failed.SqliteErrorCode switch
    {
        SqliteCodes.Busy or SqliteCodes.Locked => new(
            ErrorKind.Unavailable, $"queues: another program has the file '{path}'; a file of queues belongs to one program at a time", failed, retryable: true),
        SqliteCodes.NotADatabase => new(
            ErrorKind.Invalid, $"queues: the file '{path}' is no database; name another one, or move it away", failed, retryable: false),
        SqliteCodes.Corrupt => new(
            ErrorKind.Invalid, $"queues: the file '{path}' is damaged; move it away, and try to recover it with SQLite's own tools: {failed.Message}", failed, retryable: false),
        SqliteCodes.Full => new(
            ErrorKind.Unavailable, $"queues: the disk of '{path}' is full", failed, retryable: true),
        _ => new(ErrorKind.Unavailable, $"queues: the file '{path}' can't be used: {failed.Message}", failed, retryable: true),
    };

    public string Path => _connection.DataSource;

    /// <summary>Gives back what was in flight; its attempts stay counted.</summary>
    public void GiveBackAll() => Run(_connection, "UPDATE message SET waits = 0, place = -priority WHERE place IS NULL");

    /// <summary>How many messages there are: due, and not due yet. Nothing is in flight.</summary>
    public IEnumerable<(long Queue, bool Waits, long Count)> CountAll()
    {
        using var command = Prepare("SELECT queue, waits, count(*) FROM message WHERE place IS NOT NULL GROUP BY queue, waits");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (reader.GetInt64(0), reader.GetInt64(1) != 0, reader.GetInt64(2));
    }

    /// <summary>Begins a transaction.</summary>
    /// <param name="syncs">Whether its commit waits for the disk.</param>
    public void Begin(bool syncs)
    {
        if (syncs != _syncs)
        {
            Run(_connection, syncs ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            _syncs = syncs;
        }

        _begin.ExecuteNonQuery();
    }

    public void Commit() => _commit.ExecuteNonQuery();

    /// <summary>Undoes the transaction, if SQLite has not done so by itself.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            _rollback.ExecuteNonQuery();
    }

    /// <param name="queue">The queue's number.</param>
    /// <param name="message">The message.</param>
    /// <param name="due">When it is due, in milliseconds since 1970; null for at once.</param>
    /// <param name="priority">Its priority.</param>
    public void Insert(long queue, QueueMessage message, long? due, byte priority)
    {
        var values = _insert.Parameters;
        values[0].Value = queue;
        values[1].Value = due is null ? 0L : 1L;
        values[2].Value = due ?? -(long)priority;
        values[3].Value = (long)priority;
        values[4].Value = message.Id;
        values[5].Value = (object?)SqliteHeaders.Write(message.Headers) ?? DBNull.Value;
        values[6].Value = MemoryMarshal.TryGetArray(message.Body, out var whole)
            && whole.Offset == 0 && whole.Count == whole.Array!.Length ? whole.Array : message.Body.ToArray();
        _insert.ExecuteNonQuery();
    }

    /// <summary>Takes the next messages of a line, and counts the attempt of each; in their order.</summary>
    public List<SqliteRow> Take(long queue, int count)
    {
        _take.Parameters[0].Value = queue;
        _take.Parameters[1].Value = (long)count;
        var rows = new List<SqliteRow>(count);
        using (var reader = _take.ExecuteReader())
        {
            while (reader.Read())
            {
                var headers = reader.IsDBNull(4) ? SqliteHeaders.None : SqliteHeaders.Read((byte[])reader.GetValue(4));
                var message = new QueueMessage(reader.GetString(3), (byte[])reader.GetValue(5), headers) { Priority = (byte)reader.GetInt64(1) };
                rows.Add(new SqliteRow(reader.GetInt64(0), message, reader.GetInt32(2)));
            }
        }

        // An update gives its rows in the order in which it likes to come by them.
        rows.Sort(static (left, right) => left.Message.Priority == right.Message.Priority
            ? left.Sequence.CompareTo(right.Sequence)
            : right.Message.Priority.CompareTo(left.Message.Priority));
        return rows;
    }

    public void Delete(long sequence)
    {
        _delete.Parameters[0].Value = sequence;
        _delete.ExecuteNonQuery();
    }

    /// <param name="sequence">Which message.</param>
    /// <param name="due">When it is due, in milliseconds since 1970; null for at once.</param>
    /// <param name="headers">Its headers from now on.</param>
    public void Retry(long sequence, long? due, IReadOnlyDictionary<string, string> headers)
    {
        var values = _retry.Parameters;
        values[0].Value = due is null ? 0L : 1L;
        values[1].Value = (object?)due ?? DBNull.Value;
        values[2].Value = (object?)SqliteHeaders.Write(headers) ?? DBNull.Value;
        values[3].Value = sequence;
        _retry.ExecuteNonQuery();
    }

    public void Release(long sequence)
    {
        _release.Parameters[0].Value = sequence;
        _release.ExecuteNonQuery();
    }

    /// <summary>Moves a message to another queue, as one that was never tried.</summary>
    public void Bury(long sequence, long queue, IReadOnlyDictionary<string, string> headers)
    {
        _bury.Parameters[0].Value = queue;
        _bury.Parameters[1].Value = (object?)SqliteHeaders.Write(headers) ?? DBNull.Value;
        _bury.Parameters[2].Value = sequence;
        _bury.ExecuteNonQuery();
    }

    /// <summary>Puts the messages into the line that are due by now; how many they were.</summary>
    public int Promote(long queue, long now)
    {
        _promote.Parameters[0].Value = queue;
        _promote.Parameters[1].Value = now;
        return _promote.ExecuteNonQuery();
    }

    /// <summary>When the next message is due that is not yet; null when there is none.</summary>
    public long? NextDue(long queue)
    {
        _nextDue.Parameters[0].Value = queue;
        return _nextDue.ExecuteScalar() as long?;
    }

    public void Dispose()
    {
        foreach (var command in new[] { _begin, _commit, _rollback, _insert, _take, _delete, _retry, _release, _bury, _promote, _nextDue })
            command.Dispose();
        _connection.Dispose();
    }

    private static void Create(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // Messages are nobody else's business. The log beside the file gets the file's permissions.
        if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!File.Exists(path))
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
    }

    /// <summary>Makes the tables in an empty file; makes sure that another one is of queues, and of this version.</summary>
    private static void Recognise(SqliteConnection connection, string path)
    {
        var application = Ask(connection, "PRAGMA application_id");
        if (application == 0 && Ask(connection, "SELECT count(*) FROM sqlite_master") == 0)
        {
            Run(connection, Schema);
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {FormatVersion}"));
            return;
        }

        if (application != ApplicationId)
            throw new ProcessException(ErrorKind.Invalid, $"queues: the file '{path}' is a database of something else; name another one", retryable: false);
        if (Ask(connection, "PRAGMA user_version") is var version and not FormatVersion)
        {
            throw new ProcessException(
                ErrorKind.Invalid, $"queues: the file '{path}' has the form {version}; this program reads form {FormatVersion}", retryable: false);
        }
    }

    /// <summary>The number of a queue; a new one for one that was never there.</summary>
    private static long NumberOf(SqliteConnection connection, string queue)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO queue (id) VALUES ($id) ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING number";
        command.Parameters.AddWithValue("$id", queue);
        return (long)command.ExecuteScalar()!;
    }

    private static long Ask(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return (long)command.ExecuteScalar()!;
    }

    private static void Run(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string statement, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = statement;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }
}

/// <summary>A message as it was taken out of the file.</summary>
/// <param name="Sequence">Its key.</param>
/// <param name="Message">The message.</param>
/// <param name="Attempt">The number of this attempt.</param>
internal readonly record struct SqliteRow(long Sequence, QueueMessage Message, int Attempt);

/// <summary>The error codes of SQLite that mean something to queues.</summary>
internal static class SqliteCodes
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int NotADatabase = 26;
}
