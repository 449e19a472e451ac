namespace Artel.Functions;

/// <summary>
/// A call of a function: its attempts, its timeout, its end. It has one outcome, told once, whatever races: the function's result, TIMEOUT,
/// or CANCELED. A call of a process is touched in the process's turn only; one of the runtime by any thread.
/// </summary>
internal sealed class FunctionCall : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IFunctionOwner _owner;
    private readonly SpawnArguments _arguments;
    private readonly FunctionSettings _settings;
    private readonly Action<ProcessResult> _completed;
    private readonly FunctionTarget _first;

    /// <summary>How many attempts were begun. Under the gate.</summary>
    private int _attempts;

    /// <summary>The attempt that has ended last. Under the gate.</summary>
    private int _ended;

    /// <summary>The process of the attempt that runs. Under the gate.</summary>
    private Pid? _callee;

    /// <summary>Whether there is an outcome, or nobody left to want one. Under the gate.</summary>
    private bool _done;

    private IDisposable? _timeout;
    private IDisposable? _delay;
    private CancellationTokenRegistration _given;
    private CancellationTokenRegistration _ownersEnd;

    private FunctionCall(IFunctionOwner owner, FunctionTarget target, SpawnArguments arguments, FunctionSettings settings, Action<ProcessResult> completed)
    {
        _owner = owner;
        _first = target;
        _arguments = arguments;
        _settings = settings;
        _completed = completed;
    }

    /// <summary>Whether the caller gave the call up before it had an outcome.</summary>
    public bool IsCanceled { get; private set; }

    /// <summary>Begins a call. What is wrong with the call itself is thrown; all else, a host that is full among it, is its outcome.</summary>
    /// <param name="owner">Who calls.</param>
    /// <param name="id">The function's id.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settings">How to call it.</param>
    /// <param name="completed">Gets the outcome, once, as the owner's code; maybe before this returns.</param>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED, NOT_FOUND, UNAVAILABLE.</exception>
    public static FunctionCall Start(
        IFunctionOwner owner, string id, SpawnArguments arguments, FunctionSettings settings, Action<ProcessResult> completed)
    {
        var call = new FunctionCall(owner, owner.FindFunction(id, settings.Host), arguments, settings, completed);
        call.Begin();
        return call;
    }

    /// <summary>Gives the call up: its outcome is CANCELED, and the function is asked to end. Nothing happens if it has one.</summary>
    public void Cancel() => Finish(
        ProcessResult.FromError(new ProcessException(ErrorKind.Canceled, $"call: the call of '{_first.Id}' was cancelled", retryable: false)), isCancel: true);

    /// <summary>There is nobody left to want the outcome: none is told. The owner stops the function by itself.</summary>
    public void Dispose()
    {
        lock (_gate)
            _done = true;
        LetGo();
    }

    private void Begin()
    {
        _owner.Track(this);
        if (_settings.Options.Timeout is { } limit && limit != Timeout.InfiniteTimeSpan)
        {
            Hold(ref _timeout, _owner.StartTimer(limit, () => Finish(ProcessResult.FromError(new ProcessException(
                ErrorKind.Timeout, $"call: '{_first.Id}' did not return within {limit.TotalMilliseconds} ms", retryable: true)))));
        }

        if (_settings.Cancelled.CanBeCanceled)
        {
            var given = _settings.Cancelled.UnsafeRegister(static call => ((FunctionCall)call!)._owner.Post(((FunctionCall)call)!.Cancel), this);
            lock (_gate)
                _given = given;
            if (IsDone())
                given.Unregister();
        }

        Try();
    }

    private bool IsDone()
    {
        lock (_gate)
            return _done;
    }

    /// <summary>Keeps a timer, unless the call has ended since it was made.</summary>
    private void Hold(ref IDisposable? place, IDisposable timer)
    {
        lock (_gate)
        {
            if (!_done)
            {
                place = timer;
                return;
            }
        }

        timer.Dispose();
    }

    private void Try()
    {
        int attempt;
        lock (_gate)
        {
            if (_done)
                return;
            attempt = ++_attempts;
        }

        Pid callee;
        try
        {
            // What may be called may have changed since the first attempt.
            var target = attempt == 1 ? _first : _owner.FindFunction(_first.Id, _settings.Host);
            callee = _owner.StartFunction(target, _arguments, _settings.Spawn, result => Ended(attempt, result));
        }
        catch (ProcessException refused)
        {
            Ended(attempt, ProcessResult.FromError(refused));
            return;
        }

        // Its end, and the call's, may have come already: on another thread, or in the middle of the spawn.
        bool isUnwanted;
        lock (_gate)
        {
            isUnwanted = _done;
            if (!_done && _ended < attempt)
                _callee = callee;
        }

        if (isUnwanted)
            _owner.StopFunction(callee);
    }

    private void Ended(int attempt, ProcessResult result)
    {
        TimeSpan? delay = null;
        lock (_gate)
        {
            _ended = attempt;
            _callee = null;
            if (_done)
                return;
            if (result.Error is { } error && _settings.Options.Retry is { } retry && attempt < retry.Attempts && retry.Takes(error)
                && !_owner.Cancelled.IsCancellationRequested)
                delay = retry.DelayAfter(attempt, _owner.Chance);
        }

        if (delay is { } time)
            TryAfter(time);
        else
            Finish(result);
    }

    private void TryAfter(TimeSpan delay)
    {
        // Who is asked to end is not kept waiting for an attempt that would be cancelled at once.
        var ownersEnd = _owner.Cancelled.UnsafeRegister(static call => ((FunctionCall)call!).Cancel(), this);
        lock (_gate)
            _ownersEnd = ownersEnd;
        Hold(ref _delay, _owner.StartTimer(delay, () =>
        {
            _ownersEnd.Unregister();
            Try();
        }));
        if (IsDone())
            ownersEnd.Unregister();
    }

    private void Finish(ProcessResult result, bool isCancel = false)
    {
        Pid? callee;
        lock (_gate)
        {
            if (_done)
                return;
            _done = true;
            callee = _callee;
            _callee = null;
            IsCanceled = isCancel;
        }

        LetGo();
        _owner.Untrack(this);
        if (callee is not null)
            _owner.StopFunction(callee);
        _completed(result);
    }

    private void LetGo()
    {
        _timeout?.Dispose();
        _delay?.Dispose();
        _given.Unregister();
        _ownersEnd.Unregister();
    }
}
