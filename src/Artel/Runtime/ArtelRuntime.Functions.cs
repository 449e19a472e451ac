using Artel.Functions;
using Artel.Messaging;
using Artel.Runtime;

namespace Artel;

/// <content>Functions, for code that is in no process, and how they are found.</content>
public sealed partial class ArtelRuntime : IFunctionOwner
{
    private FunctionExecutor? _functions;

    /// <summary>Calls functions; they act for the application's identity (<see cref="ArtelBuilder.UseIdentity"/>), as what <see cref="Spawn(string, string, ReadOnlySpan{object})"/> starts.</summary>
    public FunctionExecutor Functions => _functions ??= new(this, FunctionSettings.None);

    /// <summary>The host of functions that name none; null where there is none named either.</summary>
    internal string? FunctionHost { get; init; }

    /// <summary>Where the chance in the times between attempts comes from; thread-safe.</summary>
    internal Random Random { get; init; } = Random.Shared;

    CancellationToken IFunctionOwner.Cancelled => default;

    double IFunctionOwner.Chance => Random.NextDouble();

    /// <summary>The function of an id and the host that it runs on; who may not call it does not learn whether there is one.</summary>
    /// <param name="caller">Who wants to call it; null for code in no process.</param>
    /// <param name="id">The function's id.</param>
    /// <param name="host">The host that it is to run on; null for its own.</param>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED, NOT_FOUND, UNAVAILABLE.</exception>
    internal FunctionTarget FindFunction(Cell? caller, string id, string? host)
    {
        VerifyId("call", "function", id);
        if (!_started)
            throw new ProcessException(ErrorKind.Unavailable, "call: the runtime has not started yet; start the application's host first", retryable: true);
        _definitions.TryGetValue(id, out var definition);
        var runsOn = host ?? HostOfFunction(id);
        ThrowIf(caller?.FindFunctionDenial(id, runsOn ?? ""));
        if (definition is null)
            throw new ProcessException(ErrorKind.NotFound, $"call: there is no function '{id}'; add it with AddDefinitions or AddDefinition", retryable: false);
        if (runsOn is null)
        {
            throw new ProcessException(
                ErrorKind.Invalid,
                $"call: '{id}' names no host to run on, and the application has {_hosts.Count}; name one with Host in its attribute, with ---@host in its Lua file, or for all functions with UseFunctionHost",
                retryable: false);
        }

        return _hosts.ContainsKey(runsOn)
            ? new(id, runsOn)
            : throw new ProcessException(ErrorKind.NotFound, $"call: there is no host '{runsOn}' for the function '{id}'; add it with AddHost", retryable: false);
    }

    /// <summary>The host that a function runs on unless its caller names one: its own, that of all functions, the only one; null where there is none of these.</summary>
    internal string? HostOfFunction(string id) => _definitions.GetValueOrDefault(id)?.Host ?? FunctionHost ?? OnlyHost;

    FunctionTarget IFunctionOwner.FindFunction(string id, string? host) => FindFunction(null, id, host);

    Pid IFunctionOwner.StartFunction(FunctionTarget target, SpawnArguments arguments, SpawnSettings settings, Action<ProcessResult> ended) =>
        Spawn(null, null, target.Id, target.Host, arguments, SpawnRelation.None, settings, new EndTold(ended), mayJoin: false).Pid;

    void IFunctionOwner.StopFunction(Pid function) => (function.Route as Cell)?.RequestCancel(from: null, Cell.ExecGrace);

    IDisposable IFunctionOwner.StartTimer(TimeSpan due, Action fired) =>
        Time.CreateTimer(static fired => ((Action)fired!)(), fired, due, Timeout.InfiniteTimeSpan);

    void IFunctionOwner.Post(Action action) => action();

    void IFunctionOwner.Track(IDisposable call)
    {
        // The runtime's calls end with their functions, which end with their hosts.
    }

    void IFunctionOwner.Untrack(IDisposable call)
    {
        // Nothing was kept.
    }

    ProcessChannel<ProcessResult> IFunctionOwner.CreateResponse() => throw new ProcessException(
        ErrorKind.Invalid, "response: the function was called by code that is in no process, and only processes have channels; await the future", retryable: false);

    /// <summary>Tells the end of a process on the thread on which it ends.</summary>
    private sealed class EndTold(Action<ProcessResult> ended) : ExitObserver
    {
        public override void OnExit(Pid pid, ProcessResult result) => ended(result);
    }
}
