using Artel.Runtime;
using Artel.Security;

namespace Artel.Supervision;

/// <summary>
/// A supervisor: a process that starts others, starts them anew when they end, and stops them, as Erlang/OTP's supervisors do. Each thing that
/// happens to it (an EXIT, a message, its CANCEL) is a step that is over before the next one begins; what comes meanwhile waits, so that no
/// EXIT is lost and none is seen too early. This part is the start, what it does about an end, and its own end; its children's starts and
/// stops are in <c>SupervisorBehavior.Children.cs</c>, its messages in <c>SupervisorBehavior.Messages.cs</c>.
/// </summary>
internal sealed partial class SupervisorBehavior(SupervisorSpec spec) : IProcessBehavior
{
    private readonly ChildList _children = new();
    private Cell _cell = null!;
    private RestartIntensity _intensity = null!;

    /// <summary>The process whose start is awaited; null for none.</summary>
    private ChildRun? _starting;

    /// <summary>Who was linked to it when it was spawned: the end of one ends it too. Links that come later are trapped and say nothing.</summary>
    private IReadOnlyList<Pid> _parents = [];

    /// <summary>Whether it was asked to end: nothing is started any more, and the CANCEL comes next.</summary>
    private bool IsEnding => _cell.Cancelled.IsCancellationRequested;

    public BehaviorStep Start(ProcessContext process)
    {
        _cell = (Cell)process;
        _intensity = new RestartIntensity(spec.MaxRestarts, spec.Within, process.Time);
        _parents = _cell.LinksNow();
        process.Options = process.Options with { TrapLinks = true };
        process.Cancelled.Register(static supervisor => ((SupervisorBehavior)supervisor!)._starting?.StopWaiting(), this);
        return BehaviorStep.From(StartAllAsync());
    }

    public BehaviorStep Notify(ProcessEvent processEvent) => processEvent switch
    {
        ExitEvent exit when _children.Find(exit.From!) is { } child => BehaviorStep.From(ChildEndedAsync(child, exit.Result)),
        CancelEvent => BehaviorStep.From(ShutDownAsync()),
        LinkDownEvent down when _parents.Contains(down.From!) => BehaviorStep.From(FollowAsync(down)),

        // An EXIT of a child that was stopped on purpose; and what links tell, EXITs tell too.
        _ => BehaviorStep.Done,
    };

    /// <summary>
    /// The supervisor has ended. After a shutdown no child is left; if it was terminated, they are too, at once, whether they trap links or not:
    /// nobody would ever start or stop them again.
    /// </summary>
    public void Stop()
    {
        foreach (var child in _children.InOrder)
            child.Run?.Cell?.Kill(new TerminatedException(ErrorKind.Canceled, $"process terminated: its supervisor {_cell.Pid} ended"));
    }

    private async ValueTask StartAllAsync()
    {
        if (spec.IsTemplate)
            return;
        foreach (var childSpec in spec.Children)
        {
            var child = new SupervisedChild(childSpec, SpawnArguments.Of([.. childSpec.Arguments]));
            _children.Add(child, hasId: true);
            if (await TryStartAsync(child) is not { } error)
            {
                if (IsEnding)
                    return;
                continue;
            }

            await StopAsync(_children.Backwards());
            throw new ProcessException(
                error.Kind, $"supervisor '{_cell.Id}': child '{childSpec.Id}' ({childSpec.Definition}) did not start: {error.Message}", error, error.Retryable);
        }
    }

    /// <summary>A child has ended by itself.</summary>
    private async ValueTask ChildEndedAsync(SupervisedChild child, ProcessResult result)
    {
        _children.Detach(child);
        if (IsEnding)
            return;
        var isRestarted = child.Spec.Restart == RestartPolicy.Permanent || (child.Spec.Restart == RestartPolicy.Transient && !result.IsNormal);
        if (isRestarted)
            await RestartAsync(child, result.Error);
        else if (child.Spec.Restart == RestartPolicy.Temporary || spec.IsTemplate)
            _children.Remove(child);
    }

    /// <summary>Starts a child anew, and those that go with it; again and again while that fails, as often as the intensity allows.</summary>
    private async ValueTask RestartAsync(SupervisedChild child, ProcessException? error)
    {
        while (!_cell.Runtime.IsStopping(HostOf(child)))
        {
            if (!_intensity.TryAdd())
            {
                await GiveUpAsync(child, error);
                return;
            }

            Report(child, error);
            var failed = await RestartOnceAsync(child);
            if (failed is null || IsEnding)
                return;
            (child, error) = failed.Value;

            // What waits in the mailbox has its turn, a terminate first of all.
            await Task.Yield();
        }
    }

    /// <summary>One attempt; the child that did not start, and why.</summary>
    private async ValueTask<(SupervisedChild Child, ProcessException Error)?> RestartOnceAsync(SupervisedChild child)
    {
        List<SupervisedChild> starting = [child];
        if (spec.Strategy is SupervisionStrategy.OneForAll or SupervisionStrategy.RestForOne)
        {
            var together = _children.Backwards(spec.Strategy == SupervisionStrategy.RestForOne ? child : null);
            await StopAsync(together);
            foreach (var temporary in together.Where(static other => other.Spec.Restart == RestartPolicy.Temporary))
                _children.Remove(temporary);
            together.RemoveAll(static other => other.Spec.Restart == RestartPolicy.Temporary);
            together.Reverse();
            starting = together;
        }

        foreach (var next in starting)
        {
            if (IsEnding)
                return null;
            next.Restarts++;
            if (await TryStartAsync(next) is { } error)
                return (next, error);
        }

        return null;
    }

    /// <summary>Restarts come too often: something is wrong that a restart does not mend, and it is for whoever supervises this one.</summary>
    private async ValueTask GiveUpAsync(SupervisedChild child, ProcessException? error)
    {
        await StopAllAsync();
        var reason = error?.Message ?? "it ended normally";
        _cell.Exit(new ProcessException(
            ErrorKind.RateLimited,
            $"supervisor '{_cell.Id}': child '{child.Spec.Id}' ({child.Spec.Definition}) ended once too often, {spec.MaxRestarts} restarts within {spec.Within} are allowed; it ended with: {reason}",
            error));
    }

    private async ValueTask ShutDownAsync()
    {
        await StopAllAsync();
        _cell.Exit();
    }

    /// <summary>A parent has ended abnormally: so does this one, in good order.</summary>
    private async ValueTask FollowAsync(LinkDownEvent down)
    {
        await StopAllAsync();
        _cell.Exit(LinkedExit.Of(down.From!, down.Error).Error);
    }

    private void Report(SupervisedChild child, ProcessException? error)
    {
        _cell.Runtime.Metrics.ChildRestarted(_cell.Id, child.Spec.Definition);
        SupervisionLog.ChildRestarted(
            _cell.Runtime.Logger, _cell.Pid, _cell.Id, child.Name(spec.IsTemplate), child.Spec.Definition, child.Restarts + 1, error?.Message ?? "it ended normally");
    }
}
