using Artel.Payloads;

namespace Artel.Messaging;

/// <summary>
/// The waiting side of a request. The first answer, error or give-up wins; whatever comes later is dropped. Any thread.
/// </summary>
/// <remarks>
/// A slot may be used for one request after the other. Each use has a version, which the request carries: an answer to an earlier use finds
/// another version and is dropped. No version comes twice, since a slot whose versions are used up is not used again.
/// </remarks>
internal abstract class ReplySlot
{
    private const int Idle = 0;
    private const int Open = 1;
    private const int Claimed = 2;
    private const int PhaseBits = 2;

    /// <summary>The version, and what became of it, in one word, so that one comparison decides who is first.</summary>
    private int _word;

    /// <summary>The process that asked; null for code outside of any. Written before the slot is opened.</summary>
    internal IRoute? Asker;

    /// <summary>Neighbours in the list of what the process that asked waits for; in its turn only.</summary>
    internal ReplySlot? PreviousAsk;

    /// <inheritdoc cref="PreviousAsk"/>
    internal ReplySlot? NextAsk;

    /// <summary>Whether whoever asked is gone: what is on its way goes nowhere. In the turn of the process that asked only.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Tells this use of the slot from the others.</summary>
    public ushort Version => (ushort)(Volatile.Read(ref _word) >> PhaseBits);

    /// <summary>Whether some use waits for its answer; gives which.</summary>
    public bool IsOpen(out ushort version)
    {
        var word = Volatile.Read(ref _word);
        version = (ushort)(word >> PhaseBits);
        return word == Word(version, Open);
    }

    /// <summary>Whether this use has its answer, or nobody waits any more.</summary>
    public bool IsClosed(ushort version) => Volatile.Read(ref _word) != Word(version, Open);

    /// <summary>Gives the answer; false when nobody waits any more.</summary>
    public abstract bool TryComplete<T>(ushort version, T answer);

    /// <summary>Gives the answer in the portable form; false when nobody waits any more.</summary>
    public abstract bool TryComplete(ushort version, PortableValues answer);

    /// <summary>
    /// Gives the answer that is in a writer, and nothing else, with whoever pays for it while it is on its way; false when nobody waits any more.
    /// The writer is still the caller's.
    /// </summary>
    public virtual bool TryComplete(ushort version, PayloadWriter answer, PayloadAccount account) => TryComplete(version, answer.CopyValues(1, account));

    /// <summary>Gives an error; false when nobody waits any more.</summary>
    public abstract bool TryFail(ushort version, ProcessException error);

    /// <summary>The answer has come to the process that asked, in its turn: what waits for it goes on.</summary>
    public abstract void Arrive();

    /// <summary>The answer came too late: the process that asked has ended, or has become another one.</summary>
    public abstract void Drop();

    /// <summary>Nobody waits any more; in the turn of the process that asked.</summary>
    public void Abandon()
    {
        IsAbandoned = true;
        TryClaim(Version);
        OnAbandoned();
    }

    /// <summary>Lets go of what would end the wait.</summary>
    protected abstract void OnAbandoned();

    /// <summary>Begins to wait. What was written before is seen by whoever sees it open.</summary>
    protected void BeginUse() => Volatile.Write(ref _word, Word(Version, Open));

    /// <summary>Takes the right to answer; the first caller has it.</summary>
    protected bool TryClaim(ushort version) =>
        Interlocked.CompareExchange(ref _word, Word(version, Claimed), Word(version, Open)) == Word(version, Open);

    /// <summary>Whether this use was claimed.</summary>
    protected bool IsClaimed(ushort version) => Volatile.Read(ref _word) == Word(version, Claimed);

    /// <summary>Ends a use that was claimed or not opened; false when the slot is used up.</summary>
    protected bool TryEndUse()
    {
        var version = Version;
        if (version == ushort.MaxValue)
            return false;
        Volatile.Write(ref _word, Word((ushort)(version + 1), Idle));
        return true;
    }

    private static int Word(ushort version, int phase) => (version << PhaseBits) | phase;
}

/// <summary>A slot that takes answers of one type as they are, without a look at what type they have.</summary>
internal abstract class ReplySlot<TAnswer> : ReplySlot
{
    /// <summary>Gives the answer; false when nobody waits any more.</summary>
    public abstract bool TryAnswer(ushort version, TAnswer answer);
}
