using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Artel.Security;

/// <summary>
/// The decisions about one action: what of the policies and of the ceiling is left to ask when actor and action are known. Thread-safe.
/// </summary>
internal sealed class ActionDecisions
{
    /// <summary>How many resources' decisions are kept; past that, all are forgotten and made again.</summary>
    private const int MaxKept = 1024;

    /// <summary>How long a resource's text may be to be kept; programs choose it.</summary>
    private const int MaxKeptLength = 256;

    /// <summary>How many resources that were allowed of late are told by reference; a power of two.</summary>
    private const int MaxRecent = 16;

    private readonly Authority _authority;
    private readonly string _action;

    /// <summary>The resources that the definition declares; null for all.</summary>
    private readonly TextPattern[]? _ceiling;

    /// <summary>The statements that may still apply; null where policies are not asked.</summary>
    private readonly PolicyStatement[]? _statements;

    /// <summary>The decision, where it is the same for every resource and all attributes.</summary>
    private readonly Denial? _always;

    /// <summary>Decisions by resource; null where they depend on more than that.</summary>
    private readonly ConcurrentDictionary<object, Denial>? _kept;

    /// <summary>Decisions by the place of a process, where no pattern tells the processes of one place apart; else null.</summary>
    private readonly ConcurrentDictionary<ProcessPlace, Denial>? _keptByPlace;

    /// <summary>Resources that were allowed of late, each at the index of its hash; null where decisions are not kept by resource.</summary>
    private readonly IPlacedResource?[]? _recent;

    /// <summary>The place that was allowed last, where decisions are kept by place.</summary>
    private ProcessPlace? _recentPlace;

    public ActionDecisions(Authority authority, string action, IReadOnlyList<PolicyStatement> statements)
    {
        _authority = authority;
        _action = action;
        _ceiling = FindCeiling();
        if (_ceiling is { Length: 0 })
        {
            _always = Denial.NotDeclared(authority.Definition);
            return;
        }

        var identity = authority.Identity;
        if (identity.Actor is null || identity.Scope is null)
        {
            if (authority.Mode == SecurityMode.Strict)
                _always = Denial.NoIdentity(identity);
        }
        else
        {
            _statements = Reduce(statements);
            _always = Settle(_statements);
        }

        IsAlwaysAllowed = _always is null ? _ceiling is null && _statements is null : ReferenceEquals(_always, Denial.None) && _ceiling is null;
        if (ReferenceEquals(_always, Denial.None))
        {
            _always = null;
            _statements = null;
        }

        var depends = _statements is null
            ? ConditionRoots.None
            : _statements.SelectMany(static statement => statement.Conditions).Aggregate(ConditionRoots.None, static (all, one) => all | one.Roots);
        if (_always is null && !IsAlwaysAllowed && (depends & ConditionRoots.Meta) == 0)
            _kept = new ConcurrentDictionary<object, Denial>();
        if (_kept is not null && (depends & ConditionRoots.Resource) == 0
            && _ceiling?.Any(static pattern => pattern.TellsProcessesApart) != true
            && _statements?.Any(static statement => statement.TellsProcessesApart) != true)
        {
            _keptByPlace = new ConcurrentDictionary<ProcessPlace, Denial>();
        }

        if (_kept is not null && _keptByPlace is null)
            _recent = new IPlacedResource?[MaxRecent];
    }

    /// <summary>Whether it is allowed on every resource, whatever the attributes.</summary>
    public bool IsAlwaysAllowed { get; }

    /// <summary>
    /// Whether it was allowed of late on this very object, or in its place where that decides: a comparison or two. What is not known here
    /// may be allowed all the same.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool WasAllowedOfLate(IPlacedResource resource)
    {
        if (_keptByPlace is not null)
            return ReferenceEquals(Volatile.Read(ref _recentPlace), resource.Place);
        return _recent is { } recent && ReferenceEquals(Volatile.Read(ref recent[resource.GetHashCode() & (MaxRecent - 1)]), resource);
    }

    /// <summary>Whether it is decided without a look at the policies.</summary>
    public bool TryRecall(object resource, out Denial? denial)
    {
        denial = _always;
        if (IsAlwaysAllowed || _always is not null)
            return true;
        Denial? known;
        if (_keptByPlace is not null && resource is IPlacedResource placed)
        {
            if (!_keptByPlace.TryGetValue(placed.Place, out known))
                return false;
        }
        else if (_kept is null || !_kept.TryGetValue(resource, out known))
        {
            return false;
        }

        denial = NullIfNone(known);
        if (denial is null && resource is IPlacedResource allowed)
            Remember(allowed);
        return true;
    }

    /// <summary>Null if it is allowed, else why not.</summary>
    public Denial? Decide(object resource, ICheckAttributes? attributes)
    {
        if (TryRecall(resource, out var recalled))
            return recalled;
        var decision = Evaluate(resource.ToString()!, attributes);
        if (_kept is null || resource is string { Length: > MaxKeptLength })
            return NullIfNone(decision);
        if (_keptByPlace is not null && resource is IPlacedResource placed)
            Keep(_keptByPlace, placed.Place, decision);
        else
            Keep(_kept, resource, decision);
        return NullIfNone(decision);
    }

    private static void Keep<TKey>(ConcurrentDictionary<TKey, Denial> kept, TKey key, Denial decision)
        where TKey : notnull
    {
        if (kept.Count >= MaxKept)
            kept.Clear();
        kept[key] = decision;
    }

    private void Remember(IPlacedResource allowed)
    {
        if (_keptByPlace is not null)
            Volatile.Write(ref _recentPlace, allowed.Place);
        else
            Volatile.Write(ref _recent![allowed.GetHashCode() & (MaxRecent - 1)], allowed);
    }

    private static Denial? NullIfNone(Denial decision) => ReferenceEquals(decision, Denial.None) ? null : decision;

    private Denial Evaluate(string resource, ICheckAttributes? attributes)
    {
        if (_ceiling is not null && !Array.Exists(_ceiling, pattern => pattern.IsMatch(resource)))
            return Denial.NotDeclared(_authority.Definition);
        if (_statements is null)
            return Denial.None;
        var check = new PolicyCheck(_authority.Identity.Actor, _action, resource, attributes);
        return PolicyStatement.Decide(_statements, check, out var decisive) switch
        {
            Decision.Allow => Denial.None,
            Decision.Deny => Denial.ByPolicy(decisive!, check),
            _ => Denial.NotAllowed(_authority.Identity),
        };
    }

    /// <summary>The declared resources of the action; null for all, empty for none.</summary>
    private TextPattern[]? FindCeiling()
    {
        if (_authority.Declared is not { } declared)
            return _authority.Mode == SecurityMode.Strict ? [] : null;
        var resources = new List<TextPattern>();
        foreach (var permission in declared)
        {
            if (new TextPattern(permission.Action).IsMatch(_action))
                resources.Add(new TextPattern(permission.Resource));
        }

        return resources.Exists(static pattern => pattern.IsAnything) ? null : [.. resources];
    }

    /// <summary>The statements about this action whose conditions on actor and action do not rule them out.</summary>
    private PolicyStatement[] Reduce(IReadOnlyList<PolicyStatement> statements)
    {
        var check = new PolicyCheck(_authority.Identity.Actor, _action, "", null);
        var left = new List<PolicyStatement>();
        foreach (var statement in statements)
        {
            if (!statement.IsOnAction(_action))
                continue;
            PolicyCondition[] settled = [.. statement.Conditions.Where(static condition => (condition.Roots & (ConditionRoots.Resource | ConditionRoots.Meta)) == 0)];
            var outcome = PolicyStatement.Holds(settled, check);
            if (outcome == ConditionOutcome.True)
                left.Add(settled.Length == 0 ? statement : statement.Without(settled));
            else if (outcome == ConditionOutcome.Failed && !statement.Allows)
                left.Add(statement);
        }

        return [.. left];
    }

    /// <summary>The decision, where the resource and the attributes can't change it; <see cref="Denial.None"/> for an allow.</summary>
    private Denial? Settle(PolicyStatement[] statements)
    {
        var denies = Array.FindAll(statements, static statement => !statement.Allows);
        if (Array.Find(denies, static statement => statement.IsOnAnything && statement.Conditions.Length == 0) is { } deny)
            return Denial.ByPolicy(deny, new PolicyCheck(_authority.Identity.Actor, _action, "", null));
        if (denies.Length > 0)
            return null;
        if (statements.Length == 0)
            return Denial.NotAllowed(_authority.Identity);
        return Array.Exists(statements, static statement => statement.IsOnAnything && statement.Conditions.Length == 0) ? Denial.None : null;
    }
}
