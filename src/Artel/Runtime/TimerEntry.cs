namespace Artel.Runtime;

/// <summary>What stands in a <see cref="TimerQueue"/>.</summary>
internal abstract class TimerEntry
{
    /// <summary>Where it stands; -1 when it does not. Under the queue's lock.</summary>
    internal int Place = -1;

    /// <summary>How long after a firing the next one is due; 0 for none. Under the queue's lock, or while it does not stand in it.</summary>
    internal long Period;

    /// <summary>Counts how often it was put in: tells a firing that is on its way from those of later armings. Written under the queue's lock.</summary>
    internal int Arming;

    /// <summary>When it is looked at next; <see cref="long.MaxValue"/> while it does not stand in the queue. Written under the queue's lock.</summary>
    internal long LookAt = long.MaxValue;

    /// <summary>Whether something will come of it. Under the queue's lock.</summary>
    internal virtual bool IsWanted => true;

    /// <summary>
    /// It is looked at: gives when it is due, which may have become later; <see cref="long.MaxValue"/> when it is not wanted any more. Under
    /// the queue's lock, and short.
    /// </summary>
    internal virtual long DueAt() => LookAt;

    /// <summary>It is due; on the clock's thread, outside of the lock, short and without exceptions.</summary>
    /// <param name="arming">The arming that fires.</param>
    internal abstract void Fire(int arming);
}
