using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

/// <summary>What has come to a process, and its script does not have yet: who pays for it, and that it is not lost.</summary>
public sealed class LuaHeldTests
{
    private const string Answering = """
        return function()
          local big, said = ("x"):rep(60000), {}
          for message in process.inbox():each() do
            local ok, err = message:reply(big)
            said[#said + 1] = ok and "sent" or err:kind()
            if message:topic() == "last" then return table.concat(said, " ") end
          end
        end
        """;

    [Fact]
    public async Task S116_an_answer_is_charged_to_who_answered_until_who_asked_has_its_turn()
    {
        var hand = new HandScheduler();
        await using var app = new TestApp { Scheduler = hand }
            .Lua("test:answering", Answering, new LuaLimits { UnreceivedBytes = 100_000 })
            .Lua("test:asking", """
                return function(other)
                  for i = 1, 2 do coroutine.spawn(function() process.ask(other, "first") end) end
                  process.listen("go on"):receive()
                  process.ask(other, "last")
                end
                """);
        var answering = app.Spawn("test:answering");
        var ended = app.Runtime.WaitForExitAsync(answering);
        var asking = app.Spawn("test:asking", answering.ToString());
        hand.Run("test:asking");

        // It answers both while the other one does not get to its mailbox: the first answer lies there, and is not given back before.
        hand.Run("test:answering");
        app.Runtime.Send(asking, "go on");
        hand.RunAll();
        Assert.Equal("sent RateLimited sent", (await ended.WaitAsync(TestApp.Patience)).Value);
        await Stop(app, hand);
    }

    [Fact]
    public async Task S116_events_do_not_gather_unpaid_in_the_mailbox_of_a_script_that_never_waits()
    {
        const int Others = 1000;
        var hand = new HandScheduler();
        await using var app = new TestApp { Scheduler = hand }
            .Lua("test:other", "return function() process.inbox():receive() end")
            .Lua("test:busy", """
                return function(others)
                  for i = 1, others do assert(process.spawn_monitored("test:other", "test:processes")) end
                  process.inbox():receive()
                  while true do end
                end
                """, LuaLimits.Default with { TimeSlice = TimeSpan.FromTicks(1) });
        var busy = app.Spawn("test:busy", Others);
        hand.RunAll();
        app.Runtime.Send(busy, "begin");
        Assert.True(hand.RunOne("test:busy"));
        foreach (var other in app.Runtime.InspectAll().Where(static process => process.Definition == "test:other"))
            app.Runtime.Send(other.Pid, "end");
        hand.Run("test:other");

        var before = app.Runtime.Inspect(busy).MailboxLength;
        Assert.True(hand.RunOne("test:busy"));
        var after = app.Runtime.Inspect(busy).MailboxLength;
        app.Runtime.Terminate(busy);
        await Stop(app, hand);
        Assert.Equal((Others, 0), (before, after));
    }

    [Fact]
    public async Task S116_answers_count_as_the_memory_of_who_asked_until_its_coroutines_have_them()
    {
        var hand = new HandScheduler();
        await using var app = new TestApp { Scheduler = hand }
            .Lua("test:answering", """
                return function()
                  local big = ("x"):rep(1000000)
                  for message in process.inbox():each() do assert(message:reply(big)) end
                end
                """)
            .Lua("test:asking", """
                return function(other, requests)
                  local done = channel.new(requests)
                  for i = 1, requests do coroutine.spawn(function() done:send(#process.ask(other, "first")) end) end
                  local bytes = 0
                  for i = 1, requests do bytes = bytes + done:receive() end
                  return bytes
                end
                """, new LuaLimits { MemoryBytes = 6 << 20 });
        var answering = app.Spawn("test:answering");

        // One after the other they could have had any number of them.
        Assert.Equal("3000000", await AskAsync(3));
        Assert.StartsWith("memory limit of 6 MiB reached", await AskAsync(10), StringComparison.Ordinal);
        await Stop(app, hand);

        async Task<string?> AskAsync(int requests)
        {
            var asking = app.Spawn("test:asking", answering.ToString(), requests);
            var ended = app.Runtime.WaitForExitAsync(asking);
            hand.Run("test:asking");
            hand.Run("test:answering");
            hand.RunAll();
            var result = await ended.WaitAsync(TestApp.Patience);
            return result.Error?.Message ?? Convert.ToString(result.Value, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Theory]
    [InlineData("events", "test:b")]
    [InlineData("inbox", "two")]
    public async Task S099_what_a_coroutine_was_given_and_never_saw_is_there_after_an_upgrade(string what, string expected)
    {
        var hand = new HandScheduler();
        await using var app = new TestApp { Scheduler = hand }
            .Idle("test:a").Idle("test:b")
            .Lua("test:upgrading", """
                return function(what, a, b)
                  process.monitor(a)
                  process.monitor(b)
                  local upgraded = false
                  for i = 1, 2 do
                    coroutine.spawn(function()
                      process[what]():receive()
                      assert(not upgraded, "the old code runs on")
                      upgraded = true
                      process.upgrade("test:upgraded", what, b)
                    end)
                  end
                  process.listen("never"):receive()
                end
                """)
            .Lua("test:upgraded", """
                return function(what, b)
                  if what == "inbox" then return process.inbox():receive():topic() end
                  return process.events():receive().from == b and "test:b"
                end
                """);
        var (a, b) = (app.Spawn("test:a"), app.Spawn("test:b"));
        var upgrading = app.Spawn("test:upgrading", what, a.ToString(), b.ToString());
        var ended = app.Runtime.WaitForExitAsync(upgrading);
        hand.RunAll();
        if (what == "events")
        {
            app.Runtime.Send(a, "stop");
            app.Runtime.Send(b, "stop");
            hand.Run("test:a");
            hand.Run("test:b");
        }
        else
        {
            app.Runtime.Send(upgrading, "one");
            app.Runtime.Send(upgrading, "two");
        }

        hand.RunAll();
        var result = await ended.WaitAsync(TestApp.Patience);
        Assert.True(result.Error is null, result.Error?.Message);
        Assert.Equal(expected, result.Value);
        await Stop(app, hand);
    }

    /// <summary>The end of the runtime needs turns too.</summary>
    private static async Task Stop(TestApp app, HandScheduler hand)
    {
        var stopped = app.DisposeAsync().AsTask();
        while (!stopped.IsCompleted)
        {
            hand.RunAll();
            await Task.Yield();
        }

        await stopped;
    }
}
