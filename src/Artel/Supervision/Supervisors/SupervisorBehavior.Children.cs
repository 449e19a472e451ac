using Artel.Runtime;
using Artel.Security;

namespace Artel.Supervision;

/// <content>How a child is started and stopped.</content>
internal sealed partial class SupervisorBehavior
{
    private string HostOf(SupervisedChild child) => child.Spec.Host ?? _cell.Host.Id;

    /// <summary>
    /// Starts a child, and waits for its first step: a supervisor's is done when all of its own children have started. The error, if that
    /// fails; null also if this supervisor is asked to end meanwhile.
    /// </summary>
    private async ValueTask<ProcessException?> TryStartAsync(SupervisedChild child)
    {
        var run = new ChildRun(_cell);
        try
        {
            run.Cell = _cell.Runtime.Spawn(
                _cell,
                PermissionTable.SpawnLinkedMonitored,
                child.Spec.Definition,
                HostOf(child),
                child.Arguments,
                SpawnRelation.Monitored | SpawnRelation.Linked,
                SpawnSettings.None with { Restarts = child.Restarts },
                run,
                mayJoin: false);
        }
        catch (ProcessException refused)
        {
            return refused;
        }

        child.Type = child.Spec.Type ?? (run.Cell.Definition.IsSupervisor ? ChildType.Supervisor : ChildType.Worker);
        _children.Attach(child, run);
        _starting = run;
        await run.Started;
        _starting = null;
        if (run.Result?.Error is not { } error)
            return null;

        // The start has failed, and is no end of a child: the EXIT that is on its way finds nobody.
        _children.Detach(child);
        return error;
    }

    private ValueTask StopAllAsync() => spec.IsTemplate ? StopTogetherAsync(_children.Backwards()) : StopAsync(_children.Backwards());

    /// <summary>Stops children, one after the other.</summary>
    private async ValueTask StopAsync(IEnumerable<SupervisedChild> children)
    {
        foreach (var child in children)
            await StopAsync(child);
    }

    /// <summary>Stops children, all at once.</summary>
    private async ValueTask StopTogetherAsync(List<SupervisedChild> children)
    {
        foreach (var child in children)
            BeginStop(child);
        foreach (var child in children)
            await FinishStopAsync(child);
    }

    private ValueTask StopAsync(SupervisedChild child)
    {
        BeginStop(child);
        return FinishStopAsync(child);
    }

    /// <summary>
    /// Ending its own children needs no permission: it is what a supervisor is there for, and one that may not would leave them behind.
    /// </summary>
    private void BeginStop(SupervisedChild child)
    {
        if (child.Run?.Cell is not { } cell)
            return;
        var shutdown = child.Shutdown;
        if (shutdown.IsBrutalKill)
            cell.Kill(new TerminatedException(ErrorKind.Canceled, $"process terminated: its supervisor {_cell.Pid} stopped it"));
        else
            cell.RequestCancel(_cell.Pid, shutdown.Timeout);
    }

    private async ValueTask FinishStopAsync(SupervisedChild child)
    {
        if (child.Run is not { } run)
            return;
        await run.Ended;
        _children.Detach(child);
    }
}
