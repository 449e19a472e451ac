using Artel.Security;

namespace Artel.Tests.Security;

public sealed class ScopeTests
{
    private readonly PolicyCatalog _catalog = new();

    public ScopeTests()
    {
        foreach (var id in (string[])["a", "b", "c"])
            _catalog.Set(Allowing(id));
        _catalog.SetGroup("ab", "a", "b");
        _catalog.SetGroup("bc", "b", "c");
    }

    [Fact]
    public void A_scope_has_the_policies_that_it_names_and_those_of_its_groups_once()
    {
        var scope = _catalog.CreateScope(["a"], ["ab", "bc"]);
        Assert.Equal(["a", "b", "c"], Ids(scope));
        Assert.True(scope.Contains("c"));
        Assert.False(scope.Contains("ab"));
        Assert.Equal(Decision.Allow, scope.Evaluate(null, "do.b", "x"));
        Assert.Equal(Decision.Undefined, scope.Evaluate(null, "do.d", "x"));
    }

    [Fact]
    public void An_empty_scope_allows_nothing()
    {
        Assert.Equal(Decision.Undefined, new Scope().Evaluate(null, "do.a", "x"));
        Assert.Equal(Decision.Undefined, _catalog.CreateScope().Evaluate(null, "do.a", "x"));
    }

    [Fact]
    public void With_adds_a_policy_or_replaces_the_one_of_its_id_and_leaves_the_scope_as_it_was()
    {
        var scope = _catalog.CreateScope(["a"], ["bc"]);
        Assert.Equal(["a", "bc:none", "d"], Ids(_catalog.CreateScope(["a"]).With(Allowing("bc:none")).With(Allowing("d"))));
        foreach (var id in (string[])["a", "b"])
        {
            var replaced = scope.With(Policy.Create(id, p => p.Deny($"do.{id}")));
            Assert.Equal(["a", "b", "c"], Ids(replaced));
            Assert.Equal(Decision.Deny, replaced.Evaluate(null, $"do.{id}", "x"));
            Assert.Equal(Decision.Allow, replaced.With(Allowing(id)).Evaluate(null, $"do.{id}", "x"));
        }

        Assert.Equal(Decision.Allow, scope.Evaluate(null, "do.a", "x"));
    }

    [Fact]
    public void Without_takes_a_policy_away_however_it_came_in_and_the_rest_of_its_groups_go_on_following_them()
    {
        var scope = _catalog.CreateScope(["b"], ["ab", "bc"]);
        var less = scope.Without("b");
        Assert.Equal(["a", "c"], Ids(less));
        Assert.Equal(["a", "b", "c"], Ids(scope));
        Assert.Equal(["a", "c"], Ids(less.Without("nobody")));

        _catalog.Set(Policy.Create("d", static p => p.Deny("do.a")));
        _catalog.SetGroup("ab", "a", "b", "d");
        Assert.Equal(["a", "c", "d"], Ids(less));
        Assert.Equal(Decision.Deny, less.Evaluate(null, "do.a", "x"));
    }

    [Fact]
    public void A_scope_follows_the_changes_of_the_policies_and_groups_that_it_names()
    {
        var scope = _catalog.CreateScope(["c"], ["ab"]);
        _catalog.Set(Policy.Create("a", static p => p.Deny("do.b")));
        Assert.Equal(Decision.Deny, scope.Evaluate(null, "do.b", "x"));
        _catalog.SetGroup("ab", "b");
        Assert.Equal(Decision.Allow, scope.Evaluate(null, "do.b", "x"));
        Assert.True(_catalog.Remove("a"));
        Assert.False(_catalog.Remove("a"));
        _catalog.SetGroup("bc");
        Assert.True(_catalog.Remove("c"));
        Assert.Equal(["b"], Ids(scope));
        _catalog.Set(Allowing("c"));
        Assert.Equal(["b", "c"], Ids(scope));
    }

    [Fact]
    public void Policies_that_are_values_stay_as_they_are()
    {
        var scope = new Scope(Allowing("a"));
        _catalog.Set(Policy.Create("a", static p => p.Deny("do.a")));
        Assert.Equal(Decision.Allow, scope.Evaluate(null, "do.a", "x"));
    }

    [Fact]
    public void S114_a_policy_or_group_that_there_is_not_is_refused_and_named()
    {
        Named("'nobody'", () => _catalog.CreateScope(["a", "nobody"]));
        Named("'nobodies'", () => _catalog.CreateScope(groups: ["nobodies"]));
        Named("'nobody'", () => _catalog.SetGroup("g", "a", "nobody"));
        Assert.DoesNotContain("g", _catalog.Groups);
        Assert.Throws<ArgumentException>(() => _catalog.CreateScope([""]));
        Assert.Throws<ArgumentException>(() => new Scope([null!]));
    }

    [Fact]
    public void A_policy_of_a_group_is_not_removed_and_the_group_is_named()
    {
        Assert.Contains("'ab'", Assert.Throws<InvalidOperationException>(() => _catalog.Remove("a")).Message, StringComparison.Ordinal);
        Assert.Equal("a", _catalog.Find("a")?.Id);
    }

    [Fact]
    public void What_is_decided_follows_the_catalog_of_the_scope_even_where_it_is_another_runtimes()
    {
        var rules = new SecurityRules(SecurityMode.Strict, new PolicyCatalog());
        var authority = new SecurityIdentity(new Actor("ann"), _catalog.CreateScope(["a"])).For(rules, "test:x", [new("*")]);
        _catalog.Set(Policy.Create("a", static p => p.Allow(Permissions.Send)));
        Assert.Null(authority.Check(PermissionTable.Send.Checks[0], "x", null));
        Assert.True(authority.IsAlwaysAllowed(PermissionTable.Send.Checks[0]));
        _catalog.SetGroup("ab", "b");
        _catalog.Remove("a");
        _ = Assert.Throws<ArgumentException>(() => _catalog.CreateScope(["a"]));
        Assert.False(authority.IsAlwaysAllowed(PermissionTable.Send.Checks[0]));
        Assert.NotNull(authority.Check(PermissionTable.Send.Checks[0], "x", null));
    }

    private static Policy Allowing(string id) => Policy.Create(id, p => p.Allow($"do.{id}"));

    private static IEnumerable<string> Ids(Scope scope) => scope.Policies.Select(static policy => policy.Id).Order(StringComparer.Ordinal);

    private static void Named(string name, Action act) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
}
