using Artel.Queues;
using Artel.Queues.Sqlite;
using Microsoft.Data.Sqlite;

namespace Artel.Benchmarks.Queues;

/// <summary>
/// A queue in a SQLite file as one writes it by hand: prepared statements, batches in transactions, a publish on the disk when it is done, a claim that is
/// written before the work and counts the attempt, and a delete after it. On one thread, without anybody to wait for.
/// </summary>
internal static class RawSqlite
{
    public static Times Run(string path, int count, int batch)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Do(connection, "PRAGMA locking_mode = EXCLUSIVE");
        Do(connection, "PRAGMA journal_mode = WAL");
        Do(connection, "PRAGMA synchronous = FULL");
        Do(connection, "CREATE TABLE message (seq INTEGER PRIMARY KEY, queue INTEGER NOT NULL, place INTEGER, attempts INTEGER NOT NULL, id TEXT NOT NULL, headers BLOB, body BLOB NOT NULL)");
        Do(connection, "CREATE INDEX line ON message (queue, place) WHERE place IS NOT NULL");
        var publish = QueueFigures.TimeAsync(count, () => Publish(connection, count, batch)).Result;
        Do(connection, "PRAGMA synchronous = NORMAL");
        var consume = QueueFigures.TimeAsync(count, () => Consume(connection, count, batch)).Result;
        return new Times(publish, consume);
    }

    private static Task Publish(SqliteConnection connection, int count, int batch)
    {
        using var insert = Prepare(connection, "INSERT INTO message (queue, place, attempts, id, headers, body) VALUES (1, 0, 0, $id, $headers, $body)", "$id", "$headers", "$body");
        for (var first = 0; first < count; first += batch)
        {
            Do(connection, "BEGIN IMMEDIATE");
            for (var i = first; i < Math.Min(count, first + batch); i++)
            {
                var message = QueueFigures.NewMessage(i);
                insert.Parameters[0].Value = message.Id;
                insert.Parameters[1].Value = SqliteHeaders.Write(message.Headers);
                insert.Parameters[2].Value = message.Body.ToArray();
                insert.ExecuteNonQuery();
            }

            Do(connection, "COMMIT");
        }

        return Task.CompletedTask;
    }

    private static Task Consume(SqliteConnection connection, int count, int batch)
    {
        using var take = Prepare(
            connection,
            """
            UPDATE message SET place = NULL, attempts = attempts + 1
            WHERE seq IN (SELECT seq FROM message WHERE queue = 1 AND place IS NOT NULL ORDER BY place, seq LIMIT $count)
            RETURNING seq, id, headers, body
            """,
            "$count");
        using var delete = Prepare(connection, "DELETE FROM message WHERE seq = $seq", "$seq");
        take.Parameters[0].Value = (long)batch;
        for (var done = 0; done < count;)
        {
            var taken = new List<(long Sequence, QueueMessage Message)>(batch);
            Do(connection, "BEGIN IMMEDIATE");
            using (var reader = take.ExecuteReader())
            {
                while (reader.Read())
                    taken.Add((reader.GetInt64(0), new QueueMessage(reader.GetString(1), (byte[])reader.GetValue(3), SqliteHeaders.Read((byte[])reader.GetValue(2)))));
            }

            Do(connection, "COMMIT");
            foreach (var (_, message) in taken)
                QueueFigures.Verify(message, expected: null);
            Do(connection, "BEGIN IMMEDIATE");
            foreach (var (sequence, _) in taken)
            {
                delete.Parameters[0].Value = sequence;
                delete.ExecuteNonQuery();
            }

            Do(connection, "COMMIT");
            done += taken.Count;
        }

        return Task.CompletedTask;
    }

    private static void Do(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string statement, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }
}
