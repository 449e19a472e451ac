using Artel.Runtime;

namespace Artel.Supervision;

/// <summary>
/// A service: what it is doing, and what it does next. All of it but <see cref="Status"/> is in the services' turns only. This part is how a
/// service starts and is started anew; how it stops is in <c>ServiceUnit.Stopping.cs</c>.
/// </summary>
internal sealed partial class ServiceUnit
{
    private readonly ArtelRuntime _runtime;
    private readonly ServiceTurns _turns;
    private readonly ServiceReport _report;
    private readonly Random _random;
    private readonly List<TaskCompletionSource> _starts = [];

    /// <summary>Its process, being spawned, running or ending; null for none.</summary>
    private ServiceRun? _run;

    /// <summary>Whether somebody wants it to run: false before the first start and after a stop.</summary>
    private bool _wanted;

    /// <summary>Restarts since it was told to start or last was stable.</summary>
    private int _attempts;

    /// <summary>Restarts ever.</summary>
    private int _restarts;

    private ProcessException? _lastError;
    private DateTimeOffset? _restartAt;

    /// <summary>The delay of a restart, the limit of a start, or of a stop; null for none.</summary>
    private ITimer? _timer;

    /// <summary>Which arming of the timer counts: one that was on its way when the timer was taken off comes too late.</summary>
    private object? _arming;

    private volatile ServiceStatus _status;

    public ServiceUnit(ServiceSpec spec, ArtelRuntime runtime, ServiceTurns turns, ServiceReport report, Random random)
    {
        Spec = spec;
        _runtime = runtime;
        _turns = turns;
        _report = report;
        _random = random;
        _status = new ServiceStatus
        {
            Id = spec.Id,
            Definition = spec.Definition,
            Host = spec.Host,
            Requires = spec.Requires,
            AutoStart = spec.Options.AutoStart,
            State = ServiceState.Stopped,
            Since = runtime.Time.GetUtcNow(),
        };
    }

    public ServiceSpec Spec { get; }

    /// <summary>What it requires; written once, before the first turn.</summary>
    public IReadOnlyList<ServiceUnit> Required { get; set; } = [];

    /// <summary>Those that require it; written once, before the first turn.</summary>
    public IReadOnlyList<ServiceUnit> Dependents { get; set; } = [];

    /// <summary>What others see of it. Any thread.</summary>
    public ServiceStatus Status => _status;

    private ServiceState State => _status.State;

    /// <summary>Whether those that require it may start: it runs, or has done what it was there for.</summary>
    private bool IsUp => State is ServiceState.Running or ServiceState.Exited;

    /// <summary>
    /// Starts it, after what it requires, unless it runs. Told is done when it runs, and fails when its first attempt does; it is then tried
    /// again as its policy says.
    /// </summary>
    public void Start(TaskCompletionSource? told)
    {
        _wanted = true;
        if (State == ServiceState.Running)
        {
            told?.TrySetResult();
            return;
        }

        if (told is not null)
            _starts.Add(told);
        if (State is ServiceState.Stopped or ServiceState.Failed or ServiceState.Exited)
            Begin();
    }

    /// <summary>The process is there.</summary>
    public void Spawned(ServiceRun run, Cell cell)
    {
        if (run != _run)
            return;
        run.Cell = cell;
        if (run.Overdue is { } overdue)
            cell.Kill(overdue);
        else if (run.IsCancelled)
            Cancel(run);
    }

    /// <summary>Its first step is done.</summary>
    public void Started(ServiceRun run, Cell? cell)
    {
        if (run != _run)
            return;
        run.Cell ??= cell;
        run.StartedAt = _runtime.Time.GetUtcNow();
        if (State != ServiceState.Starting)
            return;
        Disarm();
        Enter(ServiceState.Running);
        CompleteStarts(null);
        foreach (var dependent in Dependents)
            dependent.Advance();
    }

    /// <summary>The process has ended, or could not be spawned.</summary>
    public void Ended(ServiceRun run, ProcessResult result)
    {
        if (run != _run)
            return;
        _run = null;
        Disarm();
        if (State == ServiceState.Stopping)
        {
            Stopped(result.Error is TerminatedException { Kind: ErrorKind.Timeout } late ? late : null);
            return;
        }

        if (run.StartedAt is { } startedAt && _runtime.Time.GetUtcNow() - startedAt >= Spec.Options.StableThreshold)
            _attempts = 0;
        _lastError = result.Error ?? _lastError;
        if (MayRestart(result.Error))
            AwaitRestart();
        else
            Enter(result.Error is null ? ServiceState.Exited : ServiceState.Failed);
        CompleteStarts(result.Error);
        TellRelated();
    }

    /// <summary>Begins anew, with all restarts.</summary>
    private void Begin()
    {
        _attempts = 0;
        _lastError = null;
        Enter(ServiceState.Starting);
        foreach (var required in Required)
        {
            if (!required.IsUp)
                required.Start(told: null);
        }

        Advance();
    }

    /// <summary>Goes on with a start, if all that it requires is up and it waits for nothing else.</summary>
    private void Advance()
    {
        if (State != ServiceState.Starting || _run is not null || _restartAt is not null)
            return;
        foreach (var required in Required)
        {
            if (required.State is ServiceState.Failed or ServiceState.Stopped)
            {
                Block(required);
                return;
            }
        }

        if (Required.All(static required => required.IsUp))
            Launch();
    }

    private void Launch()
    {
        var settings = SpawnSettings.None with { Name = Spec.Id, Identity = Spec.Identity, Restarts = _restarts };
        var run = new ServiceRun(this, _runtime, _turns, settings);
        _run = run;
        Arm(Spec.Options.StartTimeout, () => StartedTooLate(run));
        _turns.Run(run);
    }

    private void StartedTooLate(ServiceRun run)
    {
        var late = new TerminatedException(
            ErrorKind.Timeout, $"service '{Spec.Id}': its process did not come through its first step within {Spec.Options.StartTimeout}, its StartTimeout");
        run.Overdue = late;
        _lastError = late;
        Enter(ServiceState.Starting);
        CompleteStarts(late);

        // The end comes as any other, and decides what is next; a process that blocks its thread keeps the name until then.
        run.Cell?.Kill(late);
    }

    /// <summary>What it requires is not there and will not come by itself (statement 123).</summary>
    private void Block(ServiceUnit required)
    {
        var why = required._lastError is { } cause ? $"failed: {cause.Message}" : "is stopped";
        _lastError = new ProcessException(
            ErrorKind.Unavailable, $"service '{Spec.Id}' can't start: it requires '{required.Spec.Id}', which {why}", required._lastError, retryable: true);
        Enter(ServiceState.Failed);
        CompleteStarts(_lastError);
        TellRelated();
    }

    /// <summary>Statements 117, 118 and 121.</summary>
    private bool MayRestart(ProcessException? error)
    {
        var options = Spec.Options.Restart;
        var wants = options.Policy switch
        {
            RestartPolicy.Permanent => true,
            RestartPolicy.Transient => error is not null,
            _ => false,
        };
        return wants && !SaysThatRetryingIsOfNoUse(error) && (options.MaxAttempts == 0 || _attempts < options.MaxAttempts);
    }

    /// <summary>An error that says so itself; that the process, or a linked one, was ended by others says nothing of its work.</summary>
    private static bool SaysThatRetryingIsOfNoUse(ProcessException? error) => error is { Retryable: false, RootCause: not TerminatedException };

    private void AwaitRestart()
    {
        _attempts++;
        var delay = RestartDelays.Of(Spec.Options.Restart, _attempts, _random.NextDouble());
        _restartAt = _runtime.Time.GetUtcNow() + delay;

        // Armed before it is told: who turns a test's clock to the time that is told finds the timer there.
        Arm(delay, Restart);
        Enter(ServiceState.Starting);
    }

    private void Restart()
    {
        _restartAt = null;
        _restarts++;
        Enter(ServiceState.Starting);
        _report.Restarted(_status);
        Advance();
    }

    /// <summary>What it has come to may be what others wait for: to start, or to stop.</summary>
    private void TellRelated()
    {
        foreach (var dependent in Dependents)
            dependent.Advance();
        foreach (var required in Required)
            required.AdvanceStop();
    }

    private void CompleteStarts(ProcessException? error)
    {
        foreach (var start in _starts)
        {
            if (error is null)
                start.TrySetResult();
            else
                start.TrySetException(new ProcessException(error.Kind, $"service '{Spec.Id}' did not start: {error.Message}", error, error.Retryable));
        }

        _starts.Clear();
    }

    /// <summary>Comes to a state, and lets the world know; the same one again changes its particulars only.</summary>
    private void Enter(ServiceState state)
    {
        var before = _status;
        _status = before with
        {
            State = state,
            Since = state == before.State ? before.Since : _runtime.Time.GetUtcNow(),
            Pid = state is ServiceState.Running or ServiceState.Stopping ? _run?.Cell?.Pid : null,
            Restarts = _restarts,
            Attempts = _attempts,
            RestartAt = _restartAt,
            LastError = _lastError,
        };
        _report.Changed(new ServiceChange(before.State, _status));
    }

    private void Arm(TimeSpan due, Action fired)
    {
        Disarm();
        var arming = new object();
        _arming = arming;
        var timer = _runtime.Time.CreateTimer(_ => _turns.Post(() => Fire(arming, fired)), null, due, Timeout.InfiniteTimeSpan);
        if (_arming == arming)
            _timer = timer;
        else
            timer.Dispose();
    }

    private void Fire(object arming, Action fired)
    {
        if (_arming != arming)
            return;
        Disarm();
        fired();
    }

    private void Disarm()
    {
        _timer?.Dispose();
        _timer = null;
        _arming = null;
    }
}
