using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Artel.Queues.Sqlite;

/// <summary>The file of queues: how it is made and opened, how one that is something else is told, and what its errors mean.</summary>
internal static class SqliteFile
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
}

/// <summary>The error codes of SQLite that mean something to queues.</summary>
internal static class SqliteCodes
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int NotADatabase = 26;
}
