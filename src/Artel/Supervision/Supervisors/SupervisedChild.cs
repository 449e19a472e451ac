using Artel.Runtime;

namespace Artel.Supervision;

/// <summary>A child as its supervisor knows it. In the supervisor's turn only.</summary>
internal sealed class SupervisedChild
{
    public SupervisedChild(ChildSpec spec, SpawnArguments arguments)
    {
        Spec = spec;
        Arguments = arguments;
        Node = new(this);
    }

    public ChildSpec Spec { get; }

    public SpawnArguments Arguments { get; }

    /// <summary>Its place in the order of start.</summary>
    public LinkedListNode<SupervisedChild> Node { get; }

    /// <summary>Its process; null while it has none.</summary>
    public ChildRun? Run { get; set; }

    /// <summary>Whether it is a supervisor; known once it was started.</summary>
    public ChildType Type { get; set; }

    /// <summary>How often it was started anew.</summary>
    public int Restarts { get; set; }

    public Shutdown Shutdown => Spec.Shutdown ?? (Type == ChildType.Supervisor ? Shutdown.Infinity : Shutdown.After(ChildSpec.DefaultShutdown));

    /// <summary>What messages and errors call it: a child of a template has no id of its own.</summary>
    public string Name(bool isTemplate) => isTemplate ? Run?.Cell?.Pid.ToString() ?? "of the template" : Spec.Id;

    public ChildInfo ToInfo(bool isTemplate) => new()
    {
        Id = isTemplate ? "" : Spec.Id,
        Definition = Spec.Definition,
        Pid = Run?.Cell?.Pid,
        Type = Type,
        Restart = Spec.Restart,
        Restarts = Restarts,
    };
}

/// <summary>
/// One process of a child. Its first step and its end come into the supervisor's turn by this, besides the EXIT, so that what the supervisor
/// awaits goes on while its events wait.
/// </summary>
internal sealed class ChildRun(Cell supervisor) : ExitObserver
{
    private readonly TaskCompletionSource _started = new();
    private readonly TaskCompletionSource _ended = new();

    /// <summary>The process; null until it is spawned.</summary>
    public Cell? Cell { get; set; }

    /// <summary>How it ended; null while it runs.</summary>
    public ProcessResult? Result { get; private set; }

    /// <summary>Complete when its first step is done, or it has ended, or nobody waits for it any more.</summary>
    public Task Started => _started.Task;

    /// <summary>Complete when it has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The supervisor is asked to end, and waits for no start any more.</summary>
    public void StopWaiting() => _started.TrySetResult();

    public override void OnStarted(Pid pid) => supervisor.Post(new ContinuationSignal(supervisor.Epoch, _ => _started.TrySetResult(), null));

    public override void OnExit(Pid pid, ProcessResult result) => supervisor.Post(new ContinuationSignal(
        supervisor.Epoch,
        _ =>
        {
            Result = result;
            _started.TrySetResult();
            _ended.TrySetResult();
        },
        null));
}
