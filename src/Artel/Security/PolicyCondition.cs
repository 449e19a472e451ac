using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Artel.Security;

/// <summary>How a condition compares its field (statement 112).</summary>
public enum ConditionOperator
{
    /// <summary><c>eq</c>: the same value.</summary>
    Equal = 0,

    /// <summary><c>ne</c>: another value, or none.</summary>
    NotEqual,

    /// <summary><c>lt</c>: less; numbers, or texts by their characters' codes.</summary>
    Less,

    /// <summary><c>gt</c>: greater.</summary>
    Greater,

    /// <summary><c>lte</c>: less or the same.</summary>
    LessOrEqual,

    /// <summary><c>gte</c>: greater or the same.</summary>
    GreaterOrEqual,

    /// <summary><c>in</c>: one of a list.</summary>
    In,

    /// <summary><c>nin</c>: none of a list.</summary>
    NotIn,

    /// <summary><c>exists</c>: the field is there.</summary>
    Exists,

    /// <summary><c>nexists</c>: the field is not there.</summary>
    NotExists,

    /// <summary><c>contains</c>: the field is a list that has the value, or a text that has the text.</summary>
    Contains,

    /// <summary><c>ncontains</c>: the opposite of <see cref="Contains"/>.</summary>
    NotContains,

    /// <summary><c>matches</c>: the field is a text that matches the regular expression.</summary>
    Matches,

    /// <summary><c>nmatches</c>: the opposite of <see cref="Matches"/>.</summary>
    NotMatches,
}

/// <summary>What a condition says about a check.</summary>
internal enum ConditionOutcome : byte
{
    False,
    True,

    /// <summary>It can't be evaluated: values without an order, a field that is missing where one is needed.</summary>
    Failed,
}

/// <summary>One condition of a policy, ready to be evaluated. Immutable.</summary>
internal sealed class PolicyCondition
{
    private readonly ConditionOperator _operator;
    private readonly object? _value;
    private readonly ConditionField? _valueFrom;
    private readonly Regex? _regex;

    /// <exception cref="ArgumentException">A bad field, operator, value or regular expression; the text names it.</exception>
    public PolicyCondition(string field, ConditionOperator op, object? value, string? valueFrom)
    {
        Field = new ConditionField(field);
        _operator = op;
        _valueFrom = valueFrom is null ? null : new ConditionField(valueFrom);
        try
        {
            _value = MetaValue.Copy(value, "value");
        }
        catch (ProcessException invalid)
        {
            throw new ArgumentException($"The condition on '{field}': {invalid.Message}.", nameof(value), invalid);
        }

        if (value is not null && valueFrom is not null)
            throw new ArgumentException($"The condition on '{field}' has a value and a field to take the value from; use one of them.", nameof(valueFrom));
        switch (op)
        {
            case ConditionOperator.Matches or ConditionOperator.NotMatches:
                _regex = MakeRegex(field, _value);
                break;
            case ConditionOperator.In or ConditionOperator.NotIn when _valueFrom is null && _value is not ReadOnlyCollection<object?>:
                throw new ArgumentException($"The condition on '{field}' compares with '{op.ToText()}', which needs a list.", nameof(value));
            case ConditionOperator.Exists or ConditionOperator.NotExists when _value is not null || _valueFrom is not null:
                throw new ArgumentException($"The condition on '{field}' compares with '{op.ToText()}', which takes no value.", nameof(value));
            case < ConditionOperator.Equal or > ConditionOperator.NotMatches:
                throw new ArgumentException($"The condition on '{field}' has the operator {op}, which is none.", nameof(op));
            case not (ConditionOperator.Exists or ConditionOperator.NotExists) when _value is null && _valueFrom is null:
                throw new ArgumentException($"The condition on '{field}' compares with '{op.ToText()}', which needs a value.", nameof(value));
        }
    }

    public ConditionField Field { get; }

    /// <summary>What it looks at, to tell what a decision depends on.</summary>
    public ConditionRoots Roots => Field.Root | (_valueFrom?.Root ?? ConditionRoots.None);

    public override string ToString() => _operator is ConditionOperator.Exists or ConditionOperator.NotExists
        ? $"{Field} {_operator.ToText()}"
        : string.Create(CultureInfo.InvariantCulture, $"{Field} {_operator.ToText()} {(object?)_valueFrom ?? _value ?? "null"}");

    public ConditionOutcome Evaluate(in PolicyCheck check)
    {
        var there = Field.TryGet(check, out var field);
        object? value = _value;
        if (_valueFrom is not null && !_valueFrom.TryGet(check, out value))
            return ConditionOutcome.Failed;
        if (value is ConfiguredText configured && field is not ReadOnlyCollection<object?>)
            value = configured.ComparedWith(field);
        return _operator switch
        {
            ConditionOperator.Exists => Of(there),
            ConditionOperator.NotExists => Of(!there),
            ConditionOperator.Equal => Of(there && MetaValue.AreEqual(field, value)),
            ConditionOperator.NotEqual => Of(!there || !MetaValue.AreEqual(field, value)),
            ConditionOperator.In => value is ReadOnlyCollection<object?> list ? Of(there && Has(list, field)) : ConditionOutcome.Failed,
            ConditionOperator.NotIn => value is ReadOnlyCollection<object?> list ? Of(!there || !Has(list, field)) : ConditionOutcome.Failed,
            _ when !there => ConditionOutcome.Failed,
            ConditionOperator.Less => Ordered(field, value, static order => order < 0),
            ConditionOperator.Greater => Ordered(field, value, static order => order > 0),
            ConditionOperator.LessOrEqual => Ordered(field, value, static order => order <= 0),
            ConditionOperator.GreaterOrEqual => Ordered(field, value, static order => order >= 0),
            ConditionOperator.Contains => Contains(field, value),
            ConditionOperator.NotContains => Not(Contains(field, value)),
            ConditionOperator.Matches => field is string matched ? Of(_regex!.IsMatch(matched)) : ConditionOutcome.Failed,
            _ => field is string matched ? Of(!_regex!.IsMatch(matched)) : ConditionOutcome.Failed,
        };
    }

    /// <summary>An expression that takes time in proportion to the text, whatever it is.</summary>
    private static Regex MakeRegex(string field, object? value)
    {
        if ((value as string ?? (value as ConfiguredText)?.Text) is not { } pattern)
            throw new ArgumentException($"The condition on '{field}' needs a regular expression as its value.", nameof(value));
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception bad) when (bad is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException($"The condition on '{field}' has the regular expression '{pattern}', which can't be used: {bad.Message}", nameof(value), bad);
        }
    }

    private static ConditionOutcome Of(bool holds) => holds ? ConditionOutcome.True : ConditionOutcome.False;

    private static ConditionOutcome Not(ConditionOutcome outcome) => outcome switch
    {
        ConditionOutcome.True => ConditionOutcome.False,
        ConditionOutcome.False => ConditionOutcome.True,
        _ => outcome,
    };

    private static ConditionOutcome Ordered(object? field, object? value, Func<int, bool> holds) =>
        MetaValue.Compare(field, value) is { } order ? Of(holds(order)) : ConditionOutcome.Failed;

    private static ConditionOutcome Contains(object? field, object? value) => (field, value) switch
    {
        (ReadOnlyCollection<object?> list, _) => Of(Has(list, value)),
        (string text, ConfiguredText part) => Of(text.Contains(part.Text, StringComparison.Ordinal)),
        (string text, string part) => Of(text.Contains(part, StringComparison.Ordinal)),
        _ => ConditionOutcome.Failed,
    };

    private static bool Has(ReadOnlyCollection<object?> list, object? value)
    {
        foreach (var item in list)
        {
            if (MetaValue.AreEqual(item, value))
                return true;
        }

        return false;
    }
}

/// <summary>The text forms of <see cref="ConditionOperator"/>.</summary>
public static class ConditionOperatorNames
{
    private static readonly string[] Texts =
        ["eq", "ne", "lt", "gt", "lte", "gte", "in", "nin", "exists", "nexists", "contains", "ncontains", "matches", "nmatches"];

    /// <summary>The operator as configuration writes it: <c>eq</c>.</summary>
    /// <param name="op">The operator.</param>
    public static string ToText(this ConditionOperator op) => (uint)op < Texts.Length ? Texts[(int)op] : op.ToString();

    /// <summary>The operator that configuration writes so.</summary>
    /// <param name="text">A text as <see cref="ToText"/> gives it.</param>
    /// <param name="op">The operator.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string? text, out ConditionOperator op)
    {
        var index = Array.IndexOf(Texts, text);
        op = (ConditionOperator)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>All of them, for an error's text.</summary>
    internal static string All => string.Join(", ", Texts);
}
