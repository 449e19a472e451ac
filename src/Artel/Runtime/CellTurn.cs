using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// What a cell looks at or changes at each message. A structure, since those stand after all other fields: a cache line from the
/// <see cref="MailboxHead"/>, which senders write to.
/// </summary>
internal struct CellTurn
{
    /// <summary>What it runs, where, and for whom; another one after an upgrade. Read by any thread.</summary>
    public volatile ProcessKind Kind;

    /// <summary>Null before the start and after the end. Read by any thread.</summary>
    public IProcessBehavior? Behavior;

    /// <summary>What was sent in the running slice and is not counted yet.</summary>
    public int Sends;

    public CellFlags Flags;

    /// <summary>Whether the process is terminated. Any thread.</summary>
    public CellDoom Doom;

    /// <summary>Whether the behaviour goes on before the next envelope: it was just given what it waits for, and may take the next one itself.</summary>
    public bool ContinueFirst;

    /// <summary>What came in and waits.</summary>
    public Mailbox Mailbox;
}
