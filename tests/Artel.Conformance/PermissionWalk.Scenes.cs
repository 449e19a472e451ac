using Artel.Security;

namespace Artel.Conformance;

/// <content>How each operation is done, and how to tell whether it was.</content>
public abstract partial class PermissionWalk<TLanguage>
{
    private const string Name = "conf.name";
    private const string ActorId = "conf:new-actor";
    private const string PolicyId = "conf:some-policy";
    private const string GroupId = "conf:some-group";

    private static readonly Dictionary<string, object?> Values = new() { ["key"] = "value" };

    private async Task<Scene> MakeScene(string function, Puppet walker, Puppet target)
    {
        Runtime.Policies.Set(Policy.Create(PolicyId, static p => p.Allow("*")));
        Runtime.Policies.SetGroup(GroupId, PolicyId);
        var scene = new Scene(walker, target.Text);
        switch (function)
        {
            case "process.send":
                return scene.With("send", target.Pid, Puppet.NoteTopic, "sent") with
                {
                    Untouched = () => AssertNoNoteAsync(target),
                    Works = async _ => Assert.Equal("sent", (await target.TakeAsync()).Payload),
                };
            case "process.ask":
                return await AskSceneAsync(scene, target);
            case "process.terminate":
                return scene.With("terminate", target.Pid) with { Works = Ends(target) };
            case "process.cancel":
                return scene.With("cancel", target.Pid) with
                {
                    Untouched = () => AssertNoEventAsync(target),
                    Works = async _ => Assert.Equal("pid.cancel", (await target.NextEventAsync()).Kind),
                };
            case "process.monitor":
                // Had the denied one done anything, this one would be ALREADY_EXISTS.
                return scene.With("monitor", target.Pid) with { Works = _ => AssertMonitoredAsync(walker, target.Text) };
            case "process.unmonitor":
                await walker.DoAsync("monitor", target.Pid);
                return scene.With("unmonitor", target.Pid) with
                {
                    Untouched = async () => Assert.Equal(ErrorKind.AlreadyExists, (await walker.FailsAsync("monitor", target.Pid)).Kind),
                    Works = async _ => Assert.Equal(true, await walker.DoAsync("monitor", target.Pid)),
                };
            case "process.link":
                return scene.With("link", target.Pid) with { Works = Look(_ => AssertLinked(walker, target.Text)) };
            case "process.unlink":
                await walker.DoAsync("link", target.Pid);
                return scene.With("unlink", target.Pid) with { Works = Look(_ => Assert.Empty(Runtime.Inspect(walker.Pid).Links)) };
            case "process.upgrade":
                return scene.With("upgrade", TLanguage.Successor) with
                {
                    Definition = TLanguage.Successor,
                    Untouched = async () => Assert.Equal(TLanguage.Puppet, await walker.DoAsync("id")),
                    Run = () =>
                    {
                        walker.Begin("upgrade", TLanguage.Successor);
                        return walker.DoAsync("id");
                    },
                    Works = Look(static id => Assert.Equal(TLanguage.Successor, id)),
                };
            case "process.registry.register":
                return scene.With("register", Name, target.Pid) with { Works = async _ => Assert.Equal(target.Text, await walker.DoAsync("lookup", Name)) };
            case "process.registry.unregister":
                await target.DoAsync("register", Name);
                return scene.With("unregister", Name) with { Works = async _ => Assert.Equal(ErrorKind.NotFound, (await walker.FailsAsync("lookup", Name)).Kind) };
            case "queue.publish":
                return scene.With("queue.publish", ConformanceApp.Queue, "published") with
                {
                    Untouched = async () => Assert.Equal(0, (await Runtime.Queues.GetInfoAsync(ConformanceApp.Queue)).MessageCount),
                    Works = async _ => Assert.Equal(1, (await Runtime.Queues.GetInfoAsync(ConformanceApp.Queue)).MessageCount),
                };
            default:
                return await SpawnSceneAsync(function, scene, walker) ?? await FunctionSceneAsync(function, scene, walker) ?? await SecuritySceneAsync(function, scene, walker)
                    ?? throw new InvalidOperationException($"The table has '{function}', for which the walk has no scene.");
        }
    }

    /// <summary>A request on which the target tells a witness.</summary>
    private Task<Scene> AskSceneAsync(Scene scene, Puppet target)
    {
        var witness = Spawn();
        return Task.FromResult(scene.With("ask", target.Pid, Puppet.CommandTopic, Puppet.Command("send", witness.Pid, Puppet.NoteTopic, "asked")) with
        {
            Untouched = () => AssertNoNoteAsync(witness),
            Works = async _ => Assert.Equal("asked", (await witness.TakeAsync()).Payload),
        });
    }

    private async Task<Scene?> SpawnSceneAsync(string function, Scene scene, Puppet walker)
    {
        if (function.StartsWith("funcs.", StringComparison.Ordinal) || function.StartsWith("executor:", StringComparison.Ordinal))
            return null;
        var (owner, operation) = (function[..function.IndexOfAny(['.', ':'])], function[(function.IndexOfAny(['.', ':']) + 1)..]);
        object?[] first = [];
        if (owner == "spawner")
        {
            first = [await walker.DoAsync("with_context", Values)];
            if (operation == "with_name")
                first = [await walker.DoAsync("spawner.with_name", first[0], Name)];
        }

        var name = owner == "spawner" ? $"spawner.{operation}" : operation;
        switch (operation)
        {
            case "spawn" or "spawn_monitored" or "spawn_linked" or "spawn_linked_monitored":
                return scene.With(name, [.. first, TLanguage.Child, ConformanceApp.Host]) with
                {
                    Works = async pid =>
                    {
                        Assert.Equal(TLanguage.Child, Runtime.Inspect((string)pid!).Definition);
                        if (operation.Contains("linked", StringComparison.Ordinal))
                            AssertLinked(walker, (string)pid!);
                        if (operation.Contains("monitored", StringComparison.Ordinal))
                            await AssertMonitoredAsync(walker, (string)pid!);
                    },
                };
            case "exec" or "call":
                var witness = Spawn();
                return scene.With(name, [.. first, Definition("herald"), ConformanceApp.Host, witness.Pid]) with
                {
                    Definition = Definition("herald"),
                    Untouched = () => AssertNoNoteAsync(witness),
                    Works = async _ => Assert.Equal("before the end", (await witness.TakeAsync()).Payload),
                };
            case "with_name":
                return scene.With("spawner.spawn", [.. first, TLanguage.Child, ConformanceApp.Host]) with
                {
                    Works = async pid => Assert.Equal(pid, await walker.DoAsync("lookup", Name)),
                };
            default:
                return null;
        }
    }

    private async Task<Scene?> FunctionSceneAsync(string function, Scene scene, Puppet walker)
    {
        object?[] executor = function.StartsWith("executor:", StringComparison.Ordinal) ? [await walker.DoAsync("funcs.new")] : [];
        var operation = function.Replace(':', '.');
        switch (function)
        {
            case "funcs.call" or "funcs.async" or "executor:call" or "executor:async":
                var witness = Spawn();
                return scene.With(operation, [.. executor, Definition("herald"), witness.Pid]) with
                {
                    Definition = Definition("herald"),
                    Untouched = () => AssertNoNoteAsync(witness),
                    Works = async _ => Assert.Equal("before the end", (await witness.TakeAsync()).Payload),
                };
            case "executor:with_context":
                return scene.With(operation, [.. executor, Values]) with
                {
                    Works = async made => Assert.Equal("value", await walker.DoAsync("executor.call", made, Definition("context-reader"), "key")),
                };
            case "executor:with_actor":
                var withScope = await walker.DoAsync("executor.with_scope", executor[0], await walker.DoAsync("security.named_scope", GroupId));
                return scene.With(operation, withScope, await walker.DoAsync("security.new_actor", ActorId)) with { Works = HasIdentity(walker, ActorId, PolicyId) };
            case "executor:with_scope":
                return scene.With(operation, executor[0], await walker.DoAsync("security.named_scope", GroupId)) with { Works = HasIdentity(walker, "conf:walker", PolicyId) };
            default:
                return null;
        }
    }

    private static Func<object?, Task> HasIdentity(Puppet walker, string actor, string scope) => async made =>
    {
        var seen = Fields.Of(await walker.DoAsync("executor.call", made, Definition("identity-reader")));
        Assert.Equal((actor, scope), (seen["actor"], seen["scope"]));
    };

    private async Task<Scene?> SecuritySceneAsync(string function, Scene scene, Puppet walker)
    {
        switch (function)
        {
            case "process.with_context":
                return scene.With("with_context", Values) with { Works = ChildHasTheValue(walker) };
            case "spawner:with_context":
                return scene.With("spawner.with_context", await walker.DoAsync("with_context", new Dictionary<string, object?>()), Values) with
                {
                    Works = ChildHasTheValue(walker),
                };
            case "spawner:with_actor":
                return scene.With("spawner.with_actor", await walker.DoAsync("with_context", Values), await walker.DoAsync("security.new_actor", ActorId)) with
                {
                    Works = async spawner => Assert.Equal(ActorId, Fields.Of(await (await ChildOfAsync(walker, spawner)).DoAsync("actor"))["id"]),
                };
            case "spawner:with_scope":
                return scene.With("spawner.with_scope", await walker.DoAsync("with_context", Values), await walker.DoAsync("security.named_scope", GroupId)) with
                {
                    Works = async spawner => AssertPolicies([PolicyId], await (await ChildOfAsync(walker, spawner)).DoAsync("scope")),
                };
            case "security.new_actor":
                return scene.With("security.new_actor", ActorId) with { Works = Look(Assert.NotNull) };
            case "security.policy":
                return scene.With("security.policy", PolicyId) with
                {
                    Works = async policy => Assert.Equal("allow", await walker.DoAsync("evaluate", policy, null, "app.act", "x")),
                };
            case "security.named_scope":
                return scene.With("security.named_scope", GroupId) with { Works = HasPolicies(walker, PolicyId) };
            case "security.new_scope":
                return scene.With("security.new_scope", (object)new object?[] { PolicyId }) with { Works = HasPolicies(walker, PolicyId) };
            case "scope:with":
                return scene.With("scope.with", await walker.DoAsync("security.named_scope", GroupId), Walked) with { Works = HasPolicies(walker, PolicyId, Walked) };
            case "scope:without":
                return scene.With("scope.without", await walker.DoAsync("security.named_scope", GroupId), PolicyId) with { Works = HasPolicies(walker) };
            default:
                return null;
        }
    }

    private async Task<Puppet> ChildOfAsync(Puppet walker, object? spawner) =>
        Find(Pid.Parse(await walker.DoAsync<string>("spawner.spawn", spawner, TLanguage.Child, ConformanceApp.Host)));

    private Func<object?, Task> ChildHasTheValue(Puppet walker) => async spawner =>
        Assert.Equal("value", await (await ChildOfAsync(walker, spawner)).DoAsync("context", "key"));

    private static Func<object?, Task> HasPolicies(Puppet walker, params string[] ids) => async scope =>
        AssertPolicies(ids, await walker.DoAsync("scope.policies", scope));

    private static void AssertPolicies(string[] ids, object? seen) =>
        Assert.Equal(ids.Order(StringComparer.Ordinal), seen is IEnumerable<object?> list ? list.Cast<string>() : []);

    private static Func<object?, Task> Look(Action<object?> look) => result =>
    {
        look(result);
        return Task.CompletedTask;
    };

    private static Func<object?, Task> Ends(Puppet target)
    {
        var ended = target.Ended();
        return async _ => Assert.Equal(ErrorKind.Canceled, (await ended).Error!.Kind);
    }

    private void AssertLinked(Puppet walker, string other) => Assert.Equal([other], Runtime.Inspect(walker.Pid).Links.Select(static pid => pid.ToString()));

    private async Task AssertMonitoredAsync(Puppet walker, string other)
    {
        await walker.DoAsync("set_trap_links", true);
        Runtime.Terminate(other);
        var seen = await walker.NextEventAsync();
        Assert.Equal(("pid.exit", other), (seen.Kind, seen.From));
    }

    /// <summary>An operation that a walker does.</summary>
    /// <param name="Walker">Who does it.</param>
    /// <param name="Target">The pid of whom it is done to.</param>
    private sealed record Scene(Puppet Walker, string Target)
    {
        public string Operation { get; private init; } = "";

        public object?[] Arguments { get; private init; } = [];

        /// <summary>The definition that it names.</summary>
        public string Definition { get; init; } = TLanguage.Child;

        /// <summary>Shows that the denied operation did nothing, where that can't be seen from outside.</summary>
        public Func<Task> Untouched { get; init; } = static () => Task.CompletedTask;

        /// <summary>Does it, with all that it needs granted.</summary>
        public Func<Task<object?>> Run { get; init; } = static () => throw new InvalidOperationException("The scene has no operation.");

        /// <summary>Shows that the granted operation did what it should; gets its result.</summary>
        public Func<object?, Task> Works { get; init; } = static _ => throw new InvalidOperationException("The scene shows nothing.");

        public Scene With(string operation, params object?[] arguments) =>
            this with { Operation = operation, Arguments = arguments, Run = () => Walker.DoAsync(operation, arguments) };

        /// <summary>What a permission of the operation is checked on.</summary>
        public string ResourceOf(PermissionCheck check) => check.Resource switch
        {
            ResourceKind.Process or ResourceKind.ForeignProcess => Target,
            ResourceKind.Definition => Definition,
            ResourceKind.Host => ConformanceApp.Host,
            ResourceKind.Name => Name,
            ResourceKind.Actor => ActorId,
            ResourceKind.Policy => PolicyId,
            ResourceKind.PolicyGroup => GroupId,
            ResourceKind.Queue => ConformanceApp.Queue,
            _ => check.Argument,
        };
    }
}
