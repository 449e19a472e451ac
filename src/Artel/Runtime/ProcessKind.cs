using Artel.Messaging;
using Artel.Security;

namespace Artel.Runtime;

/// <summary>
/// What the processes of one definition, on one host, with one identity have in common: so that a process holds one reference for all of it.
/// Thread-safe.
/// </summary>
internal sealed class ProcessKind : RouteKind
{
    private ProcessKind(ProcessHost host, ProcessDefinition definition, Authority authority)
    {
        Host = host;
        Definition = definition;
        Authority = authority;
        MailboxLimit = definition.MaxMailboxLength ?? host.MaxMailboxLength ?? 0;
    }

    public ProcessHost Host { get; }

    public ProcessDefinition Definition { get; }

    public Authority Authority { get; }

    /// <summary>How many messages may wait in a mailbox; 0 for no bound.</summary>
    public int MailboxLimit { get; }

    /// <summary>What a process of this kind spawned last, which it will often spawn again; null for nothing yet.</summary>
    public SpawnPlan? LastSpawn { get; set; }

    /// <summary>The kind. It is kept with the authority, which lives as long as a process has the identity.</summary>
    public static ProcessKind Of(ProcessHost host, ProcessDefinition definition, SecurityIdentity identity)
    {
        var authority = host.Runtime.AuthorityOf(identity, definition);
        while (true)
        {
            var known = (ProcessKind[]?)authority.Kept;
            foreach (var kind in known ?? [])
            {
                if (ReferenceEquals(kind.Host, host) && ReferenceEquals(kind.Definition, definition))
                    return kind;
            }

            var made = new ProcessKind(host, definition, authority);
            ProcessKind[] all = [.. known ?? [], made];
            if (ReferenceEquals(authority.TryKeep(all, known), known))
                return made;
        }
    }
}

/// <summary>
/// A spawn that was found to be in order: what the ids stand for, and whether the one who spawns may. The next one with the same ids asks
/// for nothing but whether the policies have changed.
/// </summary>
/// <param name="id">The definition's id, as given.</param>
/// <param name="host">The host's id, as given.</param>
/// <param name="kind">What is spawned, with the identity of who spawns.</param>
internal sealed class SpawnPlan(string id, string host, ProcessKind kind)
{
    public ProcessKind Kind => kind;

    /// <summary>The checks that were made; null for none.</summary>
    public OperationPermissions? Permitted { get; init; }

    /// <summary>Under which state of the policies they were.</summary>
    public object? PermittedUnder { get; init; }

    /// <summary>Whether it is about these ids. Code names them by literals, so that the references tell.</summary>
    public bool IsFor(string givenId, string givenHost) => ReferenceEquals(id, givenId) && ReferenceEquals(host, givenHost);

    /// <summary>Whether a process of a kind is known to be allowed it.</summary>
    public bool IsPermitted(ProcessKind parent, OperationPermissions permissions) =>
        ReferenceEquals(Permitted, permissions) && parent.Authority.IsCurrent(PermittedUnder);
}
