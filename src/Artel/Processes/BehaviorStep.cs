using System.ComponentModel;

namespace Artel;

/// <summary>What a step of a behaviour led to. What generated dispatch returns to the runtime.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BehaviorStep
{
    private BehaviorStep(BehaviorStepKind kind, object? state = null)
    {
        Kind = kind;
        State = state;
    }

    internal BehaviorStepKind Kind { get; }

    /// <summary>Whether nothing is left to do for the step.</summary>
    internal bool IsComplete => Kind <= BehaviorStepKind.Consumed;

    /// <summary>The task of <see cref="BehaviorStepKind.Pending"/>, the <see cref="MainRun"/> of <see cref="BehaviorStepKind.Main"/>, the result of <see cref="BehaviorStepKind.Ended"/>.</summary>
    internal object? State { get; }

    /// <summary>The step is complete; the process takes the next message.</summary>
    public static BehaviorStep Done => new(BehaviorStepKind.Done);

    /// <summary>
    /// The step is complete, and nobody knows the message that was handled any more: the runtime may send it again as another one.
    /// </summary>
    public static BehaviorStep Consumed => new(BehaviorStepKind.Consumed);

    /// <summary>There is no handler for this; the message or event goes to the channels.</summary>
    public static BehaviorStep NotHandled => new(BehaviorStepKind.NotHandled);

    /// <summary>The step used up its time: the runtime calls <see cref="IProcessBehavior.Continue"/> after others had theirs.</summary>
    public static BehaviorStep Yielded => new(BehaviorStepKind.Yielded);

    /// <summary>The step is complete when the task is; until then the process takes no further message.</summary>
    /// <param name="task">The handler's task.</param>
    public static BehaviorStep From(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            return new(BehaviorStepKind.Pending, task.AsTask());
        task.GetAwaiter().GetResult();
        return Done;
    }

    /// <inheritdoc cref="From(ValueTask)"/>
    public static BehaviorStep From(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.IsCompletedSuccessfully ? Done : new(BehaviorStepKind.Pending, task);
    }

    /// <summary>The step is complete when the task is; its result answers the message's request.</summary>
    /// <typeparam name="T">The answer's type.</typeparam>
    /// <param name="message">The message that is handled.</param>
    /// <param name="task">The handler's task.</param>
    public static BehaviorStep Answer<T>(Message message, ValueTask<T> task)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!task.IsCompletedSuccessfully)
            return new(BehaviorStepKind.Pending, AnswerWhenDoneAsync(message, task));
        message.Reply(task.Result);
        return Done;
    }

    /// <inheritdoc cref="Answer{T}(Message, ValueTask{T})"/>
    public static BehaviorStep Answer<T>(Message message, Task<T> task) => Answer(message, new ValueTask<T>(task));

    /// <summary>The step is complete; its result answers the message's request.</summary>
    /// <typeparam name="T">The answer's type.</typeparam>
    /// <param name="message">The message that is handled.</param>
    /// <param name="answer">The handler's result.</param>
    public static BehaviorStep Answer<T>(Message message, T answer)
    {
        ArgumentNullException.ThrowIfNull(message);
        message.Reply(answer);
        return Done;
    }

    /// <summary>The same step of a handler that was given the payload and not the message: <see cref="Consumed"/> for <see cref="Done"/>.</summary>
    public BehaviorStep Consume() => Kind == BehaviorStepKind.Done ? Consumed : this;

    /// <summary>The process is this task: it ends when the task does.</summary>
    /// <param name="task">Main's task.</param>
    public static BehaviorStep Main(Task task) => new(BehaviorStepKind.Main, new MainRun(task));

    /// <inheritdoc cref="Main(Task)"/>
    public static BehaviorStep Main(ValueTask task) => Main(task.AsTask());

    /// <summary>The process is this task: it ends when the task does, with its result as value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="task">Main's task.</param>
    public static BehaviorStep Main<T>(Task<T> task) => new(BehaviorStepKind.Main, new MainRun<T>(task));

    /// <inheritdoc cref="Main{T}(Task{T})"/>
    public static BehaviorStep Main<T>(ValueTask<T> task) => Main(task.AsTask());

    /// <summary>The process has ended normally.</summary>
    /// <param name="value">Main's value; null for none.</param>
    public static BehaviorStep End(object? value) => new(BehaviorStepKind.Ended, ProcessResult.FromValue(value));

    /// <summary>The process has ended with an error.</summary>
    internal static BehaviorStep Fail(ProcessException error) => new(BehaviorStepKind.Ended, ProcessResult.FromError(error));

    private static async Task AnswerWhenDoneAsync<T>(Message message, ValueTask<T> task) => message.Reply(await task);
}

/// <summary>The kinds of <see cref="BehaviorStep"/>.</summary>
internal enum BehaviorStepKind : byte
{
    Done,

    // All up to here are complete (IsComplete).
    Consumed,

    NotHandled,
    Yielded,
    Pending,
    Main,
    Ended,
}

/// <summary>A running main method without a value.</summary>
internal class MainRun(Task task)
{
    public Task Task => task;

    /// <summary>The value of the completed task.</summary>
    public virtual object? Value => null;
}

/// <summary>A running main method with a value.</summary>
internal sealed class MainRun<T>(Task<T> task) : MainRun(task)
{
    public override object? Value => task.Result;
}
