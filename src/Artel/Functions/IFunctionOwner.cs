namespace Artel.Functions;

/// <summary>Who calls functions: a process, in its turn, or the runtime for code that is in none, on any thread.</summary>
internal interface IFunctionOwner : ISpawnOwner
{
    /// <summary>Fires when no attempt is wanted any more, since the owner was asked to end.</summary>
    CancellationToken Cancelled { get; }

    /// <summary>From 0 to 1, for the times between attempts.</summary>
    double Chance { get; }

    /// <summary>The function of an id and the host that it runs on, if the owner may call it.</summary>
    /// <param name="id">The function's id.</param>
    /// <param name="host">The host; null for the function's own.</param>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED, NOT_FOUND, UNAVAILABLE.</exception>
    FunctionTarget FindFunction(string id, string? host);

    /// <summary>Starts a process whose end <paramref name="ended"/> gets, unless the owner ends first: then it is cancelled and terminated.</summary>
    /// <exception cref="ProcessException">It can't be started.</exception>
    Pid StartFunction(FunctionTarget target, SpawnArguments arguments, SpawnSettings settings, Action<ProcessResult> ended);

    /// <summary>Asks a function to end, and terminates it if it does not.</summary>
    void StopFunction(Pid function);

    /// <summary>A timer that fires once, as the owner's code.</summary>
    IDisposable StartTimer(TimeSpan due, Action fired);

    /// <summary>Runs something as the owner's code, soon. Any thread.</summary>
    void Post(Action action);

    /// <summary>A call is running: it is disposed if the owner ends, or becomes another one.</summary>
    void Track(IDisposable call);

    /// <summary>It is running no more.</summary>
    void Untrack(IDisposable call);

    /// <summary>A channel of the owner's for the outcome of a call.</summary>
    ProcessChannel<ProcessResult> CreateResponse();
}

/// <summary>What is called.</summary>
/// <param name="Id">The id of its definition.</param>
/// <param name="Host">The host that runs it.</param>
internal readonly record struct FunctionTarget(string Id, string Host);

/// <summary>How functions are called. Immutable.</summary>
internal sealed record FunctionSettings
{
    public static FunctionSettings None { get; } = new();

    /// <summary>The context and the identity of the function's process.</summary>
    public SpawnSettings Spawn { get; init; } = SpawnSettings.None;

    public FunctionOptions Options { get; init; } = FunctionOptions.None;

    /// <summary>The host that runs it; null for the function's own.</summary>
    public string? Host { get; init; }

    /// <summary>Cancels the calls.</summary>
    public CancellationToken Cancelled { get; init; }
}
