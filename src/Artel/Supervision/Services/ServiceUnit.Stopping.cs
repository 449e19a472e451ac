using Artel.Runtime;

namespace Artel.Supervision;

/// <content>How a service stops: after those that require it, by CANCEL, its timeout, and terminate (statements 123 and 124).</content>
internal sealed partial class ServiceUnit
{
    /// <summary>How long a terminated process may take to be gone; only one that blocks its thread takes that long.</summary>
    private static readonly TimeSpan TerminateGrace = TimeSpan.FromSeconds(1);

    private readonly List<TaskCompletionSource> _stops = [];

    /// <summary>Whether it has a process, or will have one by itself.</summary>
    private bool IsActive => State is ServiceState.Starting or ServiceState.Running or ServiceState.Stopping;

    /// <summary>Stops it, after all that require it. Told is done when its process is gone.</summary>
    public void Stop(TaskCompletionSource? told)
    {
        _wanted = false;
        foreach (var dependent in Dependents)
        {
            if (dependent.IsActive)
                dependent.Stop(told: null);
        }

        if (!IsActive)
        {
            told?.TrySetResult();
            return;
        }

        if (told is not null)
            _stops.Add(told);
        if (State == ServiceState.Stopping)
            return;
        if (_run is null)
        {
            Disarm();
            Stopped(null);
            return;
        }

        Disarm();
        Enter(ServiceState.Stopping);
        AdvanceStop();
    }

    /// <summary>This and all that require it, directly or not, as far as they are there to be stopped.</summary>
    public IReadOnlyList<ServiceUnit> WithActiveDependents()
    {
        var found = new List<ServiceUnit> { this };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(found[i].Dependents.Where(dependent => dependent.IsActive && !found.Contains(dependent)));
        return found;
    }

    /// <summary>Goes on with a stop, if all that require it are gone.</summary>
    private void AdvanceStop()
    {
        if (State != ServiceState.Stopping || _run is not { IsCancelled: false } run || Dependents.Any(static dependent => dependent._run is not null))
            return;
        run.IsCancelled = true;
        Cancel(run);
    }

    /// <summary>Tells a process to end; one that is still being spawned is told when it is there.</summary>
    private void Cancel(ServiceRun run)
    {
        if (run.Cell is not { } cell)
            return;
        var timeout = Spec.Options.StopTimeout;
        if (timeout > TimeSpan.Zero)
            cell.RequestCancel(from: null, timeout);
        else
            cell.Kill(new TerminatedException(ErrorKind.Canceled, $"process terminated: service '{Spec.Id}' was stopped, and its StopTimeout is zero"));
        Arm(TimeSpan.FromTicks(Math.Min((timeout + TerminateGrace).Ticks, TimerLimits.Longest.Ticks)), () => GiveUp(run));
    }

    /// <summary>It can't be ended: its thread is blocked. What waits for it goes on without.</summary>
    private void GiveUp(ServiceRun run)
    {
        if (run != _run)
            return;
        _run = null;
        _lastError = new ProcessException(
            ErrorKind.Timeout, $"service '{Spec.Id}' did not stop within {Spec.Options.StopTimeout}, its StopTimeout, and can't be terminated: its process blocks its thread");
        Stopped(_lastError, ServiceState.Failed);
    }

    private void Stopped(ProcessException? error, ServiceState state = ServiceState.Stopped)
    {
        _restartAt = null;
        _lastError = error ?? _lastError;
        Enter(state);
        foreach (var stop in _stops)
            stop.TrySetResult();
        _stops.Clear();
        if (_wanted)
        {
            // Somebody wants it again already; those that it requires may have waited for its end to stop, and then start for it anew.
            foreach (var required in Required)
                required.AdvanceStop();
            Begin();
            return;
        }

        CompleteStarts(new ProcessException(ErrorKind.Canceled, "it was stopped", retryable: true));
        TellRelated();
    }
}
