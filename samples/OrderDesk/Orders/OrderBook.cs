using Microsoft.Data.Sqlite;

namespace OrderDesk.Orders;

/// <summary>
/// What became of each order: a SQLite file beside the queue's, so that a restart knows what is done. An order is in it once, booked or refused,
/// which the keys of the tables see to. Thread-safe.
/// </summary>
internal sealed class OrderBook : IDisposable
{
    private readonly SqliteConnection _file;
    private readonly Lock _gate = new();

    /// <param name="path">The file; made if it is not there.</param>
    public OrderBook(string path)
    {
        _file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _file.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        Run("""
            CREATE TABLE IF NOT EXISTS intake (file TEXT PRIMARY KEY, published INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS taken (id TEXT PRIMARY KEY);
            CREATE TABLE IF NOT EXISTS booked (id TEXT PRIMARY KEY, receipt TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS sold (id TEXT NOT NULL, product TEXT NOT NULL, quantity INTEGER NOT NULL, cents INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS refused (id TEXT PRIMARY KEY, attempts TEXT NOT NULL, error TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS duplicates (id TEXT NOT NULL);
            """);
    }

    /// <summary>How many times an order came that was settled already.</summary>
    public int Duplicates => (int)Number("SELECT count(*) FROM duplicates");

    /// <summary>How many orders are booked.</summary>
    public int Booked => (int)Number("SELECT count(*) FROM booked");

    /// <summary>How many orders are booked or refused.</summary>
    public int Settled => (int)Number("SELECT (SELECT count(*) FROM booked) + (SELECT count(*) FROM refused)");

    /// <summary>How many orders of a file are in the queue, or were.</summary>
    /// <param name="file">What tells the file from others.</param>
    public int Published(string file) => (int)Number("SELECT coalesce(max(published), 0) FROM intake WHERE file = $file", ("$file", file));

    /// <summary>Notes that the next orders of a file are in the queue.</summary>
    public void NotePublished(string file, IReadOnlyList<Order> orders)
    {
        lock (_gate)
        {
            using var all = _file.BeginTransaction();
            foreach (var order in orders)
                Run("INSERT OR IGNORE INTO taken VALUES ($id)", ("$id", order.Id));
            Run(
                "INSERT INTO intake VALUES ($file, $count) ON CONFLICT (file) DO UPDATE SET published = published + $count",
                ("$file", file), ("$count", orders.Count));
            all.Commit();
        }
    }

    public void NoteDuplicate(string id) => Run("INSERT INTO duplicates VALUES ($id)", ("$id", id));

    /// <summary>The orders that came in, each once: those of an earlier run over another file too, if that was not finished.</summary>
    public IReadOnlyList<string> Taken() => Read("SELECT id FROM taken ORDER BY id", static row => row.GetString(0));

    public bool IsBooked(string id) => Number("SELECT count(*) FROM booked WHERE id = $id", ("$id", id)) > 0;

    public bool IsRefused(string id) => Number("SELECT count(*) FROM refused WHERE id = $id", ("$id", id)) > 0;

    /// <summary>Books an order with what was sold; false where it is booked already.</summary>
    public bool TryBook(string id, string receipt, IEnumerable<PricedLine> lines)
    {
        lock (_gate)
        {
            using var all = _file.BeginTransaction();
            if (Run("INSERT OR IGNORE INTO booked VALUES ($id, $receipt)", ("$id", id), ("$receipt", receipt)) == 0)
                return false;
            foreach (var line in lines)
                Run("INSERT INTO sold VALUES ($id, $product, $quantity, $cents)", ("$id", id), ("$product", line.Product), ("$quantity", line.Quantity), ("$cents", line.Cents));
            all.Commit();
            return true;
        }
    }

    /// <summary>Notes that an order is given up, and why; false where that is noted already.</summary>
    public bool TryRefuse(string id, string attempts, string error) => Run(
        "INSERT OR IGNORE INTO refused VALUES ($id, $attempts, $error)", ("$id", id), ("$attempts", attempts), ("$error", error)) > 0;

    /// <summary>What was sold of each product, by its id.</summary>
    public IReadOnlyList<PricedLine> Sales() => Read(
        "SELECT product, sum(quantity), sum(cents) FROM sold GROUP BY product ORDER BY product",
        static row => new PricedLine(row.GetString(0), row.GetInt32(1), row.GetInt64(2)));

    /// <summary>The orders that were given up.</summary>
    public IReadOnlyList<RefusedOrder> Refusals() => Read(
        "SELECT id, attempts, error FROM refused ORDER BY id", static row => new RefusedOrder(row.GetString(0), row.GetString(1), row.GetString(2)));

    public void Dispose() => _file.Dispose();

    private int Run(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        lock (_gate)
        {
            using var command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    private long Number(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        lock (_gate)
        {
            using var command = Command(sql, values);
            return (long)command.ExecuteScalar()!;
        }
    }

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> make)
    {
        lock (_gate)
        {
            using var command = Command(sql, []);
            using var row = command.ExecuteReader();
            var rows = new List<T>();
            while (row.Read())
                rows.Add(make(row));
            return rows;
        }
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = _file.CreateCommand();
#pragma warning disable CA2100 // The texts are the constants above; what comes from orders is in the parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}

/// <summary>An order that was given up.</summary>
/// <param name="Id">The order.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">The error of the last attempt.</param>
internal sealed record RefusedOrder(string Id, string Attempts, string Error);
