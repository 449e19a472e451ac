namespace Artel.Conformance;

/// <summary>Exit and events: statements 30 to 38.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class ExitConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    [Fact]
    public async Task S030_events_that_come_before_they_are_asked_for_are_kept_in_order()
    {
        var puppet = Spawn();
        await puppet.DoAsync("set_trap_links", true);
        var monitored = await SpawnByAsync(puppet, "spawn_monitored");
        var linked = await SpawnByAsync(puppet, "spawn_linked");
        await monitored.EndAsync("exit");
        await linked.EndAsync("fail", "Conflict", "no");
        Runtime.Cancel(puppet.Pid);
        await puppet.DoAsync("id");
        Assert.Equal(("pid.exit", monitored.Text), KindAndFrom(await puppet.NextEventAsync()));
        Assert.Equal(("pid.link.down", linked.Text), KindAndFrom(await puppet.NextEventAsync()));
        Assert.Equal("pid.cancel", (await puppet.NextEventAsync()).Kind);
    }

    [Fact]
    public async Task S031_a_normal_return_is_an_exit_with_the_value()
    {
        var watcher = Spawn();
        Assert.Equal("done", (await ExitOfAsync(watcher, "value", "done")).Value);
        Assert.Null((await ExitOfAsync(watcher, "value", null)).Value);
        var table = (await ExitOfAsync(watcher, "value", new List<object?> { "a", "b" })).Value;
        Assert.Equal(["a", "b"], (IEnumerable<object?>)table!);

        var refusal = await ExitOfAsync(watcher, "value", false);
        Assert.Equal(false, refusal.Value);
        Assert.Null(refusal.Error);
    }

    [Fact]
    public async Task S031_an_error_is_an_exit_with_its_kind_and_message()
    {
        var watcher = Spawn();
        var error = await ExitOfAsync(watcher, "error", "two of them");
        Assert.Equal(ErrorKind.Conflict, error.Error!.Kind);
        Assert.Equal("two of them", error.Error.Message);
        Assert.Null(error.Value);

        var crash = await ExitOfAsync(watcher, "crash", "out of order");
        Assert.Contains("out of order", crash.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S031_a_puppet_of_either_style_ends_normally_or_with_its_error()
    {
        Assert.True((await Spawn().EndAsync("return")).IsNormal);
        var failed = (await Spawn().EndAsync("fail", "RateLimited", "too much")).Error!;
        Assert.Equal(ErrorKind.RateLimited, failed.Kind);
        Assert.Equal("too much", failed.Message);
        Assert.Contains("out of order", (await Spawn().EndAsync("crash", "out of order")).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S032_an_error_in_any_coroutine_ends_the_process_with_it()
    {
        var result = await Spawn().EndAsync("crash_in_coroutine", "lost in a coroutine");
        Assert.Contains("lost in a coroutine", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S032_when_main_returns_its_other_coroutines_end()
    {
        var witness = Spawn();
        var puppet = Spawn();
        await puppet.BatchAsync(["background", witness.Pid, 1000], ["background", witness.Pid, 2000]);
        App.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("background", (await witness.TakeAsync()).Payload);
        await puppet.EndAsync("exit");
        App.Time.Advance(TimeSpan.FromSeconds(1));
        await AssertNoNoteAsync(witness);
    }

    [Fact]
    public async Task S033_terminate_is_an_exit_with_canceled_and_no_code_runs_after_it()
    {
        var witness = Spawn();
        var watcher = Spawn();
        var puppet = await SpawnByAsync(watcher, "spawn_monitored");
        await puppet.DoAsync("guard", witness.Pid);
        await watcher.DoAsync("terminate", puppet.Pid);
        var exit = await watcher.NextEventAsync();
        Assert.Equal(ErrorKind.Canceled, exit.Error!.Kind);
        Assert.Equal("process terminated", exit.Error.Message);
        await AssertNoNoteAsync(witness);
    }

    [Fact]
    public async Task S033_what_waits_in_the_mailbox_of_a_terminated_process_is_not_handled()
    {
        var witness = Spawn();
        var puppet = Spawn();
        var ended = puppet.Ended();
        var busy = await KeepBusyAsync(puppet);
        puppet.Begin("send", witness.Pid, Puppet.NoteTopic, "alive");
        Runtime.Terminate(puppet.Pid);
        busy.Release();
        Assert.Equal(ErrorKind.Canceled, (await ended).Error!.Kind);
        await AssertNoNoteAsync(witness);
    }

    [Fact]
    public async Task S034_from_is_the_dead_pid_or_the_canceller()
    {
        var puppet = Spawn();
        await puppet.DoAsync("set_trap_links", true);
        var child = await SpawnByAsync(puppet, "spawn_linked_monitored");
        App.Time.Advance(TimeSpan.FromHours(1));
        await child.EndAsync("fail", "Conflict", "no");
        var exit = await puppet.NextEventAsync();
        Assert.Equal(("pid.exit", child.Text), KindAndFrom(exit));
        Assert.Equal(App.Time.GetUtcNow(), exit.At);
        Assert.Equal(TimeSpan.Zero, exit.At.Offset);
        Assert.Equal(("pid.link.down", child.Text), KindAndFrom(await puppet.NextEventAsync()));

        var canceller = Spawn();
        await canceller.DoAsync("cancel", puppet.Pid);
        Assert.Equal(("pid.cancel", canceller.Text), KindAndFrom(await puppet.NextEventAsync()));
    }

    [Fact]
    public async Task S035_before_exit_is_seen_the_pid_is_unroutable_and_its_names_are_free()
    {
        for (var i = 0; i < 50; i++)
        {
            var watcher = Spawn();
            var child = await SpawnByAsync(watcher, "spawn_monitored");
            await child.DoAsync("register", "the child");
            var watching = watcher.BatchAsync(
                ["event"], ["send", child.Pid, "topic"], ["lookup", "the child"], ["register", "the child"], ["unregister", "the child"]);
            await child.EndAsync("exit");
            var outcomes = await watching;
            Assert.Equal(ErrorKind.NotFound, outcomes[1].Error!.Kind);
            Assert.Equal(ErrorKind.NotFound, outcomes[2].Error!.Kind);
            Assert.Null(outcomes[3].Error);
        }
    }

    [Fact]
    public async Task S036_a_child_that_ends_at_once_is_reported_once()
    {
        var watcher = Spawn();
        for (var i = 0; i < 50; i++)
        {
            var monitored = await watcher.DoAsync<string>("spawn_monitored", Definition("ender"), ConformanceApp.Host, "value", i);
            Assert.Equal(("pid.exit", monitored), KindAndFrom(await watcher.NextEventAsync()));
        }

        await watcher.DoAsync("set_trap_links", true);
        for (var i = 0; i < 50; i++)
        {
            var linked = await watcher.DoAsync<string>("spawn_linked", Definition("ender"), ConformanceApp.Host, "error", "no");
            Assert.Equal(("pid.link.down", linked), KindAndFrom(await watcher.NextEventAsync()));
        }

        await AssertNoEventAsync(watcher);
    }

    [Fact]
    public async Task S037_an_error_while_a_definition_loads_is_a_spawn_error_and_no_exit()
    {
        var watcher = Spawn();
        var error = await watcher.FailsAsync("spawn_monitored", Definition("broken"), ConformanceApp.Host);
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Contains("broken on purpose", error.Message, StringComparison.Ordinal);
        await AssertNoEventAsync(watcher);
        Assert.Equal(1, Runtime.ProcessCount);
    }

    [Fact]
    public async Task S037_a_spawn_names_what_it_was_given_in_its_error()
    {
        var puppet = Spawn();
        await AssertFailsAsync(ErrorKind.NotFound, "'conf:nobody'", "conf:nobody", ConformanceApp.Host);
        await AssertFailsAsync(ErrorKind.NotFound, "'conf:nowhere'", TLanguage.Puppet, "conf:nowhere");
        await AssertFailsAsync(ErrorKind.Invalid, "'no colon'", "no colon", ConformanceApp.Host);
        await AssertFailsAsync(ErrorKind.Invalid, "empty", "", ConformanceApp.Host);
        await AssertFailsAsync(ErrorKind.Invalid, "empty", TLanguage.Puppet, "");

        async Task AssertFailsAsync(ErrorKind kind, string named, string id, string host)
        {
            foreach (var operation in (string[])["spawn", "spawn_monitored", "spawn_linked", "spawn_linked_monitored", "exec"])
            {
                var error = await puppet.FailsAsync(operation, id, host);
                Assert.Equal(kind, error.Kind);
                Assert.Contains(named, error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact(Skip = "a C# process may await what the runtime does not see, so that a stuck one can't be told from it and waits for ever")]
    public virtual async Task S038_a_process_that_can_never_run_again_ends_with_an_error_that_says_so()
    {
        var watcher = Spawn();
        await watcher.DoAsync("spawn_monitored", Definition("stuck"), ConformanceApp.Host);
        var error = (await watcher.NextEventAsync()).Error!;
        Assert.Contains("can never run again", error.Message, StringComparison.Ordinal);
    }

    private static (string Kind, string? From) KindAndFrom(SeenEvent happened) => (happened.Kind, happened.From);

    private async Task<SeenEvent> ExitOfAsync(Puppet watcher, string how, object? what)
    {
        await watcher.DoAsync("spawn_monitored", Definition("ender"), ConformanceApp.Host, how, what);
        return await watcher.NextEventAsync();
    }
}
