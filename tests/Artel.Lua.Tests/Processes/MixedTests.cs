using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

/// <summary>C# and Lua processes together.</summary>
public sealed class MixedTests
{
    [Fact]
    public async Task S028_a_request_from_CSharp_is_answered_by_Lua_with_a_typed_value()
    {
        await using var app = new TestApp().Lua("test:adder", """
            return function()
              for message in process.inbox():each() do
                local n = message:payload()
                if n.a then message:reply({ sum = n.a + n.b, parts = { n.a, n.b } }) else message:reply(nil, "no numbers") end
              end
            end
            """);
        var adder = app.Spawn("test:adder");
        var answer = await app.Runtime.AskAsync<Dictionary<string, object?>, Dictionary<string, object?>>(
            adder, "add", new Dictionary<string, object?> { ["a"] = 2, ["b"] = 3 });
        Assert.Equal(5L, answer["sum"]);
        Assert.Equal([2L, 3L], Assert.IsType<List<object?>>(answer["parts"]));
        var error = await Assert.ThrowsAsync<ProcessException>(
            () => app.Runtime.AskAsync<Dictionary<string, object?>, object?>(adder, "add", []).AsTask());
        Assert.Equal("no numbers", error.Message);
    }

    [Fact]
    public async Task A_request_from_Lua_is_answered_by_CSharp()
    {
        await using var app = new TestApp()
            .Handlers("test:square", static (_, message) => BehaviorStep.Answer(message, message.GetPayload<long>() * message.GetPayload<long>()))
            .Lua("test:asker", "return function(square) return (process.ask(square, 'square', 12)) end");
        var square = app.Spawn("test:square");
        Assert.Equal(144, await app.Runtime.ExecAsync<int>("test:asker", TestApp.Host, square).WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task A_CSharp_handler_that_takes_the_sender_is_given_the_pid_of_a_Lua_process()
    {
        await using var app = new TestApp().Define(Definition<Postmaster>()).Lua("test:writer", """
            return function(postmaster)
              process.send(postmaster, "letter", "dear")
              local answer = process.inbox():receive()
              local told = process.ask(postmaster, "whoami")
              return { tostring(process.pid()), tostring(answer:from()), answer:payload(), told }
            end
            """);
        var postmaster = app.Spawn(Definition<Postmaster>().Id);
        var seen = await app.Runtime.ExecAsync<List<string>>("test:writer", TestApp.Host, postmaster).WaitAsync(TestApp.Patience);
        Assert.Equal([seen[0], postmaster.ToString(), "dear " + seen[0], seen[0]], seen);
    }

    [Fact]
    public async Task A_request_from_Lua_that_nobody_answers_times_out()
    {
        await using var app = new TestApp()
            .Handlers("test:mute", (process, _) =>
            {
                process.Registry.Register("was asked");
                return BehaviorStep.Done;
            })
            .Lua("test:asker", "return function(mute) local v, err = process.ask(mute, 'anything') return err:kind() end");
        var run = app.Runtime.ExecAsync<string>("test:asker", TestApp.Host, app.Spawn("test:mute"));
        while (app.Runtime.TryLookup("was asked") is null)
            await Task.Yield();
        while (!run.IsCompleted)
        {
            app.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.Equal("Timeout", await run);
    }

    [Fact]
    public async Task S058_a_CSharp_process_linked_to_a_Lua_one_dies_with_its_error()
    {
        await using var app = new TestApp()
            .Lua("test:idle", LuaApp.Idle)
            .Main("test:linker", async process =>
            {
                var child = process.SpawnLinked("test:idle", TestApp.Host);
                process.Send(child, "fail", "from Lua");
                await process.Inbox.ReceiveAsync();
            });
        var ended = app.Runtime.WaitForExitAsync(app.Spawn("test:linker"));
        var error = (await ended.WaitAsync(TestApp.Patience)).Error!;
        Assert.Equal((ErrorKind.Conflict, "from Lua"), (error.Kind, error.RootCause.Message));
    }

    [Fact]
    public async Task S025_a_payload_without_codec_is_the_senders_error()
    {
        await using var app = new TestApp().Lua("test:echo", LuaApp.Echo);
        var echo = app.Spawn("test:echo");
        var error = Assert.Throws<ProcessException>(() => app.Runtime.Send(echo, "x", new object()));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("payload[1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S023_a_Lua_childs_last_message_comes_before_its_exit()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp()
            .Lua("test:child", "return function(parent) process.send(parent, 'last words') end")
            .Handlers(
                "test:parent",
                (process, message) =>
                {
                    if (message.Topic == "go")
                        process.SpawnMonitored("test:child", TestApp.Host, process.Pid);
                    else
                        seen.Tell(message.Topic);
                    return BehaviorStep.Done;
                },
                (_, processEvent) =>
                {
                    seen.Tell(processEvent.Kind);
                    return BehaviorStep.Done;
                });
        var parent = app.Spawn("test:parent");
        for (var i = 0; i < 100; i++)
        {
            app.Runtime.Send(parent, "go");
            Assert.Equal(["last words", "pid.exit"], await seen.TakeAsync(2));
        }
    }

    [Fact]
    public async Task S099_a_Lua_process_is_upgraded_to_a_CSharp_definition_and_back_keeping_pid_and_mailbox()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp()
            .Lua("test:lua", """
                return function(back)
                  local inbox = process.inbox()
                  local nothing, err = process.upgrade("test:missing")
                  assert(nothing == nil and err:kind() == errors.NOT_FOUND)
                  local message = inbox:receive()
                  if back then message:reply("lua again " .. message:topic() .. " " .. back) return "end" end
                  message:reply("lua " .. message:topic())
                  process.upgrade("test:csharp", { count = 41 })
                  error("never")
                end
                """)
            .Main("test:csharp", async (process, arguments) =>
            {
                var count = arguments.Get<Dictionary<string, long>>(0, "state")["count"] + 1;
                var message = (await process.Inbox.ReceiveAsync()).Value;
                message.Reply($"c# {message.Topic} {count}");
                await process.UpgradeAsync("test:lua", count);
                return null;
            });
        var pid = app.Spawn("test:lua");
        var ended = app.Runtime.WaitForExitAsync(pid);
        var answers = ((string[])["a", "b", "c"]).Select(topic => app.Runtime.AskAsync<string>(pid, topic).AsTask()).ToList();
        Assert.Equal(["lua a", "c# b 42", "lua again c 42"], await Task.WhenAll(answers).WaitAsync(TestApp.Patience));
        Assert.Equal("end", (await ended.WaitAsync(TestApp.Patience)).GetValue<string>());
    }

    [Fact]
    public async Task Many_Lua_processes_live_and_die_and_nothing_is_left()
    {
        await using var app = new TestApp().Lua("test:mayfly", "return function(n) return n * 2 end");
        for (var i = 0; i < 2_000; i++)
            Assert.Equal(i * 2, await app.Runtime.ExecAsync<int>("test:mayfly", TestApp.Host, i));
        Assert.Equal(0, app.Runtime.ProcessCount);
    }

    private static ProcessDefinition Definition<T>()
        where T : IProcess => T.Definition;
}

/// <summary>Answers whoever writes to it.</summary>
[Process("test:postmaster")]
[Permission(Permissions.Send)]
internal sealed partial class Postmaster
{
    [OnMessage("letter")] private void Answer(string text, [Sender] Pid from) => Process.Send(from, "answer", $"{text} {from}");

    [OnMessage("whoami")] private string TellWho([Sender] Pid? from) => from?.ToString() ?? "nobody";
}
