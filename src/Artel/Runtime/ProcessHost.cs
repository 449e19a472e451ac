namespace Artel.Runtime;

/// <summary>A host: it runs processes within its limits, and stops them together.</summary>
internal sealed class ProcessHost(ArtelRuntime runtime, string id, ProcessHostOptions options, ProcessScheduler scheduler)
{
    private static readonly TimeSpan TerminateGrace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    /// <summary>Completed when the last process of a stopping host has ended. Under the gate.</summary>
    private TaskCompletionSource? _empty;

    /// <summary>How many processes live in it. Under the gate.</summary>
    private int _count;

    /// <summary>Whether it takes no more processes. Under the gate.</summary>
    private bool _stopping;

    public ArtelRuntime Runtime => runtime;

    public string Id => id;

    public ProcessScheduler Scheduler => scheduler;

    public int? MaxMailboxLength => options.MaxMailboxLength;

    public MailboxFullPolicy MailboxFullPolicy => options.MailboxFullPolicy;

    /// <summary>How many processes live in it.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Makes room for one more process.</summary>
    /// <exception cref="ProcessException">UNAVAILABLE: the host is stopping. RATE_LIMITED: it is full.</exception>
    public void ReserveProcess()
    {
        lock (_gate)
        {
            if (_stopping)
                throw new ProcessException(ErrorKind.Unavailable, $"spawn: host '{id}' is stopping", retryable: false);
            if (_count >= options.MaxProcesses)
            {
                throw new ProcessException(
                    ErrorKind.RateLimited,
                    $"spawn: host '{id}' runs {_count} processes, its limit; raise MaxProcesses of the host to allow more",
                    retryable: true);
            }

            _count++;
        }
    }

    /// <summary>A process of the host has ended, or the room reserved for it is not needed.</summary>
    public void ProcessEnded()
    {
        lock (_gate)
        {
            if (--_count == 0)
                _empty?.TrySetResult();
        }
    }

    /// <summary>
    /// Sends CANCEL to all processes, waits for the stop timeout, and terminates the rest (statement 79). The token cuts the wait short.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task empty;
        lock (_gate)
        {
            if (_stopping)
                return;
            _stopping = true;
            _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count == 0)
                return;
            empty = _empty.Task;
        }

        foreach (var cell in Living())
            cell.RequestCancel(from: null, options.StopTimeout > TimeSpan.Zero ? options.StopTimeout : null);
        if (await EndedWithin(empty, options.StopTimeout, cancellationToken))
            return;

        foreach (var cell in Living())
            cell.Kill(new ProcessException(ErrorKind.Canceled, "process terminated: its host stopped", retryable: false));
        if (!await EndedWithin(empty, TerminateGrace, CancellationToken.None))
            Log.StillRunning(runtime.Logger, id, string.Join(", ", Living().Take(10).Select(static cell => $"{cell.Id} {cell.Pid}")));
    }

    private IEnumerable<Cell> Living() => runtime.Processes.Snapshot().Where(cell => ReferenceEquals(cell.Host, this));

    private async Task<bool> EndedWithin(Task empty, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await empty.WaitAsync(timeout, runtime.Time, cancellationToken);
            return true;
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
