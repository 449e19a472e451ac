namespace Artel.Testing;

/// <summary>A behaviour with interleaving points around what it does, also in the middle of the process's end.</summary>
internal sealed class InterleavedBehavior(IProcessBehavior inner, DeterministicScheduler scheduler) : IProcessBehavior
{
    /// <summary>The same definition, whose behaviours have interleaving points.</summary>
    public static ProcessDefinition Wrap(ProcessDefinition definition, DeterministicScheduler scheduler) => definition.With(activation =>
    {
        scheduler.Interleave();
        var inner = definition.Create(activation);
        scheduler.Interleave();
        return new InterleavedBehavior(inner, scheduler);
    });

    public BehaviorStep Start(ProcessContext process)
    {
        scheduler.Interleave();
        return inner.Start(process);
    }

    public BehaviorStep Receive(Message message)
    {
        var step = inner.Receive(message);
        scheduler.Interleave();
        return step;
    }

    public BehaviorStep Notify(ProcessEvent processEvent)
    {
        var step = inner.Notify(processEvent);
        scheduler.Interleave();
        return step;
    }

    public BehaviorStep Continue() => inner.Continue();

    public void Interrupt()
    {
        scheduler.Interleave();
        inner.Interrupt();
    }

    public void Stop()
    {
        scheduler.Interleave();
        inner.Stop();
        scheduler.Interleave();
    }
}
