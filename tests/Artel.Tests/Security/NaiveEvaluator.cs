using Artel.Security;

namespace Artel.Tests.Security;

/// <summary>A condition as a test writes it down.</summary>
internal sealed record NaiveCondition(string Field, ConditionOperator Operator, object? Value, string? ValueFrom)
{
    public override string ToString() => $"{Field} {Operator} {ValueFrom ?? (Value is object?[] list ? $"[{string.Join(", ", list)}]" : Value)}";
}

/// <summary>A statement of a policy as a test writes it down.</summary>
internal sealed record NaiveStatement(bool Allows, string[] Actions, string[] Resources, NaiveCondition[] Conditions)
{
    public override string ToString() =>
        $"{(Allows ? "allow" : "deny")} {string.Join(' ', Actions)} on {string.Join(' ', Resources)} when {string.Join(" and ", (object[])Conditions)}";

    public Policy ToPolicy(string id) => Policy.Create(id, policy =>
    {
        policy = (Allows ? policy.Allow(Actions) : policy.Deny(Actions)).On(Resources);
        foreach (var condition in Conditions)
        {
            if (condition.ValueFrom is not null)
                policy.WhenField(condition.Field, condition.Operator, condition.ValueFrom);
            else
                policy.When(condition.Field, condition.Operator, condition.Value);
        }
    });
}

/// <summary>Who asks, in a test.</summary>
internal sealed record NaiveCaller(
    SecurityMode Mode, string? Actor, Dictionary<string, object?> ActorMeta, NaiveStatement[]? Statements, PermissionDeclaration[]? Declared)
{
    public override string ToString() =>
        $"{Mode} {Actor} {{{string.Join(", ", ActorMeta)}}}: {string.Join("; ", (object[]?)Statements ?? [])}; declared {string.Join("; ", (object[]?)Declared ?? ["nothing"])}";
}

/// <summary>What is asked, in a test.</summary>
internal sealed record NaiveQuestion(string Action, string Resource, Dictionary<string, object?> Meta)
{
    public override string ToString() => $"{Action} on {Resource} {{{string.Join(", ", Meta)}}}";
}

/// <summary>The rules of statements 108 to 112 and 115 as one would say them, without any thought of speed.</summary>
internal static class NaiveEvaluator
{
    public static bool Allows(NaiveCaller caller, NaiveQuestion question)
    {
        if (caller.Declared is null
            ? caller.Mode == SecurityMode.Strict
            : !caller.Declared.Any(one => Matches(one.Action, question.Action) && Matches(one.Resource, question.Resource)))
        {
            return false;
        }

        if (caller.Actor is null || caller.Statements is null)
            return caller.Mode == SecurityMode.Permissive;
        var applying = caller.Statements.Where(one =>
            one.Actions.Any(pattern => Matches(pattern, question.Action)) && one.Resources.Any(pattern => Matches(pattern, question.Resource))).ToList();
        return !applying.Any(one => !one.Allows && Holds(one, caller, question) != false)
            && applying.Any(one => one.Allows && Holds(one, caller, question) == true);
    }

    public static bool Matches(string pattern, string text) => pattern is ['*', ..]
        ? Matches(pattern[1..], text) || (text != "" && Matches(pattern, text[1..]))
        : pattern == "" ? text == "" : text != "" && pattern[0] == text[0] && Matches(pattern[1..], text[1..]);

    /// <summary>Null where a condition can't be evaluated and no other is false.</summary>
    private static bool? Holds(NaiveStatement statement, NaiveCaller caller, NaiveQuestion question)
    {
        var outcomes = statement.Conditions.Select(condition => Holds(condition, caller, question)).ToList();
        return outcomes.Contains(false) ? false : outcomes.Contains(null) ? null : true;
    }

    private static bool? Holds(NaiveCondition condition, NaiveCaller caller, NaiveQuestion question)
    {
        var (there, field) = Find(condition.Field, caller, question);
        var (given, value) = condition.ValueFrom is null ? (true, condition.Value) : Find(condition.ValueFrom, caller, question);
        if (!given)
            return null;
        var order = (field, value) switch
        {
            (long a, long b) => a.CompareTo(b),
            (string a, string b) => string.CompareOrdinal(a, b),
            _ => (int?)null,
        };

        // The only expressions that the tests make are of the form ^text.
        return condition.Operator switch
        {
            ConditionOperator.Exists => there,
            ConditionOperator.NotExists => !there,
            ConditionOperator.Equal => there && Equals(field, value),
            ConditionOperator.NotEqual => !there || !Equals(field, value),
            ConditionOperator.In => value is object?[] list ? there && list.Contains(field) : null,
            ConditionOperator.NotIn => value is object?[] list ? !there || !list.Contains(field) : null,
            ConditionOperator.Less => there && order is not null ? order < 0 : null,
            ConditionOperator.Greater => there && order is not null ? order > 0 : null,
            ConditionOperator.LessOrEqual => there && order is not null ? order <= 0 : null,
            ConditionOperator.GreaterOrEqual => there && order is not null ? order >= 0 : null,
            ConditionOperator.Contains => field is string text && value is string part ? text.Contains(part, StringComparison.Ordinal) : null,
            ConditionOperator.NotContains => field is string text && value is string part ? !text.Contains(part, StringComparison.Ordinal) : null,
            ConditionOperator.Matches => field is string text ? text.StartsWith(((string)value!)[1..], StringComparison.Ordinal) : null,
            _ => field is string text ? !text.StartsWith(((string)value!)[1..], StringComparison.Ordinal) : null,
        };
    }

    private static (bool There, object? Value) Find(string field, NaiveCaller caller, NaiveQuestion question) => field switch
    {
        "action" => (true, question.Action),
        "resource" => (true, question.Resource),
        "actor.id" => (caller.Actor is not null, caller.Actor),
        ['a', ..] => (caller.ActorMeta.TryGetValue(field["actor.meta.".Length..], out var value), value),
        _ => (question.Meta.TryGetValue(field["meta.".Length..], out var value), value),
    };
}
