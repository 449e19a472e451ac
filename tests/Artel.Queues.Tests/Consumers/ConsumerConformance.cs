using Artel.Security;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Artel.Queues.Tests.Consumers;

/// <summary>Consumers in C#.</summary>
public sealed class CSharpConsumerTests() : ConsumerConformance("queues.csharp");

/// <summary>Consumers in Lua.</summary>
public sealed class LuaConsumerTests() : ConsumerConformance("queues.lua");

/// <summary>What consumers do, in either language: statements 126 to 132.</summary>
/// <param name="language">The namespace of the language's definitions.</param>
public abstract class ConsumerConformance(string language)
{
    private Task<ConsumerApp> StartAsync(Action<QueueConsumerOptions>? configure = null, double chance = 0.5) =>
        ConsumerApp.StartAsync(artel => artel.AddQueueConsumer(ConsumerApp.Queue, $"{language}:handler", configure), chance: chance);

    [Fact]
    public async Task S126_a_handler_that_returns_acknowledges()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("ok");

        Assert.Equal("ok 1", await app.SeenAsync());
        Assert.Equal("ack", await app.SettledAsync());
        Assert.Equal(0, (await app.InfoAsync()).MessageCount);
    }

    [Fact]
    public async Task S126_an_error_has_the_message_come_again()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("fail");

        Assert.Equal("fail 1", await app.SeenAsync());
        Assert.Equal("retry after 1 s: Conflict: out of order", await app.SettledAsync());
        Assert.Equal(new QueueInfo(1, 0, 1), await app.InfoAsync());
    }

    [Fact]
    public async Task S127_attempts_are_counted_and_delayed_and_the_last_error_goes_with_the_dead_letter()
    {
        await using var app = await StartAsync(static consumer => consumer.MaxAttempts = 3);
        await app.PublishAsync("fail");

        Assert.Equal("fail 1", await app.SeenAsync());
        Assert.Equal("retry after 1 s: Conflict: out of order", await app.SettledAsync());
        app.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("fail 2", await app.SeenAsync());
        Assert.Equal("retry after 2 s: Conflict: out of order", await app.SettledAsync());
        app.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("fail 3", await app.SeenAsync());
        Assert.Equal("dead: Conflict: out of order", await app.SettledAsync());

        Assert.Equal(0, (await app.InfoAsync()).MessageCount);
        var letter = await app.DeadLetterAsync();
        Assert.Equal("Conflict: out of order", letter.Message.Headers[QueueHeaders.Error]);
        Assert.Equal(("app:jobs", "3"), (letter.Message.Headers[QueueHeaders.DeadFrom], letter.Message.Headers[QueueHeaders.Attempts]));
        Assert.Equal("fail", Payloads.PayloadBytes.To<string>(letter.Message.Body.Span));
    }

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(1.0, 1.5)]
    public async Task S127_a_part_of_the_delay_is_left_to_chance(double chance, double seconds)
    {
        await using var app = await StartAsync(static consumer => consumer.Jitter = 0.5, chance);
        await app.PublishAsync("fail");

        Assert.Equal($"retry after {seconds} s: Conflict: out of order", await app.SettledAsync());
    }

    [Fact]
    public async Task S127_a_message_may_be_given_back_by_hand()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("nack");

        Assert.Equal("nack 1", await app.SeenAsync());
        Assert.StartsWith("retry after 1 s: ", await app.SettledAsync(), StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("nack 2", await app.SeenAsync());
    }

    [Theory]
    [InlineData("reject", "no such customer")]
    [InlineData("reject without a word", "the handler refused it (reject)")]
    [InlineData("hopeless", "Invalid: no such currency")]
    public async Task S127_a_message_of_which_its_handler_says_never_again_is_a_dead_letter_at_once(string command, string error)
    {
        await using var app = await StartAsync();
        await app.PublishAsync(command);

        Assert.Equal($"{command} 1", await app.SeenAsync());
        Assert.Equal($"dead: {error}", await app.SettledAsync());
        Assert.Equal(0, (await app.InfoAsync()).MessageCount);
        var letter = await app.DeadLetterAsync();
        Assert.Equal((error, "1"), (letter.Message.Headers[QueueHeaders.Error], letter.Message.Headers[QueueHeaders.Attempts]));
        Assert.True(app.SawNothingMore);
    }

    [Fact]
    public async Task S127_dead_letters_are_looked_at_and_go_back_to_their_queue()
    {
        await using var app = await StartAsync(static consumer => consumer.MaxAttempts = 1);
        await app.PublishAsync("gated fail");
        Assert.Equal("gated fail 1", await app.SeenAsync());
        Assert.Equal("dead: Conflict: not yet", await app.SettledAsync());

        var letter = Assert.Single(await app.Runtime.DeadLetters.PeekAsync(ConsumerApp.Queue));
        Assert.Equal((ConsumerApp.Queue, "Conflict: not yet", 1, "gated fail"), (letter.Queue, letter.Error, letter.Attempts, letter.GetPayload<string>()));
        Assert.Equal(letter.Id, Assert.Single(await app.Runtime.DeadLetters.PeekAsync($"{ConsumerApp.Queue}.dead")).Id);

        app.Allow();
        Assert.Equal(1, await app.Runtime.DeadLetters.RequeueAsync(ConsumerApp.Queue));
        Assert.Equal("gated fail 1", await app.SeenAsync());
        Assert.Equal("ack", await app.SettledAsync());
        Assert.Empty(await app.Runtime.DeadLetters.PeekAsync(ConsumerApp.Queue));
    }

    [Theory]
    [InlineData("app:jobs", 0, ErrorKind.Invalid)]
    [InlineData("app:jobs", 10_001, ErrorKind.Invalid)]
    [InlineData("jobs", 1, ErrorKind.Invalid)]
    [InlineData("app:other", 1, ErrorKind.NotFound)]
    public async Task Dead_letters_of_nothing_are_refused(string queue, int count, ErrorKind kind)
    {
        await using var app = await StartAsync();

        Assert.Equal(kind, (await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.DeadLetters.PeekAsync(queue, count))).Kind);
        Assert.Equal(kind, (await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.DeadLetters.RequeueAsync(queue, count))).Kind);
    }

    [Fact]
    public async Task S127_that_somebody_is_not_there_says_nothing_of_the_next_attempt()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("not there");

        Assert.Equal("not there 1", await app.SeenAsync());
        Assert.StartsWith("retry after 1 s: NotFound: ", await app.SettledAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_may_not_do_its_work_stops_the_consumer_loudly_and_its_messages_stay()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("denied");
        await app.PublishAsync("ok");

        Assert.Equal("denied 1", await app.SeenAsync());
        Assert.Equal("release", await app.SettledAsync());
        var trouble = await app.TroubleAsync(0);
        Assert.Equal((ErrorKind.PermissionDenied, "you may not"), (trouble.Kind, trouble.Message));
        Assert.Equal(HealthStatus.Unhealthy, (await app.HealthAsync()).Status);
        Assert.Equal(new QueueInfo(2, 2, 0), await app.IdleAsync());
        Assert.True(app.SawNothingMore);

        // It tries again, in case that it may by now; the attempt was not counted.
        await app.AdvanceUntilAsync(app.SeenAsync, seen => Assert.Equal("denied 1", seen));
        Assert.Equal("release", await app.SettledAsync());
        Assert.Equal(0, (await app.InfoAsync($"{ConsumerApp.Queue}.dead")).MessageCount);
    }

    [Fact]
    public async Task A_consumer_goes_on_when_its_handler_may_do_its_work()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("gated");
        Assert.Equal("gated 1", await app.SeenAsync());
        Assert.Equal("release", await app.SettledAsync());
        await app.TroubleAsync(0);

        app.Allow();
        await app.AdvanceUntilAsync(app.SettledAsync, static settled => Assert.Equal("ack", settled));

        Assert.Null(app.Runtime.QueueConsumers[0].Trouble);
        Assert.Equal(HealthStatus.Healthy, (await app.HealthAsync()).Status);
        Assert.Equal(0, (await app.InfoAsync()).MessageCount);
    }

    [Fact]
    public async Task A_publisher_that_may_not_is_an_error_of_its_message_alone()
    {
        await using var app = await StartAsync(static consumer =>
        {
            consumer.RunAs = QueueIdentity.Publisher;
            consumer.MaxAttempts = 1;
        });
        await app.PublishAsync("denied");
        await app.PublishAsync("ok");

        Assert.Equal("denied 1", await app.SeenAsync());
        Assert.Equal("dead: PermissionDenied: you may not", await app.SettledAsync());
        Assert.Equal("ok 1", await app.SeenAsync());
        Assert.Equal("ack", await app.SettledAsync());
    }

    [Fact]
    public async Task S127_an_acknowledged_message_does_not_come_again_when_its_handler_fails()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("ack and fail");
        await app.PublishAsync("ok");

        Assert.Equal("ack and fail 1", await app.SeenAsync());
        Assert.Equal("ack", await app.SettledAsync());
        Assert.Equal("ok 1", await app.SeenAsync());
        Assert.Equal("ack", await app.SettledAsync());
        Assert.Equal(0, (await app.InfoAsync()).MessageCount);
    }

    [Fact]
    public async Task S127_a_handler_that_takes_too_long_has_failed()
    {
        await using var app = await StartAsync(static consumer => consumer.HandlerTimeout = TimeSpan.FromSeconds(10));
        await app.PublishAsync("wait");
        Assert.Equal("wait 1", await app.SeenAsync());
        var pid = await app.SeenAsync();
        var ended = app.Runtime.WaitForExitAsync(pid);

        app.Time.Advance(TimeSpan.FromSeconds(10));

        // It does not look at its cancel, and so is terminated when the grace is over; that is armed on another thread.
        while (!ended.IsCompleted)
        {
            app.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(ended, Task.Run(static () => { }));
        }

        Assert.StartsWith("retry after 1 s: Timeout: the handler took longer than 00:00:10", await app.SettledAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task S129_as_many_handlers_run_as_the_concurrency_says()
    {
        await using var app = await StartAsync(static consumer => consumer.Concurrency = 3);
        for (var i = 0; i < 4; i++)
            await app.PublishAsync("wait");
        List<string> told = [];
        for (var i = 0; i < 6; i++)
            told.Add(await app.SeenAsync());
        var pids = told.Where(static text => text.StartsWith('{')).ToList();

        Assert.Equal(3, pids.Distinct().Count());
        Assert.Equal(1, (await app.InfoAsync()).Ready);
        Assert.True(app.SawNothingMore);

        app.Runtime.Send(pids[0], "go");
        Assert.Equal("ack", await app.SettledAsync());
        Assert.Equal("wait 1", await app.SeenAsync());
    }

    [Fact]
    public async Task S130_the_message_is_seen_by_the_handler_and_by_what_it_calls()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("exec");

        Assert.Equal("exec 1", await app.SeenAsync());
        Assert.Equal("helper 1", await app.SeenAsync());
        Assert.Equal("ack", await app.SettledAsync());
        Assert.Equal("Invalid", await app.SeenAsync());
        Assert.Equal(0, (await app.InfoAsync()).MessageCount);
    }

    [Fact]
    public async Task S130_a_spawned_process_has_no_message_as_it_may_outlive_the_handling()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("spawn");

        Assert.Equal("spawn 1", await app.SeenAsync());
        Assert.Equal("helper Invalid", await app.SeenAsync());
    }

    [Fact]
    public async Task S130_a_settled_message_is_invalid()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("ack twice");

        Assert.Equal("ack twice 1", await app.SeenAsync());
        Assert.Equal("Invalid", await app.SeenAsync());
    }

    [Fact]
    public async Task A_handler_reads_the_headers()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("header", new QueuePublishOptions { Headers = new Dictionary<string, string> { ["trace"] = "t1" } });

        await app.SeenAsync();
        Assert.Equal("t1 1 True", await app.SeenAsync());
    }

    [Fact]
    public async Task S132_a_stop_awaits_what_is_handled_and_gives_the_rest_back()
    {
        await using var app = await StartAsync(static consumer => consumer.Prefetch = 5);
        await app.PublishAsync("wait");
        await app.PublishAsync("ok");
        await app.SeenAsync();
        var pid = await app.SeenAsync();

        var stopped = app.StopAsync();
        Assert.False(stopped.IsCompleted);
        app.Runtime.Send(pid, "go");
        Assert.Equal("ack", await app.SettledAsync());
        await stopped.WaitAsync(ConsumerApp.Patience);

        Assert.True(app.SawNothingMore);
    }

    [Fact]
    public async Task S132_what_is_not_handled_when_the_time_is_over_comes_again()
    {
        await using var app = await StartAsync();
        await app.PublishAsync("wait");
        await app.SeenAsync();
        await app.SeenAsync();

        var timers = app.Time.ArmedTimers;
        var stopped = app.StopAsync();
        await app.TimerArmedAsync(timers);
        app.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("retry after 0 s: Canceled: process terminated: the application stopped", await app.SettledAsync());
        await stopped.WaitAsync(ConsumerApp.Patience);
    }

    [Theory]
    [InlineData(QueueIdentity.Consumer, "nobody nothing")]
    [InlineData(QueueIdentity.Publisher, "ada acme")]
    public async Task A_handler_acts_for_the_publisher_only_where_the_consumer_says_so(QueueIdentity runAs, string seen)
    {
        await using var app = await StartAsync(consumer => consumer.RunAs = runAs);
        await app.PublishAsync("ok");
        Assert.Equal("ok 1", await app.SeenAsync());
        var scope = new Scope([Policy.Create("app:all", static policy => policy.Allow("*"))]);
        var publisher = app.Runtime.WithContext(new Dictionary<string, object?> { ["tenant"] = "acme" })
            .WithActor(new Actor("ada", new Dictionary<string, object?> { ["role"] = "clerk" })).WithScope(scope);

        Assert.Equal("done", await publisher.ExecAsync<string>($"{language}:publisher", ConsumerApp.Host, ConsumerApp.Queue, "identity").WaitAsync(ConsumerApp.Patience));

        Assert.Equal("identity 1", await app.SeenAsync());
        Assert.Equal(seen, await app.SeenAsync());
    }

    [Theory]
    [InlineData("", "x", "Invalid: publish: the queue id is empty")]
    [InlineData("nonsense", "x", "Invalid: publish: 'nonsense' is not a queue id")]
    [InlineData("app:jobs", "", "Invalid: publish: the data is missing or empty")]
    [InlineData("app:other", "x", "NotFound: publish: there is no queue 'app:other'")]
    public async Task A_publish_that_is_refused_says_why(string queue, string data, string error)
    {
        await using var app = await StartAsync();

        var told = await app.Runtime.ExecAsync<string>($"{language}:publisher", ConsumerApp.Host, queue, data).WaitAsync(ConsumerApp.Patience);

        Assert.StartsWith(error, told, StringComparison.Ordinal);
    }
}
