using System.ComponentModel;

namespace Artel;

/// <summary>
/// What a process does: the one seam between the runtime and a language. The runtime calls it in the process's turn only, never two
/// members at a time, on any thread; an exception that leaves a member ends the process with that error. Generated for C# classes;
/// nothing that an application writes by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProcessBehavior
{
    /// <summary>Starts it; the first call, once.</summary>
    /// <param name="process">The process's operations, its own for life.</param>
    BehaviorStep Start(ProcessContext process);

    /// <summary>Handles a message, or says that it has no handler for the topic.</summary>
    /// <param name="message">The message.</param>
    BehaviorStep Receive(Message message);

    /// <summary>Handles an event, or says that it has no handler for it.</summary>
    /// <param name="processEvent">The event.</param>
    BehaviorStep Notify(ProcessEvent processEvent);

    /// <summary>Goes on after a step that gave <see cref="BehaviorStep.Yielded"/>, or after a <see cref="ProcessContext"/> wake-up.</summary>
    BehaviorStep Continue() => BehaviorStep.Done;

    /// <summary>
    /// The process is terminated: what runs now should stop soon, so that the runtime gets the thread back. Any thread, at any time, also
    /// after <see cref="Stop"/>.
    /// </summary>
    void Interrupt() { }

    /// <summary>The process has ended: gives back what the garbage collector does not. Runs no code of the process.</summary>
    void Stop() { }
}
