namespace Artel.Security;

/// <summary>What a policy, or a scope of policies, says about an operation.</summary>
public enum Decision
{
    /// <summary>Nothing: no policy applies. Denied, since what nobody allows is not allowed.</summary>
    Undefined = 0,

    /// <summary>It is allowed.</summary>
    Allow,

    /// <summary>It is denied, whatever else allows it.</summary>
    Deny,
}

/// <summary>
/// What actors may and may not do: statements that allow or deny actions on resources under conditions (statements 109 to 112).
/// Immutable and thread-safe.
/// </summary>
/// <example><code>
/// artel.AddPolicy("app:workers", p => p
///     .Allow(Permissions.Send).On("*").When("actor.meta.role", ConditionOperator.Equal, "worker")
///     .Deny(Permissions.Terminate).On("*"));
/// </code></example>
public sealed class Policy
{
    internal Policy(string id, IReadOnlyList<PolicyStatement> statements)
    {
        Id = id;
        Statements = statements;
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    internal IReadOnlyList<PolicyStatement> Statements { get; }

    /// <summary>A policy.</summary>
    /// <param name="id">Its id; not empty.</param>
    /// <param name="build">Writes its statements.</param>
    /// <exception cref="ArgumentException">The id is empty, there is no statement, or a statement, field, operator or regular expression is bad.</exception>
    public static Policy Create(string id, Action<PolicyBuilder> build)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(build);
        var builder = new PolicyBuilder(id);
        build(builder);
        return builder.Build();
    }

    /// <summary>What it says about an operation.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="action">What is done.</param>
    /// <param name="resource">What it is done to.</param>
    /// <param name="meta">More about it, as conditions on <c>meta.name</c> see it.</param>
    /// <exception cref="ProcessException">INVALID: a value of <paramref name="meta"/> can't be compared.</exception>
    public Decision Evaluate(Actor? actor, string action, string resource, IReadOnlyDictionary<string, object?>? meta = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(resource);
        return PolicyStatement.Decide(Statements, new PolicyCheck(actor, action, resource, meta is null ? null : new GivenAttributes(meta)), out _);
    }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}

/// <summary>One statement of a policy: an effect on some actions on some resources, where all conditions hold. Immutable.</summary>
internal sealed class PolicyStatement(
    string policy, bool allows, TextPattern[] actions, TextPattern[] resources, PolicyCondition[] conditions)
{
    /// <summary>The id of the policy that it is of.</summary>
    public string Policy => policy;

    /// <summary>Whether it allows; else it denies.</summary>
    public bool Allows => allows;

    public PolicyCondition[] Conditions => conditions;

    /// <summary>Whether it is on every resource.</summary>
    public bool IsOnAnything => Array.Exists(resources, static pattern => pattern.IsAnything);

    /// <summary>The same statement without conditions that are known to hold.</summary>
    public PolicyStatement Without(PolicyCondition[] settled) =>
        new(policy, allows, actions, resources, [.. conditions.Except(settled)]);

    public bool IsOnAction(string action) => Array.Exists(actions, pattern => pattern.IsMatch(action));

    /// <summary>Whether it may be on one of two processes of one host and not on the other.</summary>
    public bool TellsProcessesApart => Array.Exists(resources, static pattern => pattern.TellsProcessesApart);

    public bool IsOnResource(string resource) => Array.Exists(resources, pattern => pattern.IsMatch(resource));

    /// <summary>Whether there is an action and a resource that both it and the given patterns are about.</summary>
    public bool MayApply(TextPattern action, TextPattern resource) =>
        Array.Exists(actions, pattern => pattern.Overlaps(action)) && Array.Exists(resources, pattern => pattern.Overlaps(resource));

    /// <summary>Any deny wins, else any allow (statement 109).</summary>
    /// <param name="statements">What may apply.</param>
    /// <param name="check">What is asked.</param>
    /// <param name="decisive">The statement that decided; null where none did.</param>
    public static Decision Decide(IEnumerable<PolicyStatement> statements, in PolicyCheck check, out PolicyStatement? decisive)
    {
        decisive = null;
        foreach (var statement in statements)
        {
            if ((decisive is not null && statement.Allows) || !statement.Applies(check))
                continue;
            decisive = statement;
            if (!statement.Allows)
                return Decision.Deny;
        }

        return decisive is null ? Decision.Undefined : Decision.Allow;
    }

    private bool Applies(in PolicyCheck check)
    {
        if (!IsOnAction(check.Action) || !IsOnResource(check.Resource))
            return false;
        return Holds(conditions, check) switch
        {
            ConditionOutcome.True => true,
            ConditionOutcome.Failed => !Allows,
            _ => false,
        };
    }

    /// <summary>
    /// Whether all conditions hold. One that does not settles it; one that can't be evaluated makes the whole fail, so that a deny with it
    /// denies and an allow does not allow (statement 110).
    /// </summary>
    public static ConditionOutcome Holds(PolicyCondition[] conditions, in PolicyCheck check)
    {
        var outcome = ConditionOutcome.True;
        foreach (var condition in conditions)
        {
            var one = condition.Evaluate(check);
            if (one == ConditionOutcome.False)
                return ConditionOutcome.False;
            if (one == ConditionOutcome.Failed)
                outcome = ConditionOutcome.Failed;
        }

        return outcome;
    }
}
