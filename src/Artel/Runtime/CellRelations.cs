namespace Artel.Runtime;

/// <summary>
/// What other threads change of a cell, under the lock of this object: few processes have any of it, so it is made when it is needed.
/// </summary>
internal sealed class CellRelations
{
    /// <summary>Of all cells that ended without any: nothing is ever added to it.</summary>
    public static readonly CellRelations OfEnded = new() { HasEnded = true };

    /// <summary>Processes that this one monitors and whose EXIT it still wants.</summary>
    public PidSet Monitored;

    /// <summary>Processes that get an EXIT when this one ends.</summary>
    public PidSet Watchers;

    /// <summary>Processes linked to this one.</summary>
    public PidSet Links;

    /// <summary>Names of the process; null until it has one.</summary>
    public HashSet<string>? Names;

    /// <summary>When the process is terminated; null for never.</summary>
    public CancelDeadline? Deadline;

    /// <summary>Sends that wait for room, first come first served; null while there is none. Read without the lock, too.</summary>
    public Queue<WaitingSend>? WaitingSends;

    /// <summary>How many messages wait, if there is a bound. Changed without the lock.</summary>
    public int Waiting;

    /// <summary>Whether the cell takes no more links, names, deadlines and sends that wait.</summary>
    public bool HasEnded;

    /// <summary>Why the process is terminated, where that is not <see cref="Cell.Terminated"/>. Set once, without the lock.</summary>
    public ProcessException? KilledBy;

    /// <summary>Others that are told when the process ends; null until there are any. In the process's turn only.</summary>
    public List<ExitObserver>? Observers;

    /// <summary>The names in order, as they are shown.</summary>
    public string[] SortedNames() => Names is null ? [] : [.. Names.Order(StringComparer.Ordinal)];
}
