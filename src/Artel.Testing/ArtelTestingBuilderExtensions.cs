namespace Artel.Testing;

/// <summary>Definitions that are lambdas, for the processes that stand around the tested one.</summary>
public static class ArtelTestingBuilderExtensions
{
    /// <summary>Adds a process in the channel style: it is this method, with a value.</summary>
    /// <param name="artel">The builder.</param>
    /// <param name="id">The definition's id, <c>namespace:name</c>.</param>
    /// <param name="main">What the process does; it ends when the task does, with the task's result.</param>
    public static ArtelBuilder AddMain(this ArtelBuilder artel, string id, Func<ProcessContext, SpawnArguments, Task<object?>> main)
    {
        ArgumentNullException.ThrowIfNull(artel);
        ArgumentNullException.ThrowIfNull(main);
        return artel.AddDefinition(new ProcessDefinition(id, activation => new LambdaBehavior(
            process => BehaviorStep.Main(main(process, activation.Arguments)),
            static (_, _) => BehaviorStep.NotHandled,
            static (_, _) => BehaviorStep.NotHandled)));
    }

    /// <summary>Adds a process in the channel style: it is this method.</summary>
    /// <param name="artel">The builder.</param>
    /// <param name="id">The definition's id, <c>namespace:name</c>.</param>
    /// <param name="main">What the process does; it ends when the task does.</param>
    public static ArtelBuilder AddMain(this ArtelBuilder artel, string id, Func<ProcessContext, Task> main)
    {
        ArgumentNullException.ThrowIfNull(artel);
        ArgumentNullException.ThrowIfNull(main);
        return artel.AddDefinition(new ProcessDefinition(id, _ => new LambdaBehavior(
            process => BehaviorStep.Main(main(process)),
            static (_, _) => BehaviorStep.NotHandled,
            static (_, _) => BehaviorStep.NotHandled)));
    }

    /// <summary>Adds a process in the handler style: it waits until it gets a message, for ever if none ends it.</summary>
    /// <param name="artel">The builder.</param>
    /// <param name="id">The definition's id, <c>namespace:name</c>.</param>
    /// <param name="receive">Handles each message.</param>
    /// <param name="notify">Handles each event; null for a process that ends when it is cancelled and takes no other event.</param>
    public static ArtelBuilder AddHandlers(
        this ArtelBuilder artel, string id, Action<ProcessContext, Message> receive, Action<ProcessContext, ProcessEvent>? notify = null)
    {
        ArgumentNullException.ThrowIfNull(artel);
        ArgumentNullException.ThrowIfNull(receive);
        return artel.AddDefinition(new ProcessDefinition(id, _ => new LambdaBehavior(
            static _ => BehaviorStep.Done,
            (process, message) =>
            {
                receive(process, message);
                return BehaviorStep.Done;
            },
            (process, processEvent) =>
            {
                if (notify is null)
                    return BehaviorStep.NotHandled;
                notify(process, processEvent);
                return BehaviorStep.Done;
            }))
        {
            EndsWhenCancelled = notify is null,
            Topics = ["*"],
        });
    }
}
