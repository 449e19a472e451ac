using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Artel.Queues.Sqlite;

/// <summary>
/// A statement that is prepared once and run for each message. It talks to SQLite itself: a command of the provider makes a reader, and looks at each
/// parameter's type, at each run, which costs more than the statement does. Used by one thread at a time.
/// </summary>
/// <remarks>A run binds all parameters, by their numbers from 1, and then steps. A run that fails throws <see cref="SqliteException"/> and may be repeated.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    /// <summary>The longest text, in bytes of UTF-8, that needs no memory of the heap on its way.</summary>
    private const int ShortText = 256;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <exception cref="SqliteException">The text is no statement for this database.</exception>
    public SqliteStatement(SqliteConnection connection, string text)
    {
        _database = connection.Handle!;
        Verify(raw.sqlite3_prepare_v3(_database, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public SqliteStatement Bind(int parameter, long value)
    {
        Verify(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    /// <summary>A number, or NULL.</summary>
    public SqliteStatement Bind(int parameter, long? value)
    {
        Verify(value is { } number ? raw.sqlite3_bind_int64(_statement, parameter, number) : raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    public SqliteStatement Bind(int parameter, string value)
    {
        if (Encoding.UTF8.GetMaxByteCount(value.Length) <= ShortText)
        {
            Span<byte> bytes = stackalloc byte[ShortText];
            Verify(raw.sqlite3_bind_text(_statement, parameter, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
            return this;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        Verify(raw.sqlite3_bind_text(_statement, parameter, rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented))));
        ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Bytes; none are an empty blob, not NULL.</summary>
    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Verify(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) : raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    public SqliteStatement BindNull(int parameter)
    {
        Verify(raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>Runs it to its end, and lets go of what was bound.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        while (Step())
        {
            // Rows that nobody asked for.
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>The next row; false when there is none, and the run is over.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;

        // The reset tells of the failure once more; it is thrown with the first word.
        raw.sqlite3_reset(_statement);
        if (code != raw.SQLITE_DONE)
            Verify(code);
        return false;
    }

    /// <summary>Ends a run before its last row; nothing for one that is over.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public long GetInteger(int column) => raw.sqlite3_column_int64(_statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public string GetText(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string() ?? "";

    /// <summary>Bytes that are there until the next step.</summary>
    public ReadOnlySpan<byte> GetBytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Verify(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _database);
    }
}
