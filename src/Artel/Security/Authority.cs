using System.Runtime.CompilerServices;

namespace Artel.Security;

/// <summary>
/// What the processes of one definition may do with one identity: the policies of its scope below the ceiling of what the definition
/// declares. Decisions are made once and kept as long as the policies stay as they are. Thread-safe.
/// </summary>
internal sealed class Authority(
    SecurityRules rules, SecurityIdentity identity, string definition, IReadOnlyList<PermissionDeclaration>? declared)
{
    /// <summary>Whose changes make new decisions: a scope may be made of the policies of another runtime.</summary>
    private readonly PolicyCatalog _catalog = identity.Scope?.Catalog ?? rules.Catalog;

    private volatile Decisions? _decisions;

    private object? _kept;

    public SecurityIdentity Identity => identity;

    public string Definition => definition;

    public IReadOnlyList<PermissionDeclaration>? Declared => declared;

    public SecurityMode Mode => rules.Mode;

    /// <summary>What its user keeps with it, for as long as it lives.</summary>
    public object? Kept => Volatile.Read(ref _kept);

    /// <summary>The state of the policies that decisions are made under; what was decided under it holds while it is current.</summary>
    public object State => Current();

    /// <summary>Whether an action is known to be allowed on every resource, whatever the attributes: the check that a send pays.</summary>
    /// <param name="check">A check of the table.</param>
    public bool IsAlwaysAllowed(PermissionCheck check) =>
        _decisions is { } decisions && ReferenceEquals(decisions.Snapshot, _catalog.Current)
        && (Volatile.Read(ref decisions.Always) & (1UL << check.Number)) != 0;

    /// <summary>
    /// Whether an action is known to be allowed on a process, without asking for anything: by a bit, or since it was of late. What is not
    /// known may be allowed all the same.
    /// </summary>
    /// <param name="check">A check of the table.</param>
    /// <param name="resource">The pid.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsKnownAllowed(PermissionCheck check, IPlacedResource resource) =>
        _decisions is { } decisions && ReferenceEquals(decisions.Snapshot, _catalog.Current)
        && ((Volatile.Read(ref decisions.Always) & (1UL << check.Number)) != 0 || decisions.WasAllowedOfLate(check, resource));

    /// <summary>Whether what was decided under a state of the policies holds still.</summary>
    public bool IsCurrent(object? state) =>
        state is not null && ReferenceEquals(state, _decisions) && ReferenceEquals(((Decisions)state).Snapshot, _catalog.Current);

    /// <summary>Keeps something else instead, unless somebody else did so; gives what was kept.</summary>
    public object? TryKeep(object kept, object? instead) => Interlocked.CompareExchange(ref _kept, kept, instead);

    /// <summary>Whether an action of the table is allowed; null if it is, else why not.</summary>
    /// <param name="check">The check of the table.</param>
    /// <param name="resource">What it is done to: a text, or an object whose text it is and that compares by it.</param>
    /// <param name="attributes">What conditions see as <c>meta</c>.</param>
    public Denial? Check(PermissionCheck check, object resource, ICheckAttributes? attributes)
    {
        if (IsAlwaysAllowed(check))
            return null;
        return Current().Of(this, check).Decide(resource, attributes);
    }

    /// <summary>Whether it was decided before, so that the attributes need not be asked.</summary>
    public bool TryRecall(PermissionCheck check, object resource, out Denial? denial) => Current().Of(this, check).TryRecall(resource, out denial);

    /// <summary>Whether any action, also one of the application's own, is allowed; null if it is.</summary>
    public Denial? Check(string action, string resource, ICheckAttributes? attributes)
    {
        var known = PermissionTable.Find(action);
        return known is not null ? Check(known, resource, attributes) : new ActionDecisions(this, action, Current().Statements).Decide(resource, attributes);
    }

    private Decisions Current()
    {
        // Read before the statements: if the policies change in between, these are newer than what they are kept for, never older.
        var snapshot = _catalog.Current;
        var decisions = _decisions;
        if (decisions is null || !ReferenceEquals(decisions.Snapshot, snapshot))
            _decisions = decisions = new Decisions(snapshot, identity.Scope?.Statements ?? []);
        return decisions;
    }

    /// <summary>What was decided under one state of the policies.</summary>
    private sealed class Decisions(PolicySnapshot snapshot, IReadOnlyList<PolicyStatement> statements)
    {
        private readonly ActionDecisions?[] _actions = new ActionDecisions?[PermissionTable.Actions.Count];

        /// <summary>A bit for each action that is allowed on everything.</summary>
        public ulong Always;

        public PolicySnapshot Snapshot => snapshot;

        public IReadOnlyList<PolicyStatement> Statements => statements;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool WasAllowedOfLate(PermissionCheck check, IPlacedResource resource) =>
            _actions[check.Number] is { } known && known.WasAllowedOfLate(resource);

        public ActionDecisions Of(Authority authority, PermissionCheck check)
        {
            if (_actions[check.Number] is { } known)
                return known;
            var made = new ActionDecisions(authority, check.Action, statements);
            _actions[check.Number] = made;
            if (made.IsAlwaysAllowed)
                Interlocked.Or(ref Always, 1UL << check.Number);
            return made;
        }
    }
}
