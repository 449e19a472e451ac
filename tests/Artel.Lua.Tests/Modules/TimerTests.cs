using Artel.Lua.Tests.Processes;
using Artel.Tests;

namespace Artel.Lua.Tests.Modules;

/// <summary>Timers and tickers of the time module (A11), on a process that answers to commands and a clock that the test moves.</summary>
public sealed class TimerTests : IAsyncLifetime
{
    private const string Clocks = """
        local time = require("time")
        return function()
          local timer, ticker = time.timer("10s"), time.ticker(3 * time.SECOND)
          local function look(ch)
            local r = channel.select({ ch:case_receive(), default = true })
            if r.default then return "nothing" end
            if not r.ok then return "closed" end
            return time.unix(0, r.value):second() .. " " .. tostring(rawequal(r.channel, ch))
          end
          local commands = {
            look_timer = function() return look(timer:channel()) end,
            look_ticker = function() return look(ticker:response()) end,
            stop_timer = function() return timer:stop() end,
            stop_ticker = function() return ticker:stop() end,
            reset_timer = function() return timer:reset("5s") end,
            reset_ticker = function() return ticker:reset(time.duration("1s")) end,
            same = function() return rawequal(timer:channel(), timer:response()) and timer:channel() ~= ticker:channel() end,
            close = function() timer:channel():close() ticker:channel():close() return true end,
            upgrade = function() return process.upgrade("test:after") end,
          }
          for message in process.inbox():each() do message:reply(tostring(commands[message:topic()]())) end
        end
        """;

    private readonly TestApp _app = new TestApp().Lua("test:clocks", Clocks).Lua("test:after", """
        return function()
          for message in process.inbox():each() do message:reply(message:topic()) end
        end
        """);

    private Pid _pid = null!;

    public async Task InitializeAsync()
    {
        _pid = _app.Spawn("test:clocks");
        Assert.Equal("true", await SayAsync("same"));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    private Task<string> SayAsync(string command) =>
        _app.Runtime.AskAsync<string>(_pid, command, TimeSpan.FromDays(1)).AsTask().WaitAsync(TestApp.Patience);

    private void Pass(double seconds) => _app.Time.Advance(TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task A11_a_timer_fires_once_and_its_channel_is_one_object()
    {
        Pass(9.9);
        Assert.Equal("nothing", await SayAsync("look_timer"));
        Pass(0.1);
        Assert.Equal("10 true", await SayAsync("look_timer"));
        Pass(30);
        Assert.Equal("nothing", await SayAsync("look_timer"));
    }

    [Fact]
    public async Task S146_stop_is_true_only_if_the_timer_had_not_fired()
    {
        Assert.Equal("true", await SayAsync("stop_timer"));
        Assert.Equal("false", await SayAsync("stop_timer"));
        Pass(30);
        Assert.Equal("nothing", await SayAsync("look_timer"));
        Assert.Equal("false", await SayAsync("reset_timer"));
        Pass(5);
        Assert.Equal("false", await SayAsync("stop_timer"));
        Assert.Equal("nothing", await SayAsync("look_timer"));
    }

    [Fact]
    public async Task A11_reset_starts_a_timer_anew()
    {
        Pass(9);
        Assert.Equal("true", await SayAsync("reset_timer"));
        Pass(4);
        Assert.Equal("nothing", await SayAsync("look_timer"));
        Pass(1);
        Assert.Equal("14 true", await SayAsync("look_timer"));
        Assert.Equal("false", await SayAsync("reset_timer"));
        Pass(5);
        Assert.Equal("19 true", await SayAsync("look_timer"));
    }

    [Fact]
    public async Task A11_a_ticker_fires_again_and_again_and_holds_one_tick()
    {
        Pass(3);
        Assert.Equal("3 true", await SayAsync("look_ticker"));
        Pass(3);
        await SayAsync("same");
        Pass(3);
        Assert.Equal("6 true", await SayAsync("look_ticker"));
        Assert.Equal("nothing", await SayAsync("look_ticker"));
        Assert.Equal("true", await SayAsync("reset_ticker"));
        Pass(1);
        Assert.Equal("10 true", await SayAsync("look_ticker"));
        Assert.Equal("true", await SayAsync("stop_ticker"));
        Pass(10);
        Assert.Equal("nothing", await SayAsync("look_ticker"));
        Assert.Equal("false", await SayAsync("stop_ticker"));
    }

    [Fact]
    public async Task A11_a_timer_whose_channel_is_closed_harms_nobody()
    {
        await SayAsync("close");
        Pass(60);
        Assert.Equal("closed", await SayAsync("look_timer"));
    }

    [Fact]
    public async Task S138_the_timers_of_an_upgraded_process_are_gone()
    {
        Assert.Equal(2, _app.Runtime.ArmedTimers);
        var upgraded = SayAsync("upgrade");
        Assert.Equal("ping", await SayAsync("ping"));
        Assert.Equal(0, _app.Runtime.ArmedTimers);
        Pass(60);
        Assert.Equal("pong", await SayAsync("pong"));
        Assert.False(upgraded.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("timer", "0", "not positive")]
    [InlineData("timer", "'-1s'", "not positive")]
    [InlineData("ticker", "0", "not positive")]
    [InlineData("ticker", "'soon'", "'soon'")]
    [InlineData("after", "0", "not positive")]
    public async Task A11_a_duration_that_is_not_positive_is_invalid(string function, string duration, string text)
    {
        var said = await LuaApp.ExecAsync<string>(
            $"return function() local v, err = require('time').{function}({duration}) assert(v == nil) return err:kind() .. ' ' .. err end");
        Assert.StartsWith($"Invalid {function}: ", said, StringComparison.Ordinal);
        Assert.Contains(text, said, StringComparison.Ordinal);
    }
}
