namespace Artel.Testing;

/// <summary>A process whose code is lambdas of a test.</summary>
internal sealed class LambdaBehavior(
    Func<ProcessContext, BehaviorStep> start,
    Func<ProcessContext, Message, BehaviorStep> receive,
    Func<ProcessContext, ProcessEvent, BehaviorStep> notify) : IProcessBehavior
{
    private ProcessContext _process = null!;

    public BehaviorStep Start(ProcessContext process)
    {
        _process = process;
        return start(process);
    }

    public BehaviorStep Receive(Message message) => receive(_process, message);

    public BehaviorStep Notify(ProcessEvent processEvent) => notify(_process, processEvent);
}
