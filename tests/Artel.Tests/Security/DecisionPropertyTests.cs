using Artel.Security;
using CsCheck;

namespace Artel.Tests.Security;

/// <summary>What is decided in advance and kept, against the rules as one would say them, on whatever policies there may be.</summary>
public sealed class DecisionPropertyTests
{
    private static readonly Gen<string> Action = Gen.OneOf(Permissions.Send, Permissions.Cancel, Permissions.RegistryRegister, "app.files.read");
    private static readonly Gen<string> ActionPattern = Gen.OneOf("*", "process.*", "*.read", "process.*.register", Permissions.Send, Permissions.Cancel);
    private static readonly Gen<string> Resource = Gen.OneOf("a", "ab", "b", "{local@app:p|1.1}", "{local@app:p|2.1}");
    private static readonly Gen<string> ResourcePattern = Gen.OneOf("*", "*", "a", "a*", "*b", "{local@app:*", "{local@app:p|1.1}", "nothing");
    private static readonly Gen<object?> Value = Gen.OneOf<object?>("a", "admin", Permissions.Send, 1L, 2L, true);

    private static readonly Gen<string> Field = Gen.OneOf(
        "action", "resource", "actor.id", "actor.meta.role", "actor.meta.level", "meta.topic", "meta.size");

    private static readonly Gen<ConditionOperator> AnyOperator = Gen.OneOf(Enum.GetValues<ConditionOperator>());

    private static readonly Gen<NaiveCondition> Condition =
        Gen.Select(Field, AnyOperator, Value, Value.Array[0, 3], Field, Gen.Bool, static (field, op, value, list, other, byField) => op switch
        {
            ConditionOperator.Exists or ConditionOperator.NotExists => new NaiveCondition(field, op, null, null),
            ConditionOperator.Matches or ConditionOperator.NotMatches => new NaiveCondition(field, op, value as string is { } text ? "^" + text : "^a", null),
            _ when byField => new NaiveCondition(field, op, null, other),
            ConditionOperator.In or ConditionOperator.NotIn => new NaiveCondition(field, op, list, null),
            _ => new NaiveCondition(field, op, value, null),
        });

    private static readonly Gen<NaiveStatement> Statement = Gen.Select(
        Gen.Bool, ActionPattern.Array[1, 2], ResourcePattern.Array[1, 2], Condition.Array[0, 3],
        static (allows, actions, resources, conditions) => new NaiveStatement(allows, actions, resources, conditions));

    private static readonly Gen<Dictionary<string, object?>> ActorMeta = Meta("role", "level");

    private static readonly Gen<PermissionDeclaration[]?> Declared = Gen.Frequency<PermissionDeclaration[]?>(
        (1, Gen.Const((PermissionDeclaration[]?)null)),
        (2, Gen.Const((PermissionDeclaration[]?)[new("*")])),
        (2, Gen.Select(ActionPattern, ResourcePattern, static (action, resource) => new PermissionDeclaration(action, resource)).Array[0, 3]
            .Select(static all => (PermissionDeclaration[]?)all)));

    private static readonly Gen<NaiveCaller> Caller = Gen.Select(
        Gen.Enum<SecurityMode>(),
        Gen.Frequency((1, Gen.Const((string?)null)), (5, Gen.OneOf<string?>("a", "admin"))),
        ActorMeta,
        Gen.Frequency<NaiveStatement[]?>((1, Gen.Const((NaiveStatement[]?)null)), (6, Statement.Array[0, 6].Select(static all => (NaiveStatement[]?)all))),
        Declared,
        static (mode, actor, meta, statements, declared) => new NaiveCaller(mode, actor, meta, statements, declared));

    private static readonly Gen<NaiveQuestion> Question = Gen.Select(
        Action, Resource, Meta("topic", "size"), static (action, resource, meta) => new NaiveQuestion(action, resource, meta));

    [Fact]
    public void S108_S109_S110_S115_what_is_decided_in_advance_and_kept_is_what_the_rules_say() =>
        Gen.Select(Caller, Question.Array[1, 12]).Sample(static (caller, questions) =>
        {
            var authority = AuthorityOf(caller);
            foreach (var question in questions)
            {
                var expected = NaiveEvaluator.Allows(caller, question);
                Assert.Equal(expected, Ask(authority, question));
                Assert.Equal(expected, Ask(authority, question));
            }
        }, iter: 20_000);

    [Fact]
    public void S109_a_scope_says_of_its_policies_together_what_the_rules_say() =>
        Gen.Select(Caller, Question).Sample(static (caller, question) =>
        {
            var open = caller with { Mode = SecurityMode.Strict, Actor = caller.Actor ?? "a", Statements = caller.Statements ?? [], Declared = [new("*")] };
            var scope = ScopeOf(open.Statements);
            var decision = scope.Evaluate(new Actor(open.Actor, open.ActorMeta), question.Action, question.Resource, question.Meta);
            Assert.Equal(NaiveEvaluator.Allows(open, question), decision == Decision.Allow);
        }, iter: 5_000);

    [Fact]
    public void S109_a_deny_more_never_allows_more_and_an_unconditional_one_denies() =>
        Gen.Select(Caller, Statement, Gen.Int[0, 6], Question).Sample(static (caller, more, at, question) =>
        {
            var statements = caller.Statements ?? [];
            var place = Math.Min(at, statements.Length);
            var denied = caller with { Statements = [.. statements[..place], more with { Allows = false }, .. statements[place..]], Actor = caller.Actor ?? "a" };
            var before = caller with { Statements = statements, Actor = denied.Actor };
            if (Ask(AuthorityOf(denied), question))
                Assert.True(Ask(AuthorityOf(before), question));
            var banned = denied with { Statements = [.. statements[..place], new(false, ["*"], [question.Resource], []), .. statements[place..]] };
            Assert.False(Ask(AuthorityOf(banned), question));
        }, iter: 5_000);

    [Fact]
    public void S109_an_allow_less_never_allows_more() =>
        Gen.Select(Caller, Gen.Int[0, 5], Question).Sample(static (caller, which, question) =>
        {
            var allows = (caller.Statements ?? []).Where(static one => one.Allows).ToList();
            if (allows.Count == 0)
                return;
            var removed = allows[which % allows.Count];
            var less = caller with { Statements = [.. caller.Statements!.Where(one => !ReferenceEquals(one, removed))] };
            if (Ask(AuthorityOf(less), question))
                Assert.True(Ask(AuthorityOf(caller), question));
        }, iter: 5_000);

    [Fact]
    public void S109_the_order_of_policies_does_not_matter() =>
        Gen.Select(Caller, Question, Gen.Int).Sample(static (caller, question, seed) =>
        {
            if (caller.Statements is null)
                return;
            NaiveStatement[] shuffled = [.. caller.Statements];
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(Ask(AuthorityOf(caller), question), Ask(AuthorityOf(caller with { Statements = shuffled }), question));
        }, iter: 5_000);

    [Fact]
    public void S115_a_ceiling_never_allows_more() =>
        Gen.Select(Caller, Question, ActionPattern, ResourcePattern).Sample(static (caller, question, action, resource) =>
        {
            var open = caller with { Declared = [new("*")] };
            if (Ask(AuthorityOf(caller with { Declared = [new(action, resource)] }), question))
                Assert.True(Ask(AuthorityOf(open), question));
        }, iter: 5_000);

    [Fact]
    public void What_is_asked_by_the_name_of_an_action_is_answered_as_the_check_of_the_operation() =>
        Gen.Select(Caller, Question).Sample(static (caller, question) =>
        {
            var (asked, checkedOn) = (AuthorityOf(caller), AuthorityOf(caller));
            if (PermissionTable.Find(question.Action) is not { } check)
                return;
            var attributes = new GivenAttributes(question.Meta);
            object resource = Pid.TryParse(question.Resource, out var pid) ? pid : question.Resource;
            Assert.Equal(checkedOn.Check(check, resource, attributes) is null, asked.Check(question.Action, question.Resource, attributes) is null);
            Assert.Equal(checkedOn.IsAlwaysAllowed(check), asked.IsAlwaysAllowed(check));
            if (checkedOn.IsAlwaysAllowed(check))
                Assert.All((string[])["a", "b", "other"], other => Assert.True(NaiveEvaluator.Allows(caller, question with { Resource = other, Meta = [] })));
        }, iter: 5_000);

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void More_resources_than_are_kept_are_answered_as_the_rules_say(int length)
    {
        var caller = new NaiveCaller(SecurityMode.Strict, "a", [], [new(true, ["*"], ["*7*"], []), new(false, ["*"], ["*3*"], [])], [new("*")]);
        var authority = AuthorityOf(caller);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 3_000; i++)
            {
                var question = new NaiveQuestion(Permissions.Send, i.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(length, '0'), []);
                Assert.Equal(NaiveEvaluator.Allows(caller, question), Ask(authority, question));
            }
        }
    }

    private static Gen<Dictionary<string, object?>> Meta(string first, string second) => Gen.Select(
        Gen.Bool, Value, Gen.Bool, Value, (hasFirst, one, hasSecond, two) =>
        {
            var meta = new Dictionary<string, object?>();
            if (hasFirst)
                meta.Add(first, one);
            if (hasSecond)
                meta.Add(second, two);
            return meta;
        });

    /// <summary>Half of the statements by their name, the others as they are.</summary>
    private static Scope ScopeOf(NaiveStatement[] statements)
    {
        var catalog = new PolicyCatalog();
        for (var i = 0; i < statements.Length; i += 2)
            catalog.Set(statements[i].ToPolicy($"p{i}"));
        var scope = catalog.CreateScope(catalog.Policies);
        for (var i = 1; i < statements.Length; i += 2)
            scope = scope.With(statements[i].ToPolicy($"p{i}"));
        return scope;
    }

    private static Authority AuthorityOf(NaiveCaller caller)
    {
        var rules = new SecurityRules(caller.Mode, new PolicyCatalog());
        var actor = caller.Actor is null ? null : new Actor(caller.Actor, caller.ActorMeta);
        var scope = caller.Statements is null ? null : ScopeOf(caller.Statements);
        return new SecurityIdentity(actor, scope).For(rules, "test:x", caller.Declared);
    }

    private static bool Ask(Authority authority, NaiveQuestion question) =>
        authority.Check(question.Action, question.Resource, new GivenAttributes(question.Meta)) is null;
}
