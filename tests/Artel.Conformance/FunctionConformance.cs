namespace Artel.Conformance;

/// <summary>Functions: statements 133 and 137, and what calls of functions have from exec.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class FunctionConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    /// <summary>What a function is given, at most, between its cancel and its termination.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task S133_a_function_has_a_pid_of_its_own_and_all_of_process_and_leaves_neither_pid_nor_names()
    {
        var caller = Spawn();
        var seen = Fields.Of(await caller.DoAsync("funcs.call", Definition("busybody"), "conf.busy"));
        Assert.NotEqual(caller.Text, seen["pid"]);
        Assert.Equal((seen["pid"], "pid.exit", "heard", Definition("busybody")), (seen["owner"], seen["exit"], seen["heard"], seen["id"]));
        Assert.Equal(ErrorKind.NotFound, (await caller.FailsAsync("send", seen["pid"], Puppet.NoteTopic, "late")).Kind);
        Assert.Equal(ErrorKind.NotFound, (await caller.FailsAsync("lookup", "conf.busy")).Kind);
        await AssertNoEventAsync(caller);

        // The name is free for the next one, which is another process.
        Assert.NotEqual(seen["pid"], Fields.Of(await caller.DoAsync("funcs.call", Definition("busybody"), "conf.busy"))["pid"]);
    }

    [Fact]
    public async Task S133_a_call_gives_the_value_or_the_error_with_its_kind()
    {
        var caller = Spawn();
        Assert.Equal("done", await caller.DoAsync("funcs.call", Definition("ender"), "value", "done"));
        Assert.Null(await caller.DoAsync("funcs.call", Definition("ender"), "value", null));
        var error = await caller.FailsAsync("funcs.call", Definition("ender"), "error", "two of them");
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Contains("two of them", error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Conflict, (await caller.FailsAsync("funcs.call", Definition("broken"))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await caller.FailsAsync("funcs.call", "conf:nothing")).Kind);
        foreach (var id in (string[])["", "name", ":name", "conf:"])
            Assert.Equal(ErrorKind.Invalid, (await caller.FailsAsync("funcs.call", id)).Kind);
    }

    [Fact]
    public async Task S133_a_future_gets_one_outcome_and_its_response_is_closed_then()
    {
        var caller = Spawn();
        var future = await caller.DoAsync("funcs.async", Definition("ender"), "value", "done");
        var response = Fields.Of(await caller.DoAsync("future.response", future));
        Assert.Equal(("done", true), (response["value"], response["closed"]));
        var state = Fields.Of(await caller.DoAsync("future.state", future));
        Assert.Equal((true, false, "done"), (state["complete"], state["canceled"], state["result"]));
        Assert.Null(state.GetValueOrDefault("error"));
        Assert.Equal(false, await caller.DoAsync("future.cancel", future));

        future = await caller.DoAsync("funcs.async", Definition("ender"), "error", "no");
        Assert.Equal(ErrorKind.Conflict, (await caller.FailsAsync("future.response", future)).Kind);
        Assert.Equal("Conflict", Fields.Of(await caller.DoAsync("future.state", future))["error"]);
    }

    [Fact]
    public async Task S133_cancelling_a_call_sends_cancel_to_the_function_and_then_terminates_it()
    {
        var witness = Spawn();
        var caller = Spawn();
        var future = await caller.DoAsync("funcs.async", Definition("announcer"), witness.Pid);
        var function = Find(Pid.Parse((string)(await witness.TakeAsync()).Payload!));
        var ended = function.Ended();
        Assert.Equal(false, Fields.Of(await caller.DoAsync("future.state", future))["complete"]);

        Assert.Equal(true, await caller.DoAsync("future.cancel", future));
        var state = Fields.Of(await caller.DoAsync("future.state", future));
        Assert.Equal((true, true, "Canceled"), (state["complete"], state["canceled"], state["error"]));
        Assert.Equal(ErrorKind.Canceled, (await caller.FailsAsync("future.response", future)).Kind);
        Assert.Equal("pid.cancel", (await witness.TakeAsync()).Payload);
        Assert.False(ended.IsCompleted);
        App.Time.Advance(Grace);
        Assert.NotNull((await ended).Error);
    }

    [Fact]
    public async Task S133_a_timeout_gives_TIMEOUT_and_ends_the_function()
    {
        var witness = Spawn();
        var caller = Spawn();
        var executor = await caller.DoAsync("executor.with_timeout", await caller.DoAsync("funcs.new"), 500);
        var future = await caller.DoAsync("executor.async", executor, Definition("announcer"), witness.Pid);
        var ended = Find(Pid.Parse((string)(await witness.TakeAsync()).Payload!)).Ended();
        App.Time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(ErrorKind.Timeout, (await caller.FailsAsync("future.response", future)).Kind);
        Assert.Equal("pid.cancel", (await witness.TakeAsync()).Payload);
        App.Time.Advance(Grace);
        Assert.NotNull((await ended).Error);
    }

    [Theory]
    [InlineData("terminate")]
    [InlineData("exit")]
    [InlineData("cancel")]
    public async Task S096_if_the_caller_of_a_function_dies_or_is_cancelled_so_is_the_function(string how)
    {
        var witness = Spawn();
        var caller = Spawn();
        caller.Begin("funcs.call", Definition("announcer"), witness.Pid);
        var ended = Find(Pid.Parse((string)(await witness.TakeAsync()).Payload!)).Ended();
        if (how == "cancel")
            Runtime.Cancel(caller.Pid);
        else if (how == "terminate")
            await caller.TerminateAsync();
        else
            await caller.EndAsync(how);
        Assert.Equal("pid.cancel", (await witness.TakeAsync()).Payload);
        Assert.False(ended.IsCompleted);
        App.Time.Advance(Grace);
        Assert.NotNull((await ended).Error);
    }

    [Fact]
    public async Task S137_calls_inherit_context_actor_and_scope_and_an_executor_gives_others()
    {
        Runtime.Policies.Set(Security.Policy.Create("conf:all", static p => p.Allow("*")));
        Runtime.Policies.Set(Security.Policy.Create("conf:some", static p => p.Allow("*")));
        var root = SpawnAs("conf:caller", "conf:all");
        var spawner = await root.DoAsync("with_context", new Dictionary<string, object?> { ["key"] = "inherited" });
        var caller = Find(Pid.Parse(await root.DoAsync<string>("spawner.spawn", spawner, TLanguage.Child, ConformanceApp.Host)));
        Assert.Equal("inherited", await caller.DoAsync("funcs.call", Definition("context-reader"), "key"));
        var seen = Fields.Of(await caller.DoAsync("funcs.call", Definition("identity-reader")));
        Assert.Equal(("conf:caller", "conf:all"), (seen["actor"], seen["scope"]));

        var executor = await caller.DoAsync("executor.with_context", await caller.DoAsync("funcs.new"), new Dictionary<string, object?> { ["key"] = "given" });
        Assert.Equal("given", await caller.DoAsync("executor.call", executor, Definition("context-reader"), "key"));
        executor = await caller.DoAsync("executor.with_actor", executor, await caller.DoAsync("security.new_actor", "conf:other"));
        executor = await caller.DoAsync("executor.with_scope", executor, await caller.DoAsync("security.new_scope", (object)new object?[] { "conf:some" }));
        seen = Fields.Of(await caller.DoAsync("executor.call", executor, Definition("identity-reader")));
        Assert.Equal(("conf:other", "conf:some"), (seen["actor"], seen["scope"]));
        Assert.Equal("inherited", await caller.DoAsync("funcs.call", Definition("context-reader"), "key"));
    }
}
