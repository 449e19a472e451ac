using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Artel.Queues.Sqlite;

/// <summary>
/// The one who uses the file. What is asked for while it is busy is done together, in one transaction, so that many share the wait for the disk. It runs
/// as a work item while there is something to do, and holds no thread else.
/// </summary>
/// <remarks>
/// What it knows of the queues without asking the file is touched by its run only. If a transaction fails, all of it is forgotten: the requests of the
/// transaction fail, the subscriptions end, and the next run begins as after a crash.
/// </remarks>
internal sealed class SqliteWriter : IThreadPoolWorkItem
{
    /// <summary>How many requests share a transaction at most: a longer one would keep the first ones waiting.</summary>
    private const int LongestBatch = 1000;

    /// <summary>How many publishes may wait for the file at a time: more than that are not awaited by their publishers.</summary>
    private const int MostWaiting = 65_536;

    /// <summary>The longest time that the timer is armed for; a longer delay is looked at again then.</summary>
    private const long LongestWait = 24 * 3600 * 1000;

    private readonly ConcurrentQueue<ISqliteRequest> _requests = new();
    private readonly List<ISqliteRequest> _batch = [];
    private readonly List<SqliteReceive> _served = [];
    private readonly SqliteQueue[] _queues;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>1 while it runs or is about to.</summary>
    private int _running;

    /// <summary>1 when no more requests are taken.</summary>
    private int _closing;

    /// <summary>Whether the queues have to be read from the file first.</summary>
    private bool _isLost = true;

    /// <summary>When the timer rings, in milliseconds since 1970; null when it does not.</summary>
    private long? _rings;

    public SqliteWriter(SqliteStore store, SqliteQueue[] queues, TimeProvider time)
    {
        Store = store;
        _path = store.Path;
        _queues = queues;
        _time = time;
        _timer = time.CreateTimer(static writer => ((SqliteWriter)writer!).TryAdd(new SqliteTick()), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public SqliteStore Store { get; }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Has something done.</summary>
    /// <exception cref="ProcessException">UNAVAILABLE: the driver is closed.</exception>
    public void Add(ISqliteRequest request)
    {
        if (!TryAdd(request))
            throw Closed();
    }

    /// <inheritdoc cref="Add"/>
    /// <exception cref="ProcessException">RATE_LIMITED: too many wait.</exception>
    public void AddBounded(ISqliteRequest request)
    {
        if (_requests.Count >= MostWaiting)
            throw new ProcessException(ErrorKind.RateLimited, $"publish: {MostWaiting} messages wait to be written already; await each publish", retryable: true);
        Add(request);
    }

    /// <summary>Has something done; false when the driver is closed.</summary>
    public bool TryAdd(ISqliteRequest request)
    {
        if (Volatile.Read(ref _closing) != 0)
            return false;
        _requests.Enqueue(request);
        if (_closed.Task.IsCompleted)
            Drop();
        else
            Wake();
        return true;
    }

    /// <summary>Does what was asked for, gives back what is in flight, and closes the file.</summary>
    public Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _closing, 1) == 0)
            Wake();
        return _closed.Task;
    }

    public void Execute()
    {
        do
        {
            while (TakeBatch())
                RunBatch();
            if (Volatile.Read(ref _closing) != 0 && _requests.IsEmpty)
            {
                // Stays marked as running: nothing comes after it.
                Close();
                Drop();
                return;
            }

            Volatile.Write(ref _running, 0);
        }
        while ((!_requests.IsEmpty || Volatile.Read(ref _closing) != 0) && Interlocked.Exchange(ref _running, 1) == 0);
    }

    /// <summary>When something is due that waits that long, in milliseconds since 1970; null for at once.</summary>
    public long? DueAfter(TimeSpan delay) => delay <= TimeSpan.Zero ? null : Now + (long)Math.Ceiling(delay.TotalMilliseconds);

    /// <summary>A message was put into a queue, or back into it.</summary>
    public static void NoteAdded(SqliteQueue queue, long? due)
    {
        if (due is { } at)
        {
            queue.Delayed++;
            queue.NoteDue(at);
        }
        else
        {
            queue.Ready++;
            queue.HasChanged = true;
        }
    }

    /// <summary>Ends a subscription: what it has taken goes back, uncounted.</summary>
    public void End(SqliteSubscription subscription, ProcessException error)
    {
        foreach (var delivery in subscription.Taken)
        {
            Store.Release(delivery.Sequence);
            subscription.Queue.Taken--;
            NoteAdded(subscription.Queue, due: null);
        }

        subscription.End(error);
    }

    /// <summary>The timer has rung: it is not armed any more.</summary>
    public void NoteRing() => _rings = null;

    private void Wake()
    {
        if (Interlocked.Exchange(ref _running, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool TakeBatch()
    {
        _batch.Clear();
        while (_batch.Count < LongestBatch && _requests.TryDequeue(out var request))
            _batch.Add(request);
        return _batch.Count > 0;
    }

    private void RunBatch()
    {
        _served.Clear();
        try
        {
            if (_isLost)
                Recover();
            Store.Begin(_batch.Exists(static request => request.Syncs));
            for (var i = 0; i < _batch.Count; i++)
                Run(i);
            var now = Now;
            foreach (var queue in _queues)
            {
                Promote(queue, now);
                Serve(queue);
            }

            Store.Commit();
        }
        catch (Exception failed)
        {
            Fail(failed as ProcessException ?? (failed is SqliteException inFile
                ? SqliteFile.Explain(inFile, _path)
                : new ProcessException(ErrorKind.Internal, $"queues: {failed.Message}", failed)));
            return;
        }

        foreach (var request in _batch)
            request.Complete();
        foreach (var receive in _served)
            receive.Complete();
        SetTimer();
    }

    private void Run(int index)
    {
        try
        {
            _batch[index].Run(this);
        }
        catch (ProcessException refused)
        {
            _batch[index].Fail(refused);
        }
    }

    /// <summary>Puts messages into the line that have become due.</summary>
    private void Promote(SqliteQueue queue, long now)
    {
        if (!(queue.NextDue <= now))
            return;
        var promoted = Store.Promote(queue.Number, now);
        queue.Delayed -= promoted;
        queue.Ready += promoted;
        queue.NextDue = Store.NextDue(queue.Number);
        queue.HasChanged = true;
    }

    private void Serve(SqliteQueue queue)
    {
        if (!queue.HasChanged)
            return;
        queue.HasChanged = false;
        if (queue.Demand() is var demand and > 0)
        {
            var rows = Store.Take(queue.Number, demand);
            queue.Ready -= rows.Count;
            queue.Taken += rows.Count;
            foreach (var row in rows)
                _served.Add(queue.NextWaiting().Serve(row));
        }
    }

    /// <summary>The file as the last program left it, be that another one or this one before a failure.</summary>
    private void Recover()
    {
        foreach (var queue in _queues)
            queue.Reset();
        Store.Begin(syncs: true);
        Store.GiveBackAll();
        foreach (var (number, waits, count) in Store.CountAll())
        {
            if (Array.Find(_queues, queue => queue.Number == number) is not { } queue)
                continue;
            if (waits)
                (queue.Delayed, queue.NextDue) = (count, Store.NextDue(number));
            else
                queue.Ready = count;
        }

        Store.Commit();
        _isLost = false;
    }

    private void Fail(ProcessException error)
    {
        try
        {
            Store.Rollback();
        }
        catch (SqliteException)
        {
            // The error that led here says what is wrong, and the next begin fails if the transaction is still there.
        }

        _isLost = true;
        foreach (var queue in _queues)
        {
            foreach (var subscription in queue.Subscriptions)
                subscription.End(error);
            queue.Reset();
        }

        foreach (var request in _batch)
            request.Fail(error);
        foreach (var receive in _served)
            receive.Fail(error);
    }

    private void SetTimer()
    {
        long? next = null;
        foreach (var queue in _queues)
            next = queue.NextDue is { } due && !(next <= due) ? due : next;
        if (next == _rings)
            return;
        _rings = next;
        _timer.Change(
            next is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Clamp(next.Value - Now, 1, LongestWait)), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Refuses what came too late.</summary>
    private void Drop()
    {
        while (_requests.TryDequeue(out var late))
            late.Fail(Closed());
    }

    private ProcessException Closed() => new(ErrorKind.Unavailable, $"queues: the file '{_path}' was closed", retryable: true);

    private void Close()
    {
        _timer.Dispose();
        try
        {
            var closed = Closed();
            if (!_isLost)
            {
                Store.Begin(syncs: true);
                foreach (var queue in _queues)
                {
                    foreach (var subscription in queue.Subscriptions)
                        End(subscription, closed);
                }

                Store.Commit();
            }

            Store.Dispose();
            _closed.SetResult();
        }
        catch (SqliteException failed)
        {
            Store.Dispose();
            _closed.SetException(SqliteFile.Explain(failed, _path));
        }
    }
}
