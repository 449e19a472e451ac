using System.Collections.Immutable;
using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>What few cells have, and what is touched in the process's turn only, if it says nothing else. Made when it is needed.</summary>
internal sealed class CellRarities
{
    /// <summary>The context values.</summary>
    public ImmutableDictionary<string, object?> Context = ImmutableDictionary<string, object?>.Empty;

    /// <summary>What the process has switched about itself; null for nothing.</summary>
    public ProcessOptions? Options;

    /// <summary>The names, as the process may use them.</summary>
    public ProcessRegistry? Registry;

    /// <summary>What the process calls functions by.</summary>
    public FunctionExecutor? Functions;

    /// <summary>The queues, as the process may use them.</summary>
    public QueueClient? Queues;

    /// <summary>The message of a queue that the process handles; null for none.</summary>
    public QueueMessageContext? QueueMessage;

    /// <summary>The process's view of its own security.</summary>
    public ProcessSecurity? Security;

    /// <summary>Where messages without a handler go; null until one comes or the process asks for a channel. Read by other threads.</summary>
    public MessageRouter? Router;

    /// <summary>What arrived while a handler is awaited, oldest first. Its count is read by other threads.</summary>
    public Queue<Envelope>? Deferred;

    /// <summary>What code before an upgrade has been handed and did not get to see; null for nothing.</summary>
    public Queue<Envelope>? GivenBack;

    /// <summary>Waits at channels that hang on a cancellation token; null until there is one.</summary>
    public HashSet<IDisposable>? Waits;

    /// <summary>How the process asked to end; null for without a value.</summary>
    public ProcessResult? ExitResult;

    /// <summary>What the process becomes when the running code gives the turn back.</summary>
    public (ProcessDefinition Definition, IProcessBehavior Behavior)? Upgrade;

    /// <summary>The armed timers.</summary>
    public TimerSet Timers;

    /// <summary>What <see cref="ProcessContext.Cancelled"/> gives out; null until somebody asks.</summary>
    public CancellationTokenSource? Cancelled;

    /// <summary>Processes whose result this one waits for by exec; null until there are any.</summary>
    public HashSet<Pid>? Executed;

    /// <summary>Requests that are not answered when their handler is done; some may be by now. Null until there is one.</summary>
    public List<(ReplySlot Slot, ushort Version)>? Requests;

    /// <summary>Requests of this process that wait for their answers.</summary>
    public AskList Asks;

    /// <summary>How many requests there may be before the answered ones are taken out.</summary>
    public int RequestsBeforeCleaning;

    /// <summary>Turns the order in which select looks at its cases.</summary>
    public int SelectStart;

    /// <summary>How often what keeps it running has started another one in its place before it. Read by other threads.</summary>
    public int Restarts;

    /// <summary>Told of each event that was delivered, and is taken back before it was received; null where nobody keeps account.</summary>
    public Action<ProcessEvent>? EventForgotten;

    /// <summary>Counts the turns.</summary>
    public int Turn;

    /// <summary>Counts the upgrades.</summary>
    public int Epoch;

    /// <summary>The last error that did not end the process; null while there was none. Read by other threads.</summary>
    public volatile ProcessException? LastError;
}
