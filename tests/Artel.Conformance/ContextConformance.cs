namespace Artel.Conformance;

/// <summary>Context: statements 104 and 106.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class ContextConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    [Fact]
    public async Task S104_a_child_sees_its_parents_context_through_any_number_of_generations()
    {
        var root = Spawn();
        Assert.Null(await root.DoAsync("context", "key"));
        var spawner = await root.DoAsync("with_context", new Dictionary<string, object?> { ["key"] = "value" });
        var generation = Find(Pid.Parse(await root.DoAsync<string>("spawner.spawn", spawner, TLanguage.Child, ConformanceApp.Host)));
        foreach (var operation in (string[])["spawn", "spawn_monitored", "spawn_linked", "spawn_linked_monitored"])
        {
            generation = await SpawnByAsync(generation, operation);
            Assert.Equal("value", await generation.DoAsync("context", "key"));
        }

        Assert.Null(await root.DoAsync("context", "key"));
        Assert.Null(await (await SpawnByAsync(root)).DoAsync("context", "key"));
    }

    [Fact]
    public async Task S104_a_child_of_a_function_sees_context_actor_and_scope_of_the_functions_caller()
    {
        Runtime.Policies.Set(Security.Policy.Create("conf:all", static p => p.Allow("*")));
        var root = SpawnAs("conf:caller", "conf:all");
        var spawner = await root.DoAsync("with_context", new Dictionary<string, object?> { ["key"] = "inherited" });
        var caller = Find(Pid.Parse(await root.DoAsync<string>("spawner.spawn", spawner, TLanguage.Child, ConformanceApp.Host)));
        var seen = Fields.Of(await caller.DoAsync("funcs.call", Definition("parent"), "key"));
        Assert.Equal(("conf:caller", "conf:all", "inherited"), (seen["actor"], seen["scope"], seen["value"]));
    }

    [Fact]
    public async Task S104_the_context_is_as_it_was_at_the_spawn()
    {
        var values = new Dictionary<string, object?> { ["key"] = "then" };
        var root = Spawn();
        var spawner = await root.DoAsync("with_context", values);
        values["key"] = "now";
        var child = Find(Pid.Parse(await root.DoAsync<string>("spawner.spawn", spawner, TLanguage.Child, ConformanceApp.Host)));
        Assert.Equal("then", await child.DoAsync("context", "key"));
    }

    [Fact]
    public async Task S106_explicit_keys_override_and_the_others_stay()
    {
        var root = Spawn();
        var outer = await root.DoAsync("with_context", new Dictionary<string, object?> { ["kept"] = "outer", ["over"] = "outer" });
        var parent = Find(Pid.Parse(await root.DoAsync<string>("spawner.spawn", outer, TLanguage.Child, ConformanceApp.Host)));
        var inner = await parent.DoAsync("with_context", new Dictionary<string, object?> { ["over"] = "first" });
        inner = await parent.DoAsync("spawner.with_context", inner, new Dictionary<string, object?> { ["over"] = "second" });
        var child = Find(Pid.Parse(await parent.DoAsync<string>("spawner.spawn", inner, TLanguage.Child, ConformanceApp.Host)));
        Assert.Equal("outer", await child.DoAsync("context", "kept"));
        Assert.Equal("second", await child.DoAsync("context", "over"));
        Assert.Equal("outer", await parent.DoAsync("context", "over"));
    }
}
