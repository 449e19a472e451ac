using System.Threading.Tasks.Sources;

namespace Artel.Messaging;

/// <summary>
/// What goes on when a wait is over, and where. It is set once, by who awaits, and ended once, by who ends the wait, in whichever order and on
/// whatever threads; who comes second sees to it that it runs.
/// </summary>
internal struct Continuation
{
    /// <summary>Stands in the place of the action where the wait was over first.</summary>
    private static readonly Action<object?> Over = static _ => throw new InvalidOperationException("This is called by nobody.");

    private Action<object?>? _action;
    private object? _state;
    private ExecutionContext? _flowing;

    /// <summary>Where it runs: a synchronization context or a scheduler of tasks; null for none.</summary>
    public object? Scheduler { readonly get; private set; }

    /// <summary>Whether it was set, or the wait is over.</summary>
    public readonly bool IsSetOrOver => Volatile.Read(in _action) is not null;

    /// <summary>Sets it; false when the wait is over already, and it is to run elsewhere than on the stack of who awaits.</summary>
    /// <exception cref="InvalidOperationException">It was set before.</exception>
    public bool TrySet(Action<object?> action, object? state, ValueTaskSourceOnCompletedFlags flags)
    {
        _state = state;
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0)
            _flowing = ExecutionContext.Capture();
        if ((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0)
            Scheduler = CurrentScheduler();
        var first = Interlocked.CompareExchange(ref _action, action, null);
        if (first is null)
            return true;
        if (!ReferenceEquals(first, Over))
            throw AwaitedTwice();
        _action = action;
        return false;
    }

    /// <summary>The wait is over: whether it was set, and is to run now.</summary>
    public bool TryEnd() => (Volatile.Read(ref _action) ?? Interlocked.CompareExchange(ref _action, Over, null)) is not null;

    /// <summary>Runs it here.</summary>
    public readonly void Run()
    {
        if (_flowing is null)
        {
            _action!(_state);
            return;
        }

        ExecutionContext.Run(
            _flowing,
            static state =>
            {
                var (action, its) = ((Action<object?>, object?))state!;
                action(its);
            },
            (_action!, _state));
    }

    /// <summary>Has it run where it wants to, or on the thread pool.</summary>
    public readonly void RunElsewhere()
    {
        var run = this;
        switch (Scheduler)
        {
            case SynchronizationContext context:
                context.Post(_ => run.Run(), null);
                break;
            case TaskScheduler scheduler:
                Task.Factory.StartNew(run.Run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
                break;
            default:
                if (_flowing is null)
                    ThreadPool.UnsafeQueueUserWorkItem(_action!, _state, preferLocal: true);
                else
                    ThreadPool.UnsafeQueueUserWorkItem(_ => run.Run(), null);
                break;
        }
    }

    /// <summary>What a second await is told.</summary>
    public static InvalidOperationException AwaitedTwice() => new(
        "What a wait gives was awaited twice; await it once, or make a task of it with AsTask().");

    private static object? CurrentScheduler()
    {
        if (SynchronizationContext.Current is { } context && context.GetType() != typeof(SynchronizationContext))
            return context;
        return ReferenceEquals(TaskScheduler.Current, TaskScheduler.Default) ? null : TaskScheduler.Current;
    }
}
