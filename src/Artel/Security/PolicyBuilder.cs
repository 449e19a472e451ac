namespace Artel.Security;

/// <summary>Writes the statements of a policy, each begun by <see cref="Allow"/> or <see cref="Deny"/>. Not thread-safe.</summary>
public sealed class PolicyBuilder
{
    private readonly string _id;
    private readonly List<PolicyStatement> _statements = [];
    private readonly List<string> _actions = [];
    private readonly List<string> _resources = [];
    private readonly List<PolicyCondition> _conditions = [];
    private bool? _allows;

    internal PolicyBuilder(string id) => _id = id;

    /// <summary>Begins a statement that allows.</summary>
    /// <param name="actions">The actions, as in <see cref="Permissions"/>; <c>*</c> stands for any text.</param>
    /// <exception cref="ArgumentException">There is no action, or an empty one.</exception>
    public PolicyBuilder Allow(params ReadOnlySpan<string> actions) => Begin(true, actions);

    /// <summary>Begins a statement that denies, whatever else allows.</summary>
    /// <param name="actions">The actions, as in <see cref="Permissions"/>; <c>*</c> stands for any text.</param>
    /// <exception cref="ArgumentException">There is no action, or an empty one.</exception>
    public PolicyBuilder Deny(params ReadOnlySpan<string> actions) => Begin(false, actions);

    /// <summary>What the statement is about; every resource if it is not said.</summary>
    /// <param name="resources">Pids, definition ids, host ids, names, as the action has it; <c>*</c> stands for any text.</param>
    /// <exception cref="ArgumentException">There is no resource, or an empty one.</exception>
    /// <exception cref="InvalidOperationException">No statement was begun.</exception>
    public PolicyBuilder On(params ReadOnlySpan<string> resources)
    {
        VerifyBegun(nameof(On));
        if (resources.IsEmpty)
            throw new ArgumentException($"A statement of policy '{_id}' is about no resource; leave On out for all.", nameof(resources));
        foreach (var resource in resources)
            ArgumentException.ThrowIfNullOrEmpty(resource, nameof(resources));
        _resources.AddRange(resources);
        return this;
    }

    /// <summary>Adds a condition; all have to hold.</summary>
    /// <param name="field"><c>actor.id</c>, <c>actor.meta.x.y</c>, <c>action</c>, <c>resource</c> or <c>meta.x.y</c>.</param>
    /// <param name="op">How it is compared.</param>
    /// <param name="value">What it is compared with: text, a number, a boolean, a list; null for the operators that take none, and for no others.</param>
    /// <exception cref="ArgumentException">A bad field, operator, value or regular expression.</exception>
    /// <exception cref="InvalidOperationException">No statement was begun.</exception>
    public PolicyBuilder When(string field, ConditionOperator op, object? value = null)
    {
        VerifyBegun(nameof(When));
        _conditions.Add(new PolicyCondition(field, op, value, valueFrom: null));
        return this;
    }

    /// <summary>Adds a condition that compares two fields.</summary>
    /// <param name="field">A field, as for <see cref="When"/>.</param>
    /// <param name="op">How it is compared.</param>
    /// <param name="valueFrom">The field that it is compared with.</param>
    /// <exception cref="ArgumentException">A bad field or operator.</exception>
    /// <exception cref="InvalidOperationException">No statement was begun.</exception>
    public PolicyBuilder WhenField(string field, ConditionOperator op, string valueFrom)
    {
        ArgumentNullException.ThrowIfNull(valueFrom);
        VerifyBegun(nameof(WhenField));
        _conditions.Add(new PolicyCondition(field, op, value: null, valueFrom));
        return this;
    }

    internal Policy Build()
    {
        EndStatement();
        return _statements.Count > 0
            ? new Policy(_id, [.. _statements])
            : throw new ArgumentException($"Policy '{_id}' has no statement; begin one with Allow or Deny.");
    }

    private PolicyBuilder Begin(bool allows, ReadOnlySpan<string> actions)
    {
        EndStatement();
        if (actions.IsEmpty)
            throw new ArgumentException($"A statement of policy '{_id}' has no action.", nameof(actions));
        foreach (var action in actions)
            ArgumentException.ThrowIfNullOrEmpty(action, nameof(actions));
        _actions.AddRange(actions);
        _allows = allows;
        return this;
    }

    private void EndStatement()
    {
        if (_allows is not { } allows)
            return;
        if (_resources.Count == 0)
            _resources.Add("*");
        _statements.Add(new PolicyStatement(_id, allows, Patterns(_actions), Patterns(_resources), [.. _conditions]));
        _actions.Clear();
        _resources.Clear();
        _conditions.Clear();
        _allows = null;
    }

    private static TextPattern[] Patterns(List<string> texts) => [.. texts.Select(static text => new TextPattern(text))];

    private void VerifyBegun(string member)
    {
        if (_allows is null)
            throw new InvalidOperationException($"Policy '{_id}': {member} stands before Allow or Deny.");
    }
}
