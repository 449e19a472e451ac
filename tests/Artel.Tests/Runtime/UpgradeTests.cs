namespace Artel.Tests.Runtime;

public sealed class UpgradeTests
{
    [Fact]
    public async Task S098_a_failing_upgrade_leaves_the_old_code_running_and_gives_the_error()
    {
        await using var app = new TestApp()
            .Define(new ProcessDefinition("test:broken", static _ => throw new FormatException("no good")))
            .Handlers("test:old", static (process, message) => BehaviorStep.Answer(message, AnswerAsync(process, message)));

        static async Task<string> AnswerAsync(ProcessContext process, Message message) => message.Topic == "upgrade"
            ? (await Assert.ThrowsAsync<ProcessException>(() => process.UpgradeAsync(message.GetPayload<string>()))).Kind.ToText()
            : process.Id;

        var pid = app.Spawn("test:old");
        Assert.Equal("Internal", await app.Runtime.AskAsync<string, string>(pid, "upgrade", "test:broken"));
        Assert.Equal("NotFound", await app.Runtime.AskAsync<string, string>(pid, "upgrade", "test:missing"));
        Assert.Equal("Invalid", await app.Runtime.AskAsync<string, string>(pid, "upgrade", "no colon"));
        Assert.Equal("test:old", await app.Runtime.AskAsync<string>(pid, "id"));
    }

    [Fact]
    public async Task S099_pid_names_links_monitors_context_options_and_unreceived_messages_survive_in_order()
    {
        var seen = new Probe<string>();
        var gate = new TaskCompletionSource();
        await using var app = new TestApp()
            .Idle()
            .Main("test:old", async process =>
            {
                process.Options = process.Options with { TrapLinks = true };
                process.Registry.Register("keeper");
                var child = process.SpawnLinkedMonitored("test:idle", TestApp.Host);
                var topic = process.Listen<int>("b");
                var inbox = process.Inbox;
                seen.Tell("ready");
                await gate.Task;
                while (inbox.Count + topic.Count < 5)
                    await Task.Yield();
                await process.UpgradeAsync("test:new", process.Pid, child);
                seen.Tell("old code ran on");
            })
            .Main("test:new", async (process, arguments) =>
            {
                seen.Tell($"{process.Id} {process.Pid == arguments.Get<Pid>(0, "pid")} {process.Options.TrapLinks} {process.Context["k"]}");
                seen.Tell((process.Registry.Lookup("keeper") == process.Pid).ToString());
                for (var i = 0; i < 5; i++)
                {
                    var message = (await process.Inbox.ReceiveAsync()).Value;
                    seen.Tell($"{message.Topic}{message.GetPayload<int>()}");
                }

                process.Terminate(arguments.Get<Pid>(1, "child"));
                seen.Tell((await process.Events.ReceiveAsync()).Value.Kind);
                seen.Tell((await process.Events.ReceiveAsync()).Value.Kind);
                return null;
            })
            .Main("test:starter", async process =>
            {
                var pid = process.WithContext(new Dictionary<string, object?> { ["k"] = "v" }).SpawnMonitored("test:old", TestApp.Host);
                seen.Tell((await process.Events.ReceiveAsync()).Value.From == pid ? "one exit at the end" : "?");
            });
        app.Spawn("test:starter");
        Assert.Equal("ready", await seen.NextAsync());
        string[] topics = ["a", "b", "a", "b", "c"];
        for (var i = 0; i < topics.Length; i++)
            app.Runtime.Send("keeper", topics[i], i);
        gate.SetResult();
        Assert.Equal(
            ["test:new True True v", "True", "a0", "b1", "a2", "b3", "c4", "pid.exit", "pid.link.down", "one exit at the end"],
            await seen.TakeAsync(10));
        Assert.Equal(0, seen.Count);
    }

    [Fact]
    public async Task S100_timers_and_what_the_old_code_awaits_do_not_survive()
    {
        var seen = new Probe<string>();
        var never = new TaskCompletionSource();
        await using var app = new TestApp()
            .Main("test:old", async process =>
            {
                process.After(TimeSpan.FromSeconds(1));
                _ = WaitAsync();
                process.Send(process.Pid, "go");
                await process.Inbox.ReceiveAsync();
                await process.UpgradeAsync("test:new");

                async Task WaitAsync()
                {
                    await never.Task;
                    seen.Tell("old code ran on");
                }
            })
            .Main("test:new", async process =>
            {
                seen.Tell("new");
                await process.Inbox.ReceiveAsync();
                seen.Tell("message");
            });
        var pid = app.Spawn("test:old");
        Assert.Equal("new", await seen.NextAsync());
        never.SetResult();
        app.Time.Advance(TimeSpan.FromSeconds(2));
        app.Runtime.Send(pid, "x");
        Assert.Equal("message", await seen.NextAsync());
    }

    [Fact]
    public async Task S099_messages_behind_an_awaited_handler_go_to_the_new_code()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp()
            .Handlers("test:old", (process, message) => BehaviorStep.From(HandleAsync(process, message)))
            .Handlers("test:new", (_, message) =>
            {
                seen.Tell("new " + message.Topic);
                return BehaviorStep.Done;
            });

        async Task HandleAsync(ProcessContext process, Message message)
        {
            seen.Tell("old " + message.Topic);
            await process.UpgradeAsync("test:new");
            seen.Tell("old code ran on");
        }

        var pid = app.Spawn("test:old");
        foreach (var topic in (string[])["a", "b", "c"])
            app.Runtime.Send(pid, topic);
        Assert.Equal(["old a", "new b", "new c"], await seen.TakeAsync(3));
    }

    [Fact]
    public async Task An_upgrade_to_itself_carries_state_as_arguments()
    {
        await using var app = new TestApp().Main("test:counter", async (process, arguments) =>
        {
            var count = arguments.GetOrDefault(0, "count", 0);
            if (count == 5)
                return count;
            await process.UpgradeAsync(null, count + 1);
            return -1;
        });
        Assert.Equal(5, await app.Runtime.ExecAsync<int>("test:counter", TestApp.Host).WaitAsync(TestApp.Patience));
    }
}
