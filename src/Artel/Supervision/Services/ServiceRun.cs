using Artel.Runtime;

namespace Artel.Supervision;

/// <summary>
/// One process of a service, from the wish for it to its end. It is spawned beside the services' turns, since its constructor is the
/// application's code; what becomes of it is brought back into them.
/// </summary>
internal sealed class ServiceRun(ServiceUnit unit, ArtelRuntime runtime, ServiceTurns turns, SpawnSettings settings) : ExitObserver, IThreadPoolWorkItem
{
    /// <summary>The process; null while it is being spawned. In the services' turns.</summary>
    public Cell? Cell { get; set; }

    /// <summary>When its first step was done; null before. In the services' turns.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Whether it was told to end. In the services' turns.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>Why it has to be ended as soon as it is there: its start took too long. In the services' turns.</summary>
    public ProcessException? Overdue { get; set; }

    public void Execute()
    {
        var spec = unit.Spec;
        try
        {
            var cell = runtime.Spawn(
                null, null, spec.Definition, spec.Host, spec.Options.SpawnArguments, SpawnRelation.None, settings, this, mayJoin: false);
            turns.Post(() => unit.Spawned(this, cell));
        }
        catch (Exception failed)
        {
            turns.Post(() => unit.Ended(this, ProcessResult.FromError(ProcessException.From(failed))));
        }
    }

    public override void OnStarted(Pid pid) => turns.Post(() => unit.Started(this, (Cell?)pid.Route));

    public override void OnExit(Pid pid, ProcessResult result) => turns.Post(() => unit.Ended(this, result));
}
