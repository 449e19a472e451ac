using Artel.Security;

namespace Artel.Tests.Security;

public sealed class PolicyTests
{
    [Fact]
    public void S109_of_several_statements_a_deny_wins_wherever_it_stands_and_what_none_is_about_is_undefined()
    {
        var policy = Policy.Create("p", static p => p
            .Allow("app.read", "app.write").On("a", "b")
            .Deny("app.write").On("b*")
            .Allow("app.*").On("b"));
        Assert.Equal("p", policy.Id);
        Assert.Equal(Decision.Allow, policy.Evaluate(null, "app.read", "a"));
        Assert.Equal(Decision.Allow, policy.Evaluate(null, "app.write", "a"));
        Assert.Equal(Decision.Allow, policy.Evaluate(null, "app.list", "b"));
        Assert.Equal(Decision.Deny, policy.Evaluate(null, "app.write", "b"));
        Assert.Equal(Decision.Deny, policy.Evaluate(null, "app.write", "bc"));
        Assert.Equal(Decision.Undefined, policy.Evaluate(null, "app.read", "c"));
        Assert.Equal(Decision.Undefined, policy.Evaluate(null, "other", "a"));
    }

    [Fact]
    public void A_statement_that_names_no_resource_is_about_all() =>
        Assert.Equal(Decision.Allow, Policy.Create("p", static p => p.Allow("app.read")).Evaluate(null, "app.read", "anything"));

    [Fact]
    public void A_policy_without_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Policy.Create("", static p => p.Allow("*")));
        Assert.Throws<ArgumentNullException>(() => Policy.Create(null!, static p => p.Allow("*")));
        Refused("Policy 'p' has no statement", static _ => { });
        Refused("A statement of policy 'p' has no action", static p => p.Allow());
        Refused("A statement of policy 'p' has no action", static p => p.Deny());
        Refused("A statement of policy 'p' is about no resource", static p => p.Allow("*").On());
        Refused("empty", static p => p.Allow("*").On("a", ""));
        Refused("empty", static p => p.Allow("a", ""));
        Assert.Contains("On stands before Allow or Deny", Assert.Throws<InvalidOperationException>(() => Policy.Create("p", static p => p.On("*"))).Message, StringComparison.Ordinal);
        Assert.Contains("When stands before", Assert.Throws<InvalidOperationException>(
            () => Policy.Create("p", static p => p.When("actor.id", ConditionOperator.Exists))).Message, StringComparison.Ordinal);
        Assert.Contains("WhenField stands before", Assert.Throws<InvalidOperationException>(
            () => Policy.Create("p", static p => p.WhenField("actor.id", ConditionOperator.Equal, "resource"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_refused_call_was_given_is_in_no_statement()
    {
        var policy = Policy.Create("p", static p =>
        {
            Assert.Throws<ArgumentException>(() => p.Allow("app.write", ""));
            p.Allow("app.read").On("a");
            Assert.Throws<ArgumentException>(() => p.On("b", ""));
        });
        Assert.Equal(Decision.Allow, policy.Evaluate(null, "app.read", "a"));
        Assert.Equal(Decision.Undefined, policy.Evaluate(null, "app.write", "a"));
        Assert.Equal(Decision.Undefined, policy.Evaluate(null, "app.read", "b"));
    }

    [Fact]
    public void An_attribute_that_cannot_be_compared_is_refused() => Assert.Equal(ErrorKind.Invalid, Assert.Throws<ProcessException>(
        () => Policy.Create("p", static p => p.Allow("*")).Evaluate(null, "a", "b", new Dictionary<string, object?> { ["x"] = new object() })).Kind);

    private static void Refused(string text, Action<PolicyBuilder> build) => Assert.Contains(
        text, Assert.Throws<ArgumentException>(() => Policy.Create("p", build)).Message, StringComparison.Ordinal);
}
