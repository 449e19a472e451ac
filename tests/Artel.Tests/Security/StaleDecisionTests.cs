using System.Runtime.CompilerServices;
using Artel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Tests.Security;

/// <summary>From the return of a change on, nobody is answered by what was before it.</summary>
public sealed class StaleDecisionTests
{
    private const int Rounds = 30;
    private const int Senders = 3;

    [Theory]
    [InlineData("*", "policy")]
    [InlineData("{local@test:*", "policy")]
    [InlineData("*", "removal")]
    [InlineData("{local@test:*", "group")]
    [InlineData("*", "group")]
    [InlineData("*", "configuration")]
    public async Task A_change_of_the_policies_holds_for_every_send_that_begins_after_it_returned(string resource, string how)
    {
        var allow = Policy.Create("p", p => p.Allow(Permissions.Send).On(resource));
        var deny = Policy.Create("p", p => p.Deny(Permissions.Send).On(resource));
        var root = new ConfigurationBuilder().AddInMemoryCollection().Build();
        if (how == "configuration")
        {
            root["Artel:Security:Policies:0:Id"] = "p";
            root["Artel:Security:Policies:0:Effect"] = "allow";
            root["Artel:Security:Policies:0:Actions"] = Permissions.Send;
            root["Artel:Security:Policies:0:Resources"] = resource;
        }

        // Even: allowed. Odd: not. Below 0 while a change is under way. The next change begins when each sender has seen the phase.
        var phase = 0;
        var seen = new Probe<int>();
        var wrong = new Probe<string>();
        await using var app = new TestApp()
            .With(artel => artel.Services.AddSingleton<IConfiguration>(root))
            .Idle()
            .Main("test:sender", async (process, arguments) =>
            {
                var target = arguments.Get<Pid>(0, "target");
                for (var told = -1; told < Rounds;)
                {
                    var before = Volatile.Read(ref phase);
                    var sent = process.TrySend(target, "x");
                    var known = before >= 0 && before == Volatile.Read(ref phase);
                    if (known && sent != ((before & 1) == 0))
                        wrong.Tell($"in phase {before}: {sent}");
                    if (!known || before == told)
                    {
                        await Task.Yield();
                        continue;
                    }

                    told = before;
                    seen.Tell(before);
                }

                return null;
            });
        var policies = app.Runtime.Policies;
        if (how != "configuration")
            policies.Set(allow);
        policies.Set(Policy.Create("none", static p => p.Allow("nothing")));
        policies.SetGroup("g", how == "removal" ? [] : ["p"]);
        var target = app.Spawn("test:idle");
        var spawner = app.Runtime.WithActor(new Actor("ann")).WithScope(policies.CreateScope(how == "group" ? [] : ["p"], ["g"]));
        for (var i = 0; i < Senders; i++)
            spawner.Spawn("test:sender", TestApp.Host, target);

        for (var round = 0; round <= Rounds; round++)
        {
            await seen.TakeAsync(Senders);
            if (round == Rounds)
                break;
            Volatile.Write(ref phase, -1);
            var allows = (round & 1) == 1;
            switch (how)
            {
                case "policy":
                    policies.Set(allows ? allow : deny);
                    break;
                case "removal" when allows:
                    policies.Set(allow);
                    break;
                case "removal":
                    policies.Remove("p");
                    break;
                case "group":
                    policies.SetGroup("g", allows ? ["p"] : ["none"]);
                    break;
                default:
                    root["Artel:Security:Policies:0:Effect"] = allows ? "allow" : "deny";
                    root.Reload();
                    break;
            }

            Volatile.Write(ref phase, round + 1);
        }

        Assert.Equal(0, wrong.Count);
    }

    [Fact]
    public void Several_threads_that_share_an_identity_never_see_what_was_before_a_change()
    {
        // Straight at the decisions, where a send would take most of the time: all threads make and read the same decisions.
        var catalog = new PolicyCatalog();
        var check = PermissionTable.Send.Checks[0];
        var rules = new SecurityRules(SecurityMode.Strict, catalog);
        catalog.Set(Policy.Create("p", static p => p.Allow("*")));
        var authority = new SecurityIdentity(new Actor("ann"), catalog.CreateScope(["p"])).For(rules, "test:x", [new("*")]);
        long phase = 0;
        var stale = 0;
        var threads = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            for (var before = 0L; before >= 0; before = Volatile.Read(ref phase))
            {
                if ((before & 1) == 1)
                    continue;
                var allowed = authority.Check(check, "a", null) is null;
                if (allowed != ((before & 2) == 0) && before == Volatile.Read(ref phase))
                    Interlocked.Increment(ref stale);
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());
        for (var round = 1L; round <= 20_000; round++)
        {
            // Odd while the change is under way; bit 1 says that it is denied.
            Volatile.Write(ref phase, (round * 4) + 1);
            var deny = (round & 1) == 1;
            catalog.Set(deny ? Policy.Create("p", static p => p.Deny("*")) : Policy.Create("p", static p => p.Allow("*")));
            Volatile.Write(ref phase, (round * 4) + (deny ? 2 : 0));
            Assert.Equal(deny, authority.Check(check, "a", null) is not null);
        }

        Volatile.Write(ref phase, -1);
        threads.ForEach(static thread => thread.Join());
        Assert.Equal(0, stale);
    }

    [Fact]
    public async Task An_identity_of_one_process_is_gone_with_the_process()
    {
        await using var app = new TestApp().Idle().Main("test:x", async process =>
        {
            process.TrySend(process.Pid, "x");
            await process.Inbox.ReceiveAsync();
        });
        app.Runtime.Policies.Set(Policy.Create("p", static p => p.Allow("*").On("{*")));
        var actors = await RunAsync(app);
        for (var i = 0; i < 1_000 && actors.Exists(static actor => actor.IsAlive); i++)
        {
            // A turn that has ended may still be on the stack of its thread.
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.DoesNotContain(actors, static actor => actor.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<List<WeakReference>> RunAsync(TestApp app)
    {
        var actors = new List<WeakReference>();
        for (var i = 0; i < 20; i++)
        {
            var (actor, ended) = RunFor(app, i);
            actors.Add(actor);
            await ended.WaitAsync(TestApp.Patience);
        }

        return actors;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Actor, Task Ended) RunFor(TestApp app, int number)
    {
        var actor = new Actor($"request {number}");
        return (new WeakReference(actor), app.Runtime.WithActor(actor).WithScope(app.Runtime.Policies.CreateScope(["p"])).ExecAsync<object?>("test:x", TestApp.Host));
    }
}
