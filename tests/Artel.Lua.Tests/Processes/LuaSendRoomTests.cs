using Artel.Runtime;
using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

/// <summary>A send from Lua to a full mailbox (statement 8).</summary>
public sealed class LuaSendRoomTests
{
    private const string Bounded = "test:bounded";

    /// <summary>Sends in a coroutine what it is given, and tells at each request how many were sent and what the last send gave.</summary>
    private const string Sender = """
        return function(destination, ...)
          local topics, sent, last = { ... }, 0, "waits"
          local started = channel.new(1)
          coroutine.spawn(function()
            started:send(true)
            for _, topic in ipairs(topics) do
              local ok, err = process.send(destination, topic)
              if not ok then last = err:kind() .. ": " .. err return end
              sent = sent + 1
            end
            last = "done"
          end)
          started:receive()
          for request in process.inbox():each() do request:reply(sent .. " " .. last) end
        end
        """;

    private readonly TaskCompletionSource _gate = new();
    private readonly Probe<string> _seen = new();

    [Fact]
    public async Task S008_the_coroutine_waits_for_room_and_the_process_does_not()
    {
        await using var app = App(MailboxFullPolicy.Wait);
        var receiver = await FullAsync(app, fill: 0);
        var sender = app.Spawn("test:sender", receiver, "m1", "m2", "m3", "m4", "m5");
        Assert.Equal("3 waits", await app.Runtime.AskAsync<string>(sender, "how far"));
        _gate.SetResult();
        Assert.Equal(["m1", "m2", "m3", "m4", "m5"], await _seen.TakeAsync(5));
        while (await app.Runtime.AskAsync<string>(sender, "how far") != "5 done")
            await Task.Yield();
    }

    [Fact]
    public async Task S145_those_who_wait_for_room_are_served_first_come_first_served_in_any_language_and_nobody_passes_them()
    {
        await using var app = App(MailboxFullPolicy.Wait);
        var receiver = await FullAsync(app, fill: 3);
        var first = app.Spawn("test:sender", receiver, "lua 1");
        Assert.Equal("0 waits", await app.Runtime.AskAsync<string>(first, "how far"));
        var second = app.Runtime.SendAsync(receiver, "c# 2", 0).AsTask();
        var third = app.Spawn("test:sender", receiver, "lua 3");
        Assert.Equal("0 waits", await app.Runtime.AskAsync<string>(third, "how far"));
        var fourth = app.Runtime.SendAsync(receiver, "c# 4", 0).AsTask();
        Assert.Equal(ErrorKind.RateLimited, Assert.Throws<ProcessException>(() => app.Runtime.Send(receiver, "passes")).Kind);
        _gate.SetResult();
        Assert.Equal(["fill", "fill", "fill", "lua 1", "c# 2", "lua 3", "c# 4"], await _seen.TakeAsync(7));
        await Task.WhenAll(second, fourth).WaitAsync(TestApp.Patience);
    }

    [Fact]
    public async Task S008_where_senders_are_refused_it_is_rate_limited_at_once()
    {
        await using var app = App(MailboxFullPolicy.Refuse);
        var receiver = await FullAsync(app, fill: 3);
        var sender = app.Spawn("test:sender", receiver, "m1");
        Assert.StartsWith("0 RateLimited: send: the mailbox of", await app.Runtime.AskAsync<string>(sender, "how far"), StringComparison.Ordinal);
        _gate.SetResult();
    }

    [Fact]
    public async Task S008_where_Lua_cannot_wait_it_is_rate_limited()
    {
        await using var app = App(MailboxFullPolicy.Wait).Lua("test:sorter", """
            return function(destination)
              local said
              table.sort({ 2, 1 }, function(a, b) said = select(2, process.send(destination, "m")):kind() return a < b end)
              return said
            end
            """);
        var receiver = await FullAsync(app, fill: 3);
        Assert.Equal("RateLimited", await app.Runtime.ExecAsync<string>("test:sorter", TestApp.Host, receiver).WaitAsync(TestApp.Patience));
        _gate.SetResult();
    }

    [Fact]
    public async Task S008_a_receiver_that_ends_meanwhile_is_not_found()
    {
        await using var app = App(MailboxFullPolicy.Wait);
        var receiver = await FullAsync(app, fill: 3);
        var sender = app.Spawn("test:sender", receiver, "m1");
        Assert.Equal("0 waits", await app.Runtime.AskAsync<string>(sender, "how far"));
        app.Runtime.Terminate(receiver);
        string said;
        do
            said = await app.Runtime.AskAsync<string>(sender, "how far");
        while (said == "0 waits");
        Assert.StartsWith("0 NotFound: send: ", said, StringComparison.Ordinal);
        Assert.Contains(receiver.ToString(), said, StringComparison.Ordinal);
        _gate.SetResult();
    }

    [Theory]
    [InlineData("terminate")]
    [InlineData("upgrade")]
    public async Task S033_and_S100_what_waits_for_room_is_not_sent_when_its_code_is_gone_and_keeps_nobody_waiting(string how)
    {
        await using var app = App(MailboxFullPolicy.Wait).Lua("test:upgraded", """
            return function(destination)
              if not destination then process.inbox():receive():reply("new") return end
              local started = channel.new(1)
              coroutine.spawn(function() started:send(true) process.send(destination, "late") end)
              started:receive()
              process.inbox():receive():reply("old")
              process.upgrade(nil)
            end
            """);
        var receiver = await FullAsync(app, fill: 3);
        var sender = app.Spawn("test:upgraded", receiver);
        var ended = app.Runtime.WaitForExitAsync(sender);
        Assert.Equal("old", await app.Runtime.AskAsync<string>(sender, "who"));
        if (how == "upgrade")
            Assert.Equal("new", await app.Runtime.AskAsync<string>(sender, "who"));
        else
            app.Runtime.Terminate(sender);
        await ended.WaitAsync(TestApp.Patience);
        var next = app.Runtime.SendAsync(receiver, "next", 0).AsTask();
        _gate.SetResult();
        Assert.Equal(["fill", "fill", "fill", "next"], await _seen.TakeAsync(4));
        await next.WaitAsync(TestApp.Patience);
    }

    [Fact]
    public async Task S008_a_wait_that_was_cancelled_takes_no_room_from_those_behind_it()
    {
        await using var app = App(MailboxFullPolicy.Wait);
        var receiver = await FullAsync(app, fill: 3);
        using var cancel = new CancellationTokenSource();
        var given = app.Runtime.SendAsync(receiver, "given up", 0, cancel.Token).AsTask();
        var sender = app.Spawn("test:sender", receiver, "m1");
        Assert.Equal("0 waits", await app.Runtime.AskAsync<string>(sender, "how far"));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        _gate.SetResult();
        Assert.Equal(["fill", "fill", "fill", "m1"], await _seen.TakeAsync(4));
    }

    private TestApp App(MailboxFullPolicy policy) => new TestApp()
        .WithHost(Bounded, options =>
        {
            options.MaxMailboxLength = 3;
            options.MailboxFullPolicy = policy;
        })
        .Lua("test:sender", Sender)
        .Handlers("test:slow", (_, message) =>
        {
            if (message.Topic == "start")
            {
                _seen.Tell("started");
                return BehaviorStep.From(_gate.Task);
            }

            _seen.Tell(message.Topic);
            return BehaviorStep.Done;
        });

    /// <summary>A receiver that takes nothing until the gate opens, and has some messages waiting.</summary>
    private async Task<Pid> FullAsync(TestApp app, int fill)
    {
        var pid = app.Runtime.Spawn("test:slow", Bounded);
        app.Runtime.Send(pid, "start");
        Assert.Equal("started", await _seen.NextAsync());
        for (var i = 0; i < fill; i++)
            app.Runtime.Send(pid, "fill");
        return pid;
    }
}
