using Artel.Security;

namespace Artel.Tests.Security;

/// <summary>What a check costs that was made before: nothing that the garbage collector would ever see.</summary>
public sealed class CheckCostTests
{
    private const int Sends = 1_000;

    [Theory]
    [InlineData(0, "all")]
    [InlineData(10, "all")]
    [InlineData(1_000, "all")]
    [InlineData(10, "actor")]
    [InlineData(1_000, "actor")]
    [InlineData(10, "resource")]
    [InlineData(1_000, "resource")]
    [InlineData(10, "resource and actor")]
    [InlineData(1_000, "ceiling")]
    public async Task A_send_that_is_permitted_allocates_what_one_that_is_not_checked_does(int policies, string conditions)
    {
        var (permitted, notChecked) = await MeasureAsync(
            artel =>
            {
                for (var i = 0; i < policies; i++)
                    artel.AddPolicy($"p{i}", policy => Write(policy, i, conditions));
                artel.AddPolicy("allow", policy => AllowSend(policy, conditions));
            },
            conditions == "ceiling" ? [new(Permissions.Send, "{local@test:*")] : [new("*")]);
        Assert.Equal(notChecked, permitted);
        Assert.NotEqual(0, permitted);
    }

    [Fact]
    public void A_check_of_what_was_decided_before_allocates_nothing_whether_it_is_allowed_or_not()
    {
        var catalog = new PolicyCatalog();
        catalog.Set(Policy.Create("p", static p => p
            .Allow(Permissions.Send).On("{local@app:*").When("resource", ConditionOperator.Matches, "^.local@app").Deny(Permissions.Send).On("*x*")));
        var authority = new SecurityIdentity(new Actor("ann"), catalog.CreateScope(["p"]))
            .For(new SecurityRules(SecurityMode.Strict, catalog), "test:x", [new("*")]);
        var check = PermissionTable.Send.Checks[0];
        object[] resources = [new Pid("local", "app:p", 1), new Pid("local", "app:x", 1), "name", new Pid("local", "other:p", 1)];
        bool[] decided = [.. resources.Select(resource => authority.Check(check, resource, null) is null)];
        Assert.Equal([true, false, false, false], decided);

        var allocated = long.MaxValue;
        for (var round = 0; round < 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Sends; i++)
                _ = authority.TryRecall(check, resources[i & 3], out _) && authority.Check(check, resources[i & 3], null) is null;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_allowed_of_late_is_known_by_reference_and_no_more_when_the_policies_change(bool byResource)
    {
        var catalog = new PolicyCatalog();
        var allow = Policy.Create("p", p => (byResource
            ? p.Allow(Permissions.Send).When("resource", ConditionOperator.Matches, "^.local@app")
            : p.Allow(Permissions.Send).On("{*@app:p|*}")).Deny(Permissions.Send).On("{*@app:x|*}"));
        catalog.Set(allow);
        var authority = new SecurityIdentity(new Actor("ann"), catalog.CreateScope(["p"]))
            .For(new SecurityRules(SecurityMode.Strict, catalog), "test:x", [new("*")]);
        var check = PermissionTable.Send.Checks[0];
        var allowed = new Pid("local", "app:p", 1);
        var denied = new Pid("local", "app:x", 1);
        Assert.Equal([false, true, false], new[] { Known(allowed), Ask(allowed), Ask(denied) });
        Ask(allowed);
        Assert.Equal([true, false], new[] { Known(allowed), Known(denied) });

        // The same hash, and not the same process.
        Assert.False(Known(new Pid("local", "app:x", 17)));
        catalog.Set(Policy.Create("p", static p => p.Deny(Permissions.Send)));
        Assert.Equal([false, false, false], new[] { Known(allowed), Ask(allowed), Known(allowed) });
        catalog.Set(allow);
        Assert.Equal([false, true], new[] { Known(allowed), Ask(allowed) });

        bool Known(Pid pid) => authority.IsKnownAllowed(check, pid);
        bool Ask(Pid pid) => authority.Check(check, pid, null) is null && authority.TryRecall(check, pid, out var denial) && denial is null;
    }

    private static PolicyBuilder AllowSend(PolicyBuilder policy, string conditions)
    {
        policy.Allow(Permissions.Send);
        return conditions.StartsWith("resource", StringComparison.Ordinal) ? policy.On("{local@test:*") : policy;
    }

    /// <summary>Policies of which none denies what is measured, but all have to be looked at.</summary>
    private static void Write(PolicyBuilder policy, int number, string conditions)
    {
        policy.Deny(Permissions.Send);
        if (conditions.StartsWith("resource", StringComparison.Ordinal))
            policy.When("resource", ConditionOperator.Equal, $"name{number}");
        if (conditions.EndsWith("actor", StringComparison.Ordinal))
            policy.When("actor.meta.level", ConditionOperator.Equal, number + 1);
        else if (!conditions.StartsWith("resource", StringComparison.Ordinal))
            policy.When("action", ConditionOperator.NotEqual, Permissions.Send);
    }

    /// <summary>What a thousand sends allocate, of a process and of code in none, to a process that takes none of them in the meantime.</summary>
    private static async Task<(long Permitted, long NotChecked)> MeasureAsync(Action<ArtelBuilder> configure, PermissionDeclaration[] declared)
    {
        using var release = new ManualResetEventSlim();
        var entered = new Probe<int>();
        var measured = new Probe<long>();
        Pid? target = null;
        await using var app = new TestApp().With(configure)
            .Handlers("test:busy", (_, message) =>
            {
                if (message.Topic == "hold")
                {
                    entered.Tell(1);
                    release.Wait();
                }

                return BehaviorStep.Done;
            })
            .Define(new ProcessDefinition("test:sender", _ => new Asking(process => measured.Tell(Allocated(() => process.Send(target!, "x")))))
            {
                Permissions = declared,
            });
        target = app.Spawn("test:busy");
        app.Runtime.Send(target, "hold");
        await entered.NextAsync();
        try
        {
            app.Runtime.WithActor(new Actor("ann", new Dictionary<string, object?> { ["level"] = 0 }))
                .WithScope(app.Runtime.Policies.CreateScope(app.Runtime.Policies.Policies))
                .Spawn("test:sender", TestApp.Host);
            return (await measured.NextAsync(), Allocated(() => app.Runtime.Send(target, "x")));
        }
        finally
        {
            release.Set();
        }
    }

    private static long Allocated(Action send)
    {
        var allocated = 0L;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Sends; i++)
                send();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }
}
