using Artel.Security;

namespace Artel.Tests.Security;

public sealed class ConditionTests
{
    private static readonly Actor Ann = new("ann", new Dictionary<string, object?>
    {
        ["role"] = "worker",
        ["level"] = 3,
        ["share"] = 0.5,
        ["active"] = true,
        ["nothing"] = null,
        ["tags"] = new[] { "a", "b" },
        ["large"] = 9_007_199_254_740_993L,
        ["home"] = new Dictionary<string, object?> { ["city"] = "Oslo", ["floor"] = new Dictionary<string, string> { ["name"] = "top" } },
    });

    private static readonly Dictionary<string, object?> Meta = new()
    {
        ["topic"] = "jobs.new",
        ["size"] = 3,
        ["tags"] = new[] { "a", "b" },
        ["deep"] = new Dictionary<string, object?> { ["x"] = 1 },
    };

    public static TheoryData<string, string, object?, string> Cases => new()
    {
        { "actor.id", "eq", "ann", "True" },
        { "actor.id", "eq", "Ann", "False" },
        { "action", "eq", "app.do", "True" },
        { "resource", "eq", "thing", "True" },
        { "meta.topic", "eq", "jobs.new", "True" },
        { "meta.deep.x", "eq", 1, "True" },
        { "meta.deep.y", "eq", 1, "False" },
        { "meta.topic.x", "eq", "jobs.new", "False" },
        { "actor.meta.home.city", "eq", "Oslo", "True" },
        { "actor.meta.home.floor.name", "eq", "top", "True" },
        { "actor.meta.level", "eq", 3, "True" },
        { "actor.meta.level", "eq", 3.0, "True" },
        { "actor.meta.level", "eq", "3", "False" },
        { "actor.meta.share", "eq", 0.5, "True" },
        { "actor.meta.active", "eq", true, "True" },
        { "actor.meta.active", "eq", "true", "False" },
        { "actor.meta.large", "eq", 9_007_199_254_740_992.0, "False" },
        { "actor.meta.large", "gt", 9_007_199_254_740_992.0, "True" },
        { "actor.meta.large", "lt", 1e300, "True" },
        { "actor.meta.large", "gt", -1e300, "True" },
        { "actor.meta.tags", "eq", new[] { "a", "b" }, "True" },
        { "actor.meta.tags", "eq", new[] { "a" }, "False" },
        { "actor.meta.tags", "eq", new[] { "b", "a" }, "False" },
        { "actor.meta.missing", "eq", "x", "False" },
        { "actor.meta.nothing", "eq", "x", "False" },
        { "actor.meta.missing", "ne", "x", "True" },
        { "actor.meta.role", "ne", "worker", "False" },
        { "actor.meta.role", "ne", "admin", "True" },
        { "actor.meta.level", "lt", 4, "True" },
        { "actor.meta.level", "lt", 3, "False" },
        { "actor.meta.level", "lt", 3.5, "True" },
        { "actor.meta.level", "lte", 3, "True" },
        { "actor.meta.level", "gt", 3, "False" },
        { "actor.meta.level", "gt", 2.5, "True" },
        { "actor.meta.level", "gte", 3, "True" },
        { "actor.meta.level", "gte", double.NaN, "Failed" },
        { "actor.meta.level", "lt", "4", "Failed" },
        { "actor.meta.role", "lt", "worker!", "True" },
        { "actor.meta.role", "gt", "Worker", "True" },
        { "actor.meta.active", "lt", true, "Failed" },
        { "actor.meta.missing", "lt", 4, "Failed" },
        { "actor.meta.missing", "gte", 4, "Failed" },
        { "actor.meta.role", "in", new[] { "worker", "admin" }, "True" },
        { "actor.meta.role", "in", new[] { "admin" }, "False" },
        { "actor.meta.level", "in", new object[] { "3", 3.0 }, "True" },
        { "actor.meta.missing", "in", new[] { "x" }, "False" },
        { "actor.meta.role", "in", Array.Empty<string>(), "False" },
        { "actor.meta.role", "nin", new[] { "admin" }, "True" },
        { "actor.meta.role", "nin", new[] { "worker" }, "False" },
        { "actor.meta.missing", "nin", new[] { "worker" }, "True" },
        { "actor.meta.role", "exists", null, "True" },
        { "actor.meta.nothing", "exists", null, "True" },
        { "actor.meta.missing", "exists", null, "False" },
        { "meta.missing.deeper", "exists", null, "False" },
        { "actor.meta.missing", "nexists", null, "True" },
        { "actor.meta.role", "nexists", null, "False" },
        { "actor.meta.tags", "contains", "a", "True" },
        { "actor.meta.tags", "contains", "c", "False" },
        { "actor.meta.role", "contains", "ork", "True" },
        { "actor.meta.role", "contains", "ORK", "False" },
        { "actor.meta.level", "contains", 3, "Failed" },
        { "actor.meta.missing", "contains", "x", "Failed" },
        { "actor.meta.tags", "ncontains", "c", "True" },
        { "actor.meta.tags", "ncontains", "a", "False" },
        { "actor.meta.level", "ncontains", 3, "Failed" },
        { "actor.meta.missing", "ncontains", "x", "Failed" },
        { "meta.topic", "matches", "^jobs\\.", "True" },
        { "meta.topic", "matches", "^new", "False" },
        { "meta.size", "matches", "3", "Failed" },
        { "meta.missing", "matches", "x", "Failed" },
        { "meta.topic", "nmatches", "^new", "True" },
        { "meta.topic", "nmatches", "^jobs", "False" },
        { "meta.missing", "nmatches", "x", "Failed" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void S112_each_operator_on_each_field_says_that_it_holds_or_not_or_cannot_be_told(string field, string op, object? value, string outcome)
    {
        Assert.True(ConditionOperatorNames.TryParse(op, out var parsed));
        Assert.Equal(op, parsed.ToText());

        // An allow applies where all holds; a deny also where it can't be told (statement 110).
        Assert.Equal(outcome == "True" ? Decision.Allow : Decision.Undefined, Evaluate(static p => p.Allow("*"), p => p.When(field, parsed, value)));
        Assert.Equal(outcome == "False" ? Decision.Undefined : Decision.Deny, Evaluate(static p => p.Deny("*"), p => p.When(field, parsed, value)));
    }

    [Theory]
    [InlineData("actor.meta.level", ConditionOperator.Equal, "meta.size", "True")]
    [InlineData("actor.meta.level", ConditionOperator.Less, "meta.size", "False")]
    [InlineData("actor.meta.tags", ConditionOperator.Equal, "meta.tags", "True")]
    [InlineData("actor.id", ConditionOperator.In, "meta.tags", "False")]
    [InlineData("actor.id", ConditionOperator.NotIn, "meta.tags", "True")]
    [InlineData("actor.id", ConditionOperator.In, "meta.size", "Failed")]
    [InlineData("meta.tags", ConditionOperator.Contains, "actor.meta.role", "False")]
    [InlineData("actor.id", ConditionOperator.Equal, "meta.missing", "Failed")]
    [InlineData("actor.id", ConditionOperator.NotEqual, "meta.missing", "Failed")]
    [InlineData("meta.missing", ConditionOperator.NotEqual, "actor.id", "True")]
    public void S112_a_condition_may_take_its_value_from_another_field(string field, ConditionOperator op, string valueFrom, string outcome)
    {
        Assert.Equal(outcome == "True" ? Decision.Allow : Decision.Undefined, Evaluate(static p => p.Allow("*"), p => p.WhenField(field, op, valueFrom)));
        Assert.Equal(outcome == "False" ? Decision.Undefined : Decision.Deny, Evaluate(static p => p.Deny("*"), p => p.WhenField(field, op, valueFrom)));
    }

    [Fact]
    public void S112_without_an_actor_its_fields_are_missing()
    {
        var policy = Policy.Create("p", static p => p.Deny("*").When("actor.id", ConditionOperator.Matches, "x"));
        Assert.Equal(Decision.Deny, policy.Evaluate(null, "app.do", "thing"));
        var open = Policy.Create("p", static p => p.Allow("*").When("actor.meta.x", ConditionOperator.NotExists));
        Assert.Equal(Decision.Allow, open.Evaluate(null, "app.do", "thing"));
    }

    [Fact]
    public void S110_one_condition_that_does_not_hold_settles_it_even_for_a_deny_that_another_cannot_evaluate()
    {
        Assert.Equal(Decision.Undefined, Evaluate(static p => p.Deny("*"), static p => p
            .When("actor.meta.missing", ConditionOperator.Less, 1).When("actor.id", ConditionOperator.Equal, "bob")));
        Assert.Equal(Decision.Deny, Evaluate(static p => p.Deny("*"), static p => p
            .When("actor.meta.missing", ConditionOperator.Less, 1).When("actor.id", ConditionOperator.Equal, "ann")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("actor")]
    [InlineData("actor.name")]
    [InlineData("actor.meta")]
    [InlineData("actor.meta.")]
    [InlineData("actor.meta.a..b")]
    [InlineData("actor.id.x")]
    [InlineData("meta")]
    [InlineData("action.x")]
    [InlineData("Resource")]
    [InlineData(" resource")]
    public void S112_a_field_that_is_none_is_refused_when_the_policy_is_made_and_named(string field)
    {
        var asField = Assert.Throws<ArgumentException>(() => Make(p => p.When(field, ConditionOperator.Exists)));
        Assert.StartsWith($"'{field}' is not a field", asField.Message, StringComparison.Ordinal);
        var asValue = Assert.Throws<ArgumentException>(() => Make(p => p.WhenField("actor.id", ConditionOperator.Equal, field)));
        Assert.StartsWith($"'{field}' is not a field", asValue.Message, StringComparison.Ordinal);
    }

    public static TheoryData<ConditionOperator, object?, string> BadValues => new()
    {
        { (ConditionOperator)99, "x", "has the operator 99, which is none" },
        { ConditionOperator.Matches, "a(", "has the regular expression 'a(', which can't be used" },
        { ConditionOperator.Matches, "(a)\\1", "has the regular expression '(a)\\1', which can't be used" },
        { ConditionOperator.NotMatches, 3, "needs a regular expression" },
        { ConditionOperator.Matches, null, "needs a regular expression" },
        { ConditionOperator.In, "a", "compares with 'in', which needs a list" },
        { ConditionOperator.NotIn, null, "compares with 'nin', which needs a list" },
        { ConditionOperator.Exists, "a", "compares with 'exists', which takes no value" },
        { ConditionOperator.NotExists, false, "compares with 'nexists', which takes no value" },
        { ConditionOperator.Equal, null, "compares with 'eq', which needs a value" },
        { ConditionOperator.NotEqual, null, "compares with 'ne', which needs a value" },
        { ConditionOperator.Less, null, "compares with 'lt', which needs a value" },
        { ConditionOperator.NotContains, null, "compares with 'ncontains', which needs a value" },
        { ConditionOperator.Equal, new Version(1, 0), "value: a Version can't be compared" },
    };

    [Theory]
    [MemberData(nameof(BadValues))]
    public void S112_an_operator_value_or_expression_that_is_none_is_refused_when_the_policy_is_made_and_named(
        ConditionOperator op, object? value, string text)
    {
        var error = Assert.Throws<ArgumentException>(() => Make(p => p.When("actor.meta.role", op, value)));
        Assert.Contains("'actor.meta.role'", error.Message, StringComparison.Ordinal);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConditionOperator.Exists)]
    [InlineData(ConditionOperator.Matches)]
    public void S112_an_operator_that_can_take_no_field_refuses_one(ConditionOperator op) => Assert.Contains(
        "'actor.id'", Assert.Throws<ArgumentException>(() => Make(p => p.WhenField("actor.id", op, "resource"))).Message, StringComparison.Ordinal);

    [Fact]
    public void S112_a_bad_expression_takes_no_longer_on_a_long_text()
    {
        // Backtracking would take longer than the universe is old.
        var policy = Make(static p => p.When("resource", ConditionOperator.Matches, "^(a+)+$"));
        Assert.Equal(Decision.Undefined, policy.Evaluate(Ann, "x", new string('a', 5_000) + "!"));
    }

    [Theory]
    [InlineData("equal")]
    [InlineData("EQ")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_texts_are_no_operators(string? text) => Assert.False(ConditionOperatorNames.TryParse(text, out _));

    private static Policy Make(Func<PolicyBuilder, PolicyBuilder> when) => Policy.Create("p", policy => when(policy.Allow("*")));

    private static Decision Evaluate(Func<PolicyBuilder, PolicyBuilder> begin, Func<PolicyBuilder, PolicyBuilder> when) =>
        Policy.Create("p", policy => when(begin(policy).On("*"))).Evaluate(Ann, "app.do", "thing", Meta);
}
