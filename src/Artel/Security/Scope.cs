using System.Collections.Immutable;

namespace Artel.Security;

/// <summary>
/// The policies that decide what an actor may do. Immutable: <c>With...</c> and <c>Without...</c> give a new one; the named policies in it
/// follow the changes of the <see cref="PolicyCatalog"/>. Thread-safe.
/// </summary>
public sealed class Scope
{
    private readonly PolicyCatalog? _catalog;
    private readonly ImmutableArray<ScopeEntry> _entries;

    /// <summary>What the entries amount to under a snapshot; made again when the catalog has another.</summary>
    private volatile Resolved? _resolved;

    internal Scope(PolicyCatalog? catalog, ImmutableArray<ScopeEntry> entries)
    {
        _catalog = catalog;
        _entries = entries;
    }

    /// <summary>A scope of policies.</summary>
    /// <param name="policies">The policies; none allow nothing.</param>
    public Scope(params IEnumerable<Policy> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        _entries = [.. policies.Select(ScopeEntry.OfValue)];
    }

    /// <summary>The policies in it, those of its groups included, as they are now.</summary>
    public IReadOnlyList<Policy> Policies => Resolve().Policies;

    internal IReadOnlyList<PolicyStatement> Statements => Resolve().Statements;

    /// <summary>Whose changes it follows; null where it has no named policies.</summary>
    internal PolicyCatalog? Catalog => _catalog;

    /// <summary>A scope with one policy more; one of the same id is replaced, also one of a group.</summary>
    /// <param name="policy">The policy.</param>
    public Scope With(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new Scope(_catalog, [.. EntriesWithout(policy.Id), ScopeEntry.OfValue(policy)]);
    }

    /// <summary>A scope without a policy; of a group that has it, the other policies stay, and go on following the group.</summary>
    /// <param name="id">The policy's id.</param>
    public Scope Without(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new Scope(_catalog, [.. EntriesWithout(id)]);
    }

    /// <summary>Whether a policy is in it, also by a group.</summary>
    /// <param name="id">The policy's id.</param>
    public bool Contains(string id) => Policies.Any(policy => policy.Id == id);

    /// <summary>What its policies say together: any deny wins, else any allow, else nothing (statement 109).</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="action">What is done.</param>
    /// <param name="resource">What it is done to.</param>
    /// <param name="meta">More about it, as conditions on <c>meta.name</c> see it.</param>
    /// <exception cref="ProcessException">INVALID: a value of <paramref name="meta"/> can't be compared.</exception>
    public Decision Evaluate(Actor? actor, string action, string resource, IReadOnlyDictionary<string, object?>? meta = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(resource);
        var check = new PolicyCheck(actor, action, resource, meta is null ? null : new GivenAttributes(meta));
        return PolicyStatement.Decide(Statements, check, out _);
    }

    /// <summary>A scope with one policy more, by itself or by its id; one of the same id is replaced, also one of a group.</summary>
    internal Scope With(PolicyCatalog catalog, ScopeEntry policy) => new(catalog, [.. EntriesWithout(policy.PolicyId!), policy]);

    /// <summary>The entries without a policy. A group that does not have it now stays as it is, so that what is kept is bounded by what there was.</summary>
    private IEnumerable<ScopeEntry> EntriesWithout(string id)
    {
        foreach (var entry in _entries)
        {
            if (entry.Group is not null && entry.PoliciesOfGroup(_catalog!.Current).Any(policy => policy.Id == id))
                yield return entry.Except(id);
            else if (entry.PolicyId != id)
                yield return entry;
        }
    }

    private Resolved Resolve()
    {
        var snapshot = _catalog?.Current;
        var resolved = _resolved;
        if (resolved is not null && ReferenceEquals(resolved.Snapshot, snapshot))
            return resolved;
        var policies = new List<Policy>();
        foreach (var entry in _entries)
        {
            if (entry.Value is not null)
                policies.Add(entry.Value);
            else if (entry.Group is not null)
                policies.AddRange(entry.PoliciesOfGroup(snapshot!));
            else if (snapshot!.Policies.TryGetValue(entry.PolicyId!, out var named))
                policies.Add(named);
        }

        return _resolved = new Resolved(snapshot, [.. policies.Distinct()]);
    }

    private sealed class Resolved(PolicySnapshot? snapshot, Policy[] policies)
    {
        public PolicySnapshot? Snapshot => snapshot;

        public Policy[] Policies => policies;

        public PolicyStatement[] Statements { get; } = [.. policies.SelectMany(static policy => policy.Statements)];
    }
}

/// <summary>What a scope is made of: a policy itself, or the id of one, or of a group, in the catalog.</summary>
internal readonly struct ScopeEntry
{
    /// <summary>The policies that are left out of the group.</summary>
    private readonly ImmutableHashSet<string>? _except;

    private ScopeEntry(Policy? value, string? policyId, string? group, ImmutableHashSet<string>? except = null)
    {
        Value = value;
        PolicyId = policyId;
        Group = group;
        _except = except;
    }

    public Policy? Value { get; }

    public string? PolicyId { get; }

    public string? Group { get; }

    public static ScopeEntry OfValue(Policy policy) => new(policy ?? throw new ArgumentException("A policy of the scope is null.", nameof(policy)), policy.Id, null);

    public static ScopeEntry OfPolicy(string id) => new(null, id, null);

    public static ScopeEntry OfGroup(string id) => new(null, null, id);

    /// <summary>The same group without a policy.</summary>
    public ScopeEntry Except(string id) => new(null, null, Group, (_except ?? ImmutableHashSet.Create<string>(StringComparer.Ordinal)).Add(id));

    /// <summary>The policies of the group that are not left out.</summary>
    public IEnumerable<Policy> PoliciesOfGroup(PolicySnapshot snapshot)
    {
        var except = _except;
        return except is null ? snapshot.PoliciesOf(Group!) : snapshot.PoliciesOf(Group!).Where(policy => !except.Contains(policy.Id));
    }
}
