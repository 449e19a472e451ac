namespace Artel.Conformance;

/// <summary>Cancel and terminate: statements 70 to 79.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class CancelConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    [Fact]
    public async Task S070_cancel_puts_cancel_on_events()
    {
        var canceller = Spawn();
        var puppet = Spawn();
        Assert.Equal(true, await canceller.DoAsync("cancel", puppet.Pid));
        var cancel = await puppet.NextEventAsync();
        Assert.Equal("pid.cancel", cancel.Kind);
        Assert.Equal(canceller.Text, cancel.From);
        Assert.Null(cancel.Deadline);
    }

    [Fact]
    public async Task S070_cancel_fires_the_token_where_there_is_one()
    {
        if (!TLanguage.HasCancellationTokens)
            return;
        var puppet = Spawn();
        var waiting = puppet.DoAsync("wait_cancelled");
        Assert.Equal(false, await puppet.DoAsync("cancelled"));
        Runtime.Cancel(puppet.Pid);
        Assert.Equal(true, await waiting);
        Assert.Equal(true, await puppet.DoAsync("cancelled"));
    }

    [Fact]
    public async Task S072_the_deadline_is_relative()
    {
        var canceller = Spawn();
        var puppet = Spawn();
        App.Time.Advance(TimeSpan.FromDays(1));
        await canceller.DoAsync("cancel", puppet.Pid, 1500);
        var deadline = (await puppet.NextEventAsync()).Deadline;
        Assert.Equal(App.Time.GetUtcNow() + TimeSpan.FromMilliseconds(1500), deadline);
        Assert.Equal(TimeSpan.Zero, deadline!.Value.Offset);
    }

    [Fact]
    public async Task S073_a_process_alive_at_its_deadline_is_terminated_with_timeout()
    {
        var watcher = Spawn();
        var puppet = await SpawnByAsync(watcher, "spawn_monitored");
        await watcher.DoAsync("cancel", puppet.Pid, 1000);
        App.Time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(TLanguage.Child, await puppet.DoAsync("id"));
        App.Time.Advance(TimeSpan.FromMilliseconds(1));
        var exit = await watcher.NextEventAsync();
        Assert.Equal(ErrorKind.Timeout, exit.Error!.Kind);
        Assert.Contains("deadline", exit.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S073_one_that_exits_before_its_deadline_is_left_alone()
    {
        var watcher = Spawn();
        var puppet = await SpawnByAsync(watcher, "spawn_monitored");
        await watcher.DoAsync("cancel", puppet.Pid, 1000);
        await puppet.EndAsync("exit");
        App.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null((await watcher.NextEventAsync()).Error);
        await AssertNoEventAsync(watcher);
    }

    [Fact]
    public async Task S073_a_second_cancel_brings_the_deadline_forward_and_never_back()
    {
        var canceller = Spawn();
        var puppet = Spawn();
        var ended = puppet.Ended();
        await canceller.DoAsync("cancel", puppet.Pid, 60_000);
        await canceller.DoAsync("cancel", puppet.Pid, 10_000);
        await canceller.DoAsync("cancel", puppet.Pid, 600_000);
        await canceller.DoAsync("cancel", puppet.Pid);
        App.Time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.Equal(TLanguage.Puppet, await puppet.DoAsync("id"));
        App.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ErrorKind.Timeout, (await ended).Error!.Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-5000)]
    public async Task S074_a_deadline_that_is_not_positive_is_invalid(int milliseconds)
    {
        var canceller = Spawn();
        var puppet = Spawn();
        Assert.Equal(ErrorKind.Invalid, (await canceller.FailsAsync("cancel", puppet.Pid, milliseconds)).Kind);
        await AssertNoEventAsync(puppet);
    }

    [Fact]
    public async Task S076_cancel_of_a_dead_pid_is_not_found()
    {
        var dead = await SpawnDeadAsync();
        var error = await Spawn().FailsAsync("cancel", dead.Pid, 1000);
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains(dead.Text, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("spin")]
    [InlineData("guard")]
    public async Task S077_terminate_is_prompt_on_an_idle_a_busy_and_a_waiting_process(string occupation)
    {
        var terminator = Spawn();
        var puppet = Spawn();
        var ended = puppet.Ended();
        await puppet.DoAsync(occupation, terminator.Pid);
        Assert.Equal(true, await terminator.DoAsync("terminate", puppet.Pid));
        Assert.Equal(ErrorKind.Canceled, (await ended).Error!.Kind);
        Assert.Equal(ErrorKind.NotFound, (await terminator.FailsAsync("terminate", puppet.Pid)).Kind);
    }

    [Fact]
    public async Task S077_a_process_may_terminate_itself()
    {
        var puppet = Spawn();
        var ended = puppet.Ended();
        puppet.Begin("terminate", puppet.Pid);
        Assert.Equal(ErrorKind.Canceled, (await ended).Error!.Kind);
    }

    [Fact]
    public async Task S078_there_is_exactly_one_exit_whatever_races()
    {
        var watcher = Spawn();
        for (var i = 0; i < 50; i++)
        {
            var victim = await SpawnByAsync(watcher, "spawn_monitored");
            await victim.DoAsync("guard", watcher.Pid);
            Runtime.Cancel(victim.Pid, TimeSpan.FromSeconds(1));
            var ended = victim.Ended();
            var racers = new Action[]
            {
                () => Runtime.Terminate(victim.Pid),
                () => App.Time.Advance(TimeSpan.FromSeconds(1)),
                () => victim.Begin("exit"),
                () => victim.Begin("fail", "Conflict", "no"),
            };
            await Task.WhenAll(racers.Select(static race => Task.Run(() => IgnoreNotFound(race))));
            await ended;
            Assert.Equal(victim.Text, (await watcher.NextEventAsync()).From);
            await AssertNoEventAsync(watcher);
        }
    }

    [Fact]
    public async Task S079_a_host_that_stops_cancels_waits_and_terminates_the_rest()
    {
        var polite = Spawn(ConformanceApp.PatientHost);
        var stubborn = Spawn(ConformanceApp.PatientHost);
        var politeEnd = polite.Ended();
        var stubbornEnd = stubborn.Ended();

        // A stopping host takes nothing from elsewhere, so they are told before what to do then; its processes may still tell each other.
        var cancelled = polite.NextEventAsync();
        var atTheStop = stubborn.BatchAsync(
            ["event"], ["spawn", TLanguage.Puppet, ConformanceApp.PatientHost], ["send", polite.Pid, Puppet.CommandTopic, Puppet.Command("exit")]);
        var stopped = App.StopAsync();

        var cancel = await cancelled;
        Assert.Equal("pid.cancel", cancel.Kind);
        Assert.Equal(App.Time.GetUtcNow() + ConformanceApp.StopTimeout, cancel.Deadline);
        var outcomes = await atTheStop;
        Assert.Equal("pid.cancel", SeenEvent.Read(outcomes[0].Value).Kind);
        Assert.Equal(ErrorKind.Unavailable, outcomes[1].Error!.Kind);
        Assert.Null(outcomes[2].Error);
        Assert.True((await politeEnd).IsNormal);
        Assert.Equal(ErrorKind.Unavailable, Assert.Throws<ProcessException>(() => Runtime.Send(stubborn.Pid, Puppet.NoteTopic)).Kind);
        Assert.False(stopped.IsCompleted);

        App.Time.Advance(ConformanceApp.StopTimeout);
        await stopped.WaitAsync(ConformanceApp.Patience);
        Assert.NotNull((await stubbornEnd).Error);
        Assert.Equal(0, Runtime.ProcessCount);
    }

    private static void IgnoreNotFound(Action race)
    {
        try
        {
            race();
        }
        catch (ProcessException late) when (late.Kind == ErrorKind.NotFound)
        {
            // Another one of the racers was first, which is what the race is about.
        }
    }
}
