using System.Collections.Immutable;

namespace Artel.Security;

/// <summary>
/// The named policies of an application, and the groups of them. What is changed here holds for every scope that names it, from the return
/// of the change on. Thread-safe.
/// </summary>
public sealed class PolicyCatalog
{
    private readonly Lock _gate = new();
    private volatile PolicySnapshot _current = PolicySnapshot.Empty;

    internal PolicyCatalog() { }

    /// <summary>The policies and groups as they are now; another object after each change.</summary>
    internal PolicySnapshot Current => _current;

    /// <summary>The ids of all policies, in no order.</summary>
    public IReadOnlyCollection<string> Policies => [.. _current.Policies.Keys];

    /// <summary>The ids of all groups, in no order.</summary>
    public IReadOnlyCollection<string> Groups => [.. _current.Groups.Keys];

    /// <summary>A policy as it is now; null where there is none of the id.</summary>
    /// <param name="id">The policy's id.</param>
    public Policy? Find(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return _current.Policies.GetValueOrDefault(id);
    }

    /// <summary>Adds a policy, or replaces the one of its id.</summary>
    /// <param name="policy">The policy.</param>
    public void Set(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Change(current => current with { Policies = current.Policies.SetItem(policy.Id, policy) });
    }

    /// <summary>Takes a policy away; scopes that name it go on without it.</summary>
    /// <param name="id">The policy's id.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="InvalidOperationException">A group has it.</exception>
    public bool Remove(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var was = false;
        Change(current =>
        {
            was = current.Policies.ContainsKey(id);
            foreach (var (group, members) in current.Groups)
            {
                if (was && members.Contains(id))
                    throw new InvalidOperationException($"Policy '{id}' is in the group '{group}'; take it out of there first.");
            }

            return current with { Policies = current.Policies.Remove(id) };
        });
        return was;
    }

    /// <summary>Adds a group, or replaces the one of its id.</summary>
    /// <param name="id">The group's id; not empty.</param>
    /// <param name="policies">The ids of its policies.</param>
    /// <exception cref="ArgumentException">There is no such policy; the text names it.</exception>
    public void SetGroup(string id, params IEnumerable<string> policies)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(policies);
        ImmutableArray<string> members = [.. policies];
        Change(current =>
        {
            foreach (var policy in members)
                current.VerifyPolicy(policy, $"Group '{id}'");
            return current with { Groups = current.Groups.SetItem(id, members) };
        });
    }

    /// <summary>A scope of named policies and groups; it follows their changes.</summary>
    /// <param name="policies">The ids of policies.</param>
    /// <param name="groups">The ids of groups.</param>
    /// <exception cref="ArgumentException">There is no such policy or group; the text names it.</exception>
    public Scope CreateScope(IEnumerable<string>? policies = null, IEnumerable<string>? groups = null)
    {
        var current = _current;
        var entries = ImmutableArray.CreateBuilder<ScopeEntry>();
        foreach (var policy in policies ?? [])
        {
            current.VerifyPolicy(policy, "A scope");
            entries.Add(ScopeEntry.OfPolicy(policy));
        }

        foreach (var group in groups ?? [])
        {
            if (!current.Groups.ContainsKey(group))
                throw new ArgumentException($"A scope names the policy group '{group}', which there is not.", nameof(groups));
            entries.Add(ScopeEntry.OfGroup(group));
        }

        return new Scope(this, entries.ToImmutable());
    }

    /// <summary>Changes several things at once: nobody ever sees a part of it.</summary>
    internal void Change(Func<PolicySnapshot, PolicySnapshot> change)
    {
        // A copy, so that a change that changes nothing is a new object too and drops what was decided before it.
        lock (_gate)
            _current = change(_current) with { };
    }
}

/// <summary>All policies and groups of a moment. Immutable.</summary>
internal sealed record PolicySnapshot
{
    public static PolicySnapshot Empty { get; } = new();

    public ImmutableDictionary<string, Policy> Policies { get; init; } = ImmutableDictionary.Create<string, Policy>(StringComparer.Ordinal);

    public ImmutableDictionary<string, ImmutableArray<string>> Groups { get; init; } =
        ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">There is no such policy.</exception>
    public void VerifyPolicy(string id, string user)
    {
        if (string.IsNullOrEmpty(id) || !Policies.ContainsKey(id))
            throw new ArgumentException($"{user} names the policy '{id}', which there is not.");
    }

    /// <summary>All policies of a group; none if there is no such group any more.</summary>
    public IEnumerable<Policy> PoliciesOf(string group) =>
        Groups.TryGetValue(group, out var members) ? members.Select(id => Policies.GetValueOrDefault(id)).OfType<Policy>() : [];
}
