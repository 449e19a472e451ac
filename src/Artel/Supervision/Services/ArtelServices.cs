using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Artel.Messaging;
using Artel.Supervision;

namespace Artel;

/// <summary>
/// The services of an application: processes that it keeps running, in the order of what they require. Those with <c>AutoStart</c> start with
/// the application; all stop with it, before any other process. Thread-safe.
/// </summary>
public sealed class ArtelServices
{
    /// <summary>How many changes wait for a reader of <see cref="WatchAsync"/>.</summary>
    private const int WatchRoom = 1024;

    private readonly ArtelRuntime _runtime;
    private readonly ServiceTurns _turns;
    private readonly ServiceUnit[] _units;
    private readonly FrozenDictionary<string, ServiceUnit> _byId;

    /// <summary>Whether the application stops. In the services' turns.</summary>
    private bool _closed;

    internal ArtelServices(ArtelRuntime runtime, IReadOnlyList<ServiceSpec> services, ServiceTurns turns, Random random)
    {
        _runtime = runtime;
        _turns = turns;
        if (services.Count == 0)
        {
            (_units, _byId) = ([], FrozenDictionary<string, ServiceUnit>.Empty);
            return;
        }

        var report = new ServiceReport(runtime, this);
        _units = [.. services.OrderBy(static service => service.Id, StringComparer.Ordinal)
            .Select(service => new ServiceUnit(service, runtime, turns, report, random))];
        _byId = _units.ToFrozenDictionary(static unit => unit.Spec.Id, StringComparer.Ordinal);
        foreach (var unit in _units)
            unit.Required = [.. unit.Spec.Requires.Select(id => _byId[id])];
        var dependents = _units.SelectMany(static unit => unit.Required, static (unit, required) => (unit, required)).ToLookup(static pair => pair.required, static pair => pair.unit);
        foreach (var unit in _units)
            unit.Dependents = [.. dependents[unit]];
    }

    /// <summary>
    /// A service has come to another state, or a restart of it to another time. Called for one change after the other, in the order in which
    /// they happen; a handler should be short, since the next change waits for it. What it throws is logged.
    /// </summary>
    public event EventHandler<ServiceChange>? Changed;

    /// <summary>All services, ordered by id.</summary>
    public IReadOnlyList<ServiceStatus> List() => [.. _units.Select(static unit => unit.Status)];

    /// <summary>What is known of a service.</summary>
    /// <param name="id">The service's id.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND.</exception>
    public ServiceStatus Get(string id) => Find("get", id).Status;

    /// <summary>What is known of a service; null if there is none of the id.</summary>
    /// <param name="id">The service's id.</param>
    public ServiceStatus? TryGet(string id) => _byId.GetValueOrDefault(id ?? "")?.Status;

    /// <summary>
    /// Starts a service, after what it requires, unless it runs. Complete when it runs: the first step of its process is done.
    /// </summary>
    /// <param name="id">The service's id.</param>
    /// <param name="cancellationToken">Stops waiting; the service goes on to start.</param>
    /// <exception cref="ProcessException">
    /// INVALID, NOT_FOUND; UNAVAILABLE: the application stops, or what it requires is not there; or the error of its first attempt, after
    /// which it is tried again as its restart policy says.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public Task StartAsync(string id, CancellationToken cancellationToken = default)
    {
        var unit = Find("start", id);
        return Ask(told =>
        {
            if (_closed)
                told.TrySetException(Closed(id));
            else
                unit.Start(told);
        }).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Stops a service, after all that require it: its process gets CANCEL, its <see cref="ServiceOptions.StopTimeout"/>, and is terminated then.
    /// Complete when it is gone. It is not started anew until somebody starts it.
    /// </summary>
    /// <param name="id">The service's id.</param>
    /// <param name="cancellationToken">Stops waiting; the service goes on to stop.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public Task StopAsync(string id, CancellationToken cancellationToken = default)
    {
        var unit = Find("stop", id);
        return Ask(unit.Stop).WaitAsync(cancellationToken);
    }

    /// <summary>Stops a service, and starts it; those that require it stop before it and are started after it.</summary>
    /// <param name="id">The service's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">As for <see cref="StartAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async Task RestartAsync(string id, CancellationToken cancellationToken = default)
    {
        var unit = Find("restart", id);
        IReadOnlyList<ServiceUnit> stopped = [];
        await Ask(told =>
        {
            stopped = unit.WithActiveDependents();
            unit.Stop(told);
        }).WaitAsync(cancellationToken);
        await Task.WhenAll(stopped.Select(each => StartAsync(each.Spec.Id, cancellationToken)));
    }

    /// <summary>The changes from now on, that is from when the enumeration begins. A reader that is 1,024 behind loses the oldest.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<ServiceChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var changes = Channel.CreateBounded<ServiceChange>(new BoundedChannelOptions(WatchRoom) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        void Write(object? sender, ServiceChange change) => changes.Writer.TryWrite(change);
        Changed += Write;
        try
        {
            await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            Changed -= Write;
        }
    }

    /// <summary>
    /// Has each change sent to a process, as a message of the topic <see cref="ServiceChange.Topic"/> with the change as payload; a Lua process
    /// gets it as a table <c>{ service, state, previous, since, pid, restarts, attempts, error }</c>.
    /// </summary>
    /// <param name="process">
    /// A pid, whose end is the end of it; or a name, whose process of the moment gets it: nobody, while nobody has the name.
    /// </param>
    /// <returns>Dispose it to end it.</returns>
    public IDisposable Subscribe(Destination process)
    {
        var subscription = new Subscription(this, process);
        Changed += subscription.Send;
        return subscription;
    }

    /// <summary>Starts those that start with the application; complete when each runs or has failed once.</summary>
    internal async Task StartAllAsync(CancellationToken cancellationToken)
    {
        if (_units.Length == 0)
            return;
        var starts = _units.Where(static unit => unit.Spec.Options.AutoStart)
            .Select(static unit => (Unit: unit, Told: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)))
            .ToList();

        // In one turn, so that none has failed already when another one that requires it is told to start, and is not tried again for it.
        _turns.Post(() =>
        {
            foreach (var (unit, told) in starts)
                unit.Start(told);
        });
        foreach (var (_, told) in starts)
            await told.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // What failed is in the log and the state: the application starts with what there is.
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Stops all, in reverse order of what they require. The token cuts the wait short: the hosts end what is left.</summary>
    internal async Task StopAllAsync(CancellationToken cancellationToken)
    {
        if (_units.Length == 0)
            return;
        _turns.Post(() => _closed = true);
        try
        {
            await Task.WhenAll(_units.Select(unit => Ask(unit.Stop))).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            var left = _units.Where(static unit => unit.Status.State is ServiceState.Starting or ServiceState.Running or ServiceState.Stopping);
            SupervisionLog.StopCutShort(_runtime.Logger, string.Join(", ", left.Select(static unit => unit.Spec.Id)));
        }
    }

    /// <summary>Tells all who subscribed. In the services' turns.</summary>
    internal void Tell(ServiceChange change)
    {
        foreach (var handler in Changed?.GetInvocationList() ?? [])
        {
            try
            {
                ((EventHandler<ServiceChange>)handler)(this, change);
            }
            catch (Exception failed)
            {
                // A handler is the application's; that it fails is shown, and changes nothing for the services.
                SupervisionLog.SubscriberFailed(_runtime.Logger, failed);
            }
        }
    }

    private Task Ask(Action<TaskCompletionSource> step)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _turns.Post(() => step(told));
        return told.Task;
    }

    private ServiceUnit Find(string operation, string id)
    {
        if (string.IsNullOrEmpty(id))
            throw new ProcessException(ErrorKind.Invalid, $"{operation}: the service id is empty", retryable: false);
        return _byId.GetValueOrDefault(id)
            ?? throw new ProcessException(ErrorKind.NotFound, $"{operation}: there is no service '{id}'; add it with AddService or in the configuration", retryable: false);
    }

    private static ProcessException Closed(string id) =>
        new(ErrorKind.Unavailable, $"start: service '{id}' can't start, since the application stops", retryable: false);

    private sealed class Subscription(ArtelServices services, Destination process) : IDisposable
    {
        public void Send(object? sender, ServiceChange change)
        {
            var error = services._runtime.TrySend(null, process, ServiceChange.Topic, new SendOne<ServiceChange>(change), slot: null);
            if (error is { Kind: ErrorKind.NotFound } && (process.Pid is not null || Pid.LooksLikePid(process.Text)))
                Dispose();
        }

        public void Dispose() => services.Changed -= Send;
    }
}
