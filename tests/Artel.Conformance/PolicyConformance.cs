using Artel.Security;

namespace Artel.Conformance;

/// <summary>What policies say: statements 109 to 112, asked by processes.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class PolicyConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    [Fact]
    public async Task S109_any_deny_wins_else_any_allow_else_undefined_which_is_denied()
    {
        Set("conf:allow", static p => p.Allow("app.read"));
        Set("conf:deny", static p => p.Deny("app.read").On("secret"));
        var puppet = Spawn();
        var both = await puppet.DoAsync("security.new_scope", (object)new object?[] { "conf:allow", "conf:deny" });
        var none = await puppet.DoAsync("security.new_scope", (object)new object?[] { "conf:deny" });
        Assert.Equal("allow", await puppet.DoAsync("evaluate", both, null, "app.read", "open"));
        Assert.Equal("deny", await puppet.DoAsync("evaluate", both, null, "app.read", "secret"));
        Assert.Equal("undefined", await puppet.DoAsync("evaluate", both, null, "app.write", "open"));
        Assert.Equal("undefined", await puppet.DoAsync("evaluate", none, null, "app.read", "open"));

        var within = SpawnAs("conf:actor", "conf:allow", "conf:deny");
        Assert.Equal(true, await within.DoAsync("can", "app.read", "open"));
        Assert.Equal(false, await within.DoAsync("can", "app.read", "secret"));
        Assert.Equal(false, await within.DoAsync("can", "app.write", "open"));
    }

    [Fact]
    public async Task S110_a_policy_applies_only_if_all_its_conditions_hold()
    {
        Set("conf:conditions", static p => p.Allow("app.read").On("doc.*").When("meta.a", ConditionOperator.Equal, 1).When("meta.b", ConditionOperator.Equal, true));
        Assert.Equal("allow", await EvaluateAsync("conf:conditions", "app.read", "doc.1", new() { ["a"] = 1, ["b"] = true }));
        Assert.Equal("undefined", await EvaluateAsync("conf:conditions", "app.read", "doc.1", new() { ["a"] = 1, ["b"] = false }));
        Assert.Equal("undefined", await EvaluateAsync("conf:conditions", "app.read", "page.1", new() { ["a"] = 1, ["b"] = true }));
        Assert.Equal("undefined", await EvaluateAsync("conf:conditions", "app.write", "doc.1", new() { ["a"] = 1, ["b"] = true }));
    }

    [Fact]
    public async Task S110_a_deny_whose_condition_cant_be_evaluated_denies_and_an_allow_does_not_allow()
    {
        Set("conf:deny", static p => p.Allow("*").Deny("app.read").When("meta.level", ConditionOperator.Less, 5));
        Set("conf:allow", static p => p.Allow("app.read").When("meta.level", ConditionOperator.Less, 5));
        Assert.Equal("allow", await EvaluateAsync("conf:deny", "app.read", "x", new() { ["level"] = 7 }));
        Assert.Equal("deny", await EvaluateAsync("conf:deny", "app.read", "x", new() { ["level"] = "high" }));
        Assert.Equal("allow", await EvaluateAsync("conf:allow", "app.read", "x", new() { ["level"] = 3 }));
        Assert.Equal("undefined", await EvaluateAsync("conf:allow", "app.read", "x", new() { ["level"] = "high" }));
    }

    [Theory]
    [InlineData("*", "anything", "allow")]
    [InlineData("process.*", "process.send", "allow")]
    [InlineData("process.*", "processes", "undefined")]
    [InlineData("*.read", "app.read", "allow")]
    [InlineData("*.read", "app.reader", "undefined")]
    [InlineData("app.workers:*", "app.workers:resizer", "allow")]
    [InlineData("app.workers:*", "app.worker:resizer", "undefined")]
    [InlineData("app.*.read", "app.a.b.read", "allow")]
    [InlineData("app.read", "app.READ", "undefined")]
    public async Task S111_a_star_stands_for_any_text_in_actions_and_resources(string pattern, string text, string expected)
    {
        Set("conf:action", p => p.Allow(pattern));
        Set("conf:resource", p => p.Allow("app.act").On(pattern));
        Assert.Equal(expected, await EvaluateAsync("conf:action", text, "x"));
        Assert.Equal(expected, await EvaluateAsync("conf:resource", "app.act", text));
    }

    [Theory]
    [MemberData(nameof(ConditionCases.All), MemberType = typeof(ConditionCases))]
    public async Task S112_conditions_compare_the_fields_of_actor_action_resource_and_meta(string field, ConditionOperator op, object? value, bool holds)
    {
        Set("conf:condition", p => p.Allow("*").When(field, op, value));
        var meta = new Dictionary<string, object?>
        {
            ["n"] = 5, ["list"] = new object?[] { "a", "b" }, ["deep"] = new Dictionary<string, object?> { ["er"] = "text" },
        };
        Assert.Equal(holds ? "allow" : "undefined", await EvaluateAsync("conf:condition", "app.act", "thing", meta));
    }

    [Fact]
    public async Task S112_a_condition_can_compare_two_fields()
    {
        Set("conf:own", static p => p.Allow("app.read").WhenField("meta.owner", ConditionOperator.Equal, "actor.id"));
        Assert.Equal("allow", await EvaluateAsync("conf:own", "app.read", "x", new() { ["owner"] = "conf:asker" }));
        Assert.Equal("undefined", await EvaluateAsync("conf:own", "app.read", "x", new() { ["owner"] = "conf:other" }));
    }

    [Fact]
    public void S112_a_bad_operator_field_or_regex_is_an_error_when_the_policy_is_made()
    {
        Assert.Throws<ArgumentException>(static () => Policy.Create("conf:bad", static p => p.Allow("*").When("meta.n", (ConditionOperator)99, 1)));
        Assert.Throws<ArgumentException>(static () => Policy.Create("conf:bad", static p => p.Allow("*").When("process.pid", ConditionOperator.Equal, 1)));
        Assert.Throws<ArgumentException>(static () => Policy.Create("conf:bad", static p => p.Allow("*").When("meta.n", ConditionOperator.Matches, "(")));
    }

    private void Set(string id, Action<PolicyBuilder> policy) => Runtime.Policies.Set(Policy.Create(id, policy));

    /// <summary>What a policy says, and a scope of it, which is the same.</summary>
    private async Task<object?> EvaluateAsync(string policy, string action, string resource, Dictionary<string, object?>? meta = null)
    {
        var puppet = Spawn();
        var actor = await puppet.DoAsync("security.new_actor", "conf:asker", new Dictionary<string, object?> { ["role"] = "admin" });
        var scope = await puppet.DoAsync("security.new_scope", (object)new object?[] { policy });
        var alone = await puppet.DoAsync("security.policy", policy);
        var said = await puppet.DoAsync("evaluate", alone, actor, action, resource, meta);
        Assert.Equal(said, await puppet.DoAsync("evaluate", scope, actor, action, resource, meta));
        return said;
    }
}

/// <summary>Conditions that hold, or do not, on what <see cref="PolicyConformance{TLanguage}"/> asks with.</summary>
public static class ConditionCases
{
    /// <summary>Field, operator, value, and whether it holds.</summary>
    public static TheoryData<string, ConditionOperator, object?, bool> All => new()
    {
        { "meta.n", ConditionOperator.Equal, 5, true },
        { "meta.n", ConditionOperator.Equal, 6, false },
        { "meta.n", ConditionOperator.NotEqual, 6, true },
        { "meta.n", ConditionOperator.Less, 6, true },
        { "meta.n", ConditionOperator.Greater, 4.5, true },
        { "meta.n", ConditionOperator.LessOrEqual, 5, true },
        { "meta.n", ConditionOperator.GreaterOrEqual, 6, false },
        { "meta.n", ConditionOperator.In, new object[] { 4, 5 }, true },
        { "meta.n", ConditionOperator.NotIn, new object[] { 4, 5 }, false },
        { "meta.n", ConditionOperator.Exists, null, true },
        { "meta.m", ConditionOperator.Exists, null, false },
        { "meta.m", ConditionOperator.NotExists, null, true },
        { "meta.list", ConditionOperator.Contains, "b", true },
        { "meta.list", ConditionOperator.NotContains, "b", false },
        { "meta.deep.er", ConditionOperator.Matches, "^t.xt$", true },
        { "meta.deep.er", ConditionOperator.NotMatches, "^t.xt$", false },
        { "actor.id", ConditionOperator.Equal, "conf:asker", true },
        { "actor.meta.role", ConditionOperator.Equal, "admin", true },
        { "action", ConditionOperator.Equal, "app.act", true },
        { "resource", ConditionOperator.Equal, "thing", true },
    };
}
