namespace Artel.Conformance;

/// <summary>Context: statement 104.</summary>
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

    [Fact(Skip = "not yet: there are no functions, no actor and no scope")]
    public async Task S104_a_child_of_a_function_sees_context_and_actor_of_the_functions_caller()
    {
        var caller = Spawn();
        Assert.Equal(await caller.DoAsync("actor"), await caller.DoAsync("call_function", Definition("actor-of-a-child")));
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
}
