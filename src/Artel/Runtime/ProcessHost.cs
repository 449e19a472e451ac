using Artel.Messaging;
using Artel.Security;

namespace Artel.Runtime;

/// <summary>A host: it runs processes within its limits, and stops them together.</summary>
internal sealed class ProcessHost(ArtelRuntime runtime, string id, ProcessHostOptions options, ProcessScheduler scheduler)
{
    private static readonly TimeSpan TerminateGrace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    /// <summary>How many processes there may be; null for no limit, and then places are not counted.</summary>
    private readonly int? _maxProcesses = options.MaxProcesses;

    /// <summary>
    /// The processes that live in it, or are at their end's announcement. Who spawns counts first and then looks whether it is stopping; so
    /// whoever sees that it is stopping sees each process that was let in, and the count is never less than there are.
    /// </summary>
    private readonly StripedCount _living = new();

    /// <summary>The places that are taken, where they are limited. One that a process gives up is free before its end is seen.</summary>
    private int _places;

    /// <summary>Whether it takes no more processes.</summary>
    private volatile bool _isStopping;

    /// <summary>The definitions that it takes; null for all.</summary>
    private readonly TextPattern[]? _definitions = options.Definitions is { } patterns ? [.. patterns.Select(static pattern => new TextPattern(pattern))] : null;

    /// <summary>Completed when the last process of a stopping host has ended. Set under the gate before the host is stopping.</summary>
    private TaskCompletionSource? _empty;

    /// <summary>Completed when the host has stopped; null while it takes processes. Under the gate.</summary>
    private TaskCompletionSource? _stopped;

    public ArtelRuntime Runtime => runtime;

    public bool IsStopping => _isStopping;

    /// <summary>How long processes have after CANCEL; null for not at all limited by it.</summary>
    public TimeSpan? StopTimeout => options.StopTimeout > TimeSpan.Zero ? options.StopTimeout : null;

    public string Id => id;

    /// <summary>Where its processes are.</summary>
    public ProcessPlace Place { get; } = new(Pid.LocalNode, id);

    public ProcessScheduler Scheduler => scheduler;

    public int? MaxMailboxLength => options.MaxMailboxLength;

    public int MaxNamesPerProcess => options.MaxNamesPerProcess;

    public MailboxFullPolicy MailboxFullPolicy => options.MailboxFullPolicy;

    public HostFeatures Features => options.Features;

    /// <summary>Whether it runs as many processes as it may.</summary>
    public bool IsFull => !_isStopping && Volatile.Read(ref _places) >= _maxProcesses;

    /// <summary>How many processes live in it.</summary>
    public int Count => (int)Math.Max(0, _living.Sum());

    /// <summary>
    /// Whether its processes may be of a definition. It is INVALID and not PERMISSION_DENIED, as no policy could allow it: the two do not
    /// belong together, whoever asks.
    /// </summary>
    /// <exception cref="ProcessException">INVALID: they may not.</exception>
    public void VerifyTakes(string operation, string definition)
    {
        if (_definitions is null || Array.Exists(_definitions, pattern => pattern.IsMatch(definition)))
            return;
        throw new ProcessException(
            ErrorKind.Invalid,
            $"{operation}: host '{id}' does not take the definition '{definition}'; it takes {string.Join(", ", _definitions.AsEnumerable())}; use another host, or add to Definitions of the host",
            retryable: false);
    }

    /// <summary>Makes room for one more process.</summary>
    /// <exception cref="ProcessException">UNAVAILABLE: the host is stopping. RATE_LIMITED: it is full.</exception>
    public void ReserveProcess()
    {
        if (_maxProcesses is { } limit)
            ReservePlace(limit);
        _living.Increment();
        if (!_isStopping)
            return;
        FreePlace();
        ProcessEnded();
        throw IsStoppingError();
    }

    private void ReservePlace(int limit)
    {
        var places = Volatile.Read(ref _places);
        while (true)
        {
            if (_isStopping)
                throw IsStoppingError();
            if (places >= limit)
            {
                throw new ProcessException(
                    ErrorKind.RateLimited,
                    $"spawn: host '{id}' runs {places} processes, its limit; raise MaxProcesses of the host to allow more",
                    retryable: true);
            }

            var seen = Interlocked.CompareExchange(ref _places, places + 1, places);
            if (seen == places)
                return;
            places = seen;
        }
    }

    private ProcessException IsStoppingError() => new(ErrorKind.Unavailable, $"spawn: host '{id}' is stopping", retryable: false);

    /// <summary>A process of the host is ending, or the place reserved for it is not needed: another one may take it.</summary>
    public void FreePlace()
    {
        if (_maxProcesses is not null)
            Interlocked.Decrement(ref _places);
    }

    /// <summary>After <see cref="FreePlace"/>: all who asked have been told of the end.</summary>
    public void ProcessEnded()
    {
        _living.Decrement();
        if (!_isStopping || _living.Sum() != 0)
            return;
        lock (_gate)
            _empty?.TrySetResult();
    }

    /// <summary>
    /// Sends CANCEL to all processes, waits for the stop timeout, and terminates the rest (statement 79). The token cuts the wait short.
    /// A second call waits for the first.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_stopped is not null)
                return _stopped.Task;
            _stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _isStopping = true;
            Interlocked.MemoryBarrier();
            if (_living.Sum() == 0)
                _empty.SetResult();
        }

        return StopAndTellAsync(_stopped, _empty.Task, cancellationToken);
    }

    private async Task StopAndTellAsync(TaskCompletionSource stopped, Task empty, CancellationToken cancellationToken)
    {
        try
        {
            await StopProcessesAsync(empty, cancellationToken);
        }
        finally
        {
            stopped.SetResult();
        }
    }

    private async Task StopProcessesAsync(Task empty, CancellationToken cancellationToken)
    {
        foreach (var cell in Living())
            cell.RequestCancel(from: null, StopTimeout);
        if (await EndedWithin(empty, options.StopTimeout, cancellationToken))
            return;

        // Twice: a process that was being made in between is found the second time.
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var cell in Living())
                cell.Kill(new TerminatedException(ErrorKind.Canceled, "process terminated: its host stopped"));
            if (await EndedWithin(empty, TerminateGrace, CancellationToken.None))
                return;
        }

        if (!empty.IsCompleted)
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
