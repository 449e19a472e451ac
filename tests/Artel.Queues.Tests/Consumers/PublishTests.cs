using Artel.Lua;
using Artel.Queues.Memory;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Queues.Tests.Consumers;

/// <summary>What a publish takes and what it refuses (A9), and who may.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task A_publish_is_refused_for_what_is_wrong_with_it()
    {
        await using var app = await ConsumerApp.StartAsync(static artel => artel.AddQueue("app:small", static queue => queue.MaxMessageBytes = 100));

        await RefusedAsync(app, "the name of a header is empty", new() { Headers = new Dictionary<string, string> { [""] = "x" } });
        await RefusedAsync(app, "'Artel-error' is reserved", new() { Headers = new Dictionary<string, string> { ["Artel-error"] = "x" } });
        await RefusedAsync(app, "there are 65 headers", new() { Headers = Enumerable.Range(0, 65).ToDictionary(static i => $"{i}", static _ => "x") });
        await RefusedAsync(app, "more than 16384 characters", new() { Headers = new Dictionary<string, string> { ["x"] = new('x', 20_000) } });
        await RefusedAsync(app, "the priority 1 is above 0", new() { Priority = 1 });
        await RefusedAsync(app, "the delay", new() { Delay = TimeSpan.FromSeconds(-1) });
        await RefusedAsync(app, "takes 100 (MaxMessageBytes)", null, "app:small", new string('x', 100));
        await RefusedAsync(app, "missing or empty", null, ConsumerApp.Queue, null);
        await RefusedAsync(app, "no codec", null, ConsumerApp.Queue, new object());
        Assert.Equal(0, (await app.InfoAsync()).MessageCount);
    }

    [Theory]
    [InlineData("{ priority = 3 }", 3, 0)]
    [InlineData("{ priority = 3.0 }", 3, 0)]
    [InlineData("{ priority = 9, delay = '2s' }", 9, 2)]
    [InlineData("{ delay = time.duration('1m') }", 0, 60)]
    [InlineData("{ delay = 1500 * time.MILLISECOND }", 0, 1.5)]
    [InlineData("{}", 0, 0)]
    [InlineData("nil", 0, 0)]
    public async Task What_a_script_asks_of_a_publish_goes_with_the_message(string options, byte priority, double seconds)
    {
        var (app, driver, told) = await PublishInLuaAsync(options);
        await using (app)
        {
            Assert.Equal("done", told);
            await using var subscription = await driver.SubscribeAsync("app:ranked", 1, default);
            var delivery = subscription.ReceiveAsync(default).AsTask();
            if (seconds > 0)
            {
                app.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
                Assert.False(delivery.IsCompleted);
                app.Time.Advance(TimeSpan.FromMilliseconds(1));
            }

            Assert.Equal(priority, (await delivery.WaitAsync(ConsumerApp.Patience)).Message.Priority);
        }
    }

    [Theory]
    [InlineData("{ priority = 10 }", "the priority 10 is above 9")]
    [InlineData("{ priority = 256 }", "the priority is an integer from 0 to 255")]
    [InlineData("{ priority = -1 }", "the priority is an integer from 0 to 255")]
    [InlineData("{ priority = 1.5 }", "the priority is an integer from 0 to 255")]
    [InlineData("{ priority = '3' }", "the priority is an integer from 0 to 255")]
    [InlineData("{ delay = '-1s' }", "the delay")]
    [InlineData("{ delay = 'soon' }", "soon")]
    [InlineData("{ delay = true }", "field 'delay': duration expected, got boolean")]
    [InlineData("{ rank = 1 }", "there is no option 'rank'; there are priority and delay")]
    [InlineData("5", "table expected, got number")]
    public async Task What_a_script_asks_wrongly_of_a_publish_is_refused(string options, string why)
    {
        var (app, _, told) = await PublishInLuaAsync(options);
        await using (app)
        {
            Assert.Contains(why, told, StringComparison.Ordinal);
            Assert.Equal(0, (await app.InfoAsync("app:ranked")).MessageCount);
        }
    }

    [Fact]
    public async Task Context_values_that_can_not_travel_are_named()
    {
        await using var app = await ConsumerApp.StartAsync(static _ => { });
        var told = await app.Runtime.WithContext(new Dictionary<string, object?> { ["log"] = new object() })
            .ExecAsync<string>("queues.csharp:publisher", ConsumerApp.Host, ConsumerApp.Queue, "x").WaitAsync(ConsumerApp.Patience);

        Assert.StartsWith("Invalid: ", told, StringComparison.Ordinal);
        Assert.Contains("context.log", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Permissions.QueuePublish, "")]
    [InlineData(Permissions.QueuePublishQueue, ConsumerApp.Queue)]
    public async Task Both_permissions_are_needed(string action, string resource)
    {
        await using var app = await ConsumerApp.StartAsync(static _ => { }, SecurityMode.Strict);
        var scope = new Scope([Policy.Create("app:test", policy => policy.Allow("*").Deny(action))]);

        var told = await app.Runtime.WithActor(new Actor("ada")).WithScope(scope)
            .ExecAsync<string>("queues.csharp:publisher", ConsumerApp.Host, ConsumerApp.Queue, "x").WaitAsync(ConsumerApp.Patience);

        Assert.StartsWith("PermissionDenied: ", told, StringComparison.Ordinal);
        Assert.Contains($"{action} on '{resource}'", told, StringComparison.Ordinal);
        Assert.Equal(0, (await app.InfoAsync()).MessageCount);
    }

    [Fact]
    public async Task Outside_of_a_handler_there_is_no_message_statement_130()
    {
        await using var app = await ConsumerApp.StartAsync(static _ => { });

        Assert.Equal(ErrorKind.Invalid, Assert.Throws<ProcessException>(() => app.Runtime.Queues.Message).Kind);
    }

    [Fact]
    public async Task A_message_that_can_not_be_read_goes_to_the_dead_letters_at_once()
    {
        var driver = new Memory.MemoryQueueDriver(TimeProvider.System);
        await using var app = await ConsumerApp.StartAsync(
            artel => artel.UseQueueDriver("raw", _ => driver)
                .AddQueue("app:raw", static queue => queue.Driver = "raw")
                .AddQueueConsumer("app:raw", "queues.csharp:handler"));
        await driver.PublishAsync("app:raw", new QueueMessage("1", new byte[] { 77 }, new Dictionary<string, string>()), default);

        await using var dead = await driver.SubscribeAsync("app:raw.dead", 1, default);
        var letter = await dead.ReceiveAsync(default).AsTask().WaitAsync(ConsumerApp.Patience);

        Assert.Contains("can't be read", letter.Message.Headers[QueueHeaders.Error], StringComparison.Ordinal);
    }

    /// <summary>What a publish of a script came to: done, or the error's text.</summary>
    private static async Task<(ConsumerApp App, MemoryQueueDriver Driver, string Told)> PublishInLuaAsync(string options)
    {
        MemoryQueueDriver driver = null!;
        var app = await ConsumerApp.StartAsync(artel => artel
            .UseQueueDriver("ranked", services => driver = new MemoryQueueDriver(services.GetRequiredService<TimeProvider>()))
            .AddQueue("app:ranked", static queue => (queue.Driver, queue.MaxPriority) = ("ranked", 9))
            .AddLuaSource("queues.lua:options", $$"""
                local queue, time = require("queue"), require("time")

                return { main = function()
                  local _, done, err = pcall(queue.publish, "app:ranked", "x", {}, {{options}})
                  return done == true and "done" or tostring(err or done)
                end }
                """));
        return (app, driver, await app.Runtime.ExecAsync<string>("queues.lua:options", ConsumerApp.Host).WaitAsync(ConsumerApp.Patience));
    }

    private static async Task RefusedAsync(
        ConsumerApp app, string why, QueuePublishOptions? options, string queue = ConsumerApp.Queue, object? data = null)
    {
        var payload = options is null ? data : "x";
        var refused = await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.Queues.PublishAsync(queue, payload, options));
        Assert.Equal(ErrorKind.Invalid, refused.Kind);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }
}
