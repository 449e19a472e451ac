using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Channels;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using Artel.Runtime;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>What <c>time.timer</c> and <c>time.ticker</c> give: a channel that a timer of the process sends the time to.</summary>
internal static unsafe class TimerObject
{
    /// <summary>The shortest time between two ticks; a ticker that is asked for less takes this.</summary>
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(1);

    /// <summary>Which of the userdata's values is the channel, so that it is the same object each time.</summary>
    private const int ChannelValue = 1;

    /// <summary>What an armed timer takes of the host's memory, about.</summary>
    private const int ArmedBytes = 512;

    /// <summary>A timer that fires once.</summary>
    public static readonly LuaObjectType OneShotType = MakeType("timer");

    /// <summary>One that fires again and again.</summary>
    public static readonly LuaObjectType TickerType = MakeType("ticker");

    /// <summary>A channel that gets the time once. Its timer is counted as the script's memory until then, also where nothing holds the channel.</summary>
    public static ProcessChannel<DateTimeOffset> After(LuaState state, TimeSpan delay) => new Clock(state, LuaBehavior.Of(state).Cell, delay, repeats: false, closes: true).Channel;

    /// <summary>Starts a timer and pushes it, or <c>nil, err</c>.</summary>
    public static int PushStarted(LuaState state, lua_State* L, bool repeats)
    {
        var function = repeats ? "ticker" : "timer";
        var due = LuaDuration.Read(state, L, 1, function, 1, out var malformed);
        if (Refuse(function, due, malformed) is { } refused)
            return ProcessModule.Fail(state, L, refused);
        return ProcessModule.Try(state, L, cell =>
        {
            var clock = new Clock(state, cell, due, repeats);
            state.PushObject(L, clock, repeats ? TickerType : OneShotType, userValues: 1);
            state.PushObject(L, new TimeChannel(clock.Channel), ChannelModule.Type);
            lua_setiuservalue(L, -2, ChannelValue);
            return 1;
        });
    }

    private static LuaObjectType MakeType(string name)
    {
        var type = new LuaObjectType(name);
        type.Methods
            .Function("response", &Channel)
            .Function("channel", &Channel)
            .Function("stop", &Stop)
            .Function("reset", &Reset);
        return type;
    }

    private static Clock Self(LuaState state, lua_State* L, string method) =>
        state.ToObject<Clock>(L, 1) ?? throw LuaArgumentException.Expected(L, 1, method, "timer");

    private static ProcessException? Refuse(string function, TimeSpan due, string? malformed)
    {
        if (malformed is null && due <= TimeSpan.Zero)
            malformed = $"{function}: the duration is not positive";
        return malformed is null ? null : new ProcessException(ErrorKind.Invalid, malformed, retryable: false);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Channel(lua_State* L) => HostFunction.Run(L, &PushChannel);

    private static int PushChannel(LuaState state, lua_State* L)
    {
        Self(state, L, "channel");
        lua_getiuservalue(L, 1, ChannelValue);
        return 1;
    }

    /// <summary><c>timer:stop()</c>: true only if it had not fired (statement 146); it sends nothing after that.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Stop(lua_State* L) => HostFunction.Run(L, &PushStopped);

    private static int PushStopped(LuaState state, lua_State* L)
    {
        lua_pushboolean(L, Self(state, L, "stop").Stop() ? 1 : 0);
        return 1;
    }

    /// <summary><c>timer:reset(duration)</c>: starts it anew; true if it had not fired.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Reset(lua_State* L) => HostFunction.Run(L, &PushReset);

    private static int PushReset(LuaState state, lua_State* L)
    {
        var clock = Self(state, L, "reset");
        var due = LuaDuration.Read(state, L, 2, "reset", 1, out var malformed);
        if (Refuse("reset", due, malformed) is { } refused)
            return ProcessModule.Fail(state, L, refused);
        lua_pushboolean(L, clock.Reset(due) ? 1 : 0);
        return 1;
    }

    /// <summary>A timer with its channel, which holds one time: ticks that come before it is received are dropped, and make no heap.</summary>
    private sealed class Clock
    {
        private readonly bool _repeats;
        private readonly ProcessTimer _timer;

        private readonly LuaState _state;

        public Clock(LuaState state, Cell cell, TimeSpan due, bool repeats, bool closes = false)
        {
            _state = state;
            state.ChargeManaged(ArmedBytes);
            _repeats = repeats;
            Channel = cell.CreateChannel<DateTimeOffset>(1);
            _timer = ProcessTimer.Start(cell, Period(due), repeats, _ =>
            {
                if (!repeats)
                    state.ChargeManaged(-ArmedBytes);
                if (!Channel.IsClosed)
                    Channel.TrySend(cell.Time.GetUtcNow());
                if (closes)
                    Channel.Close();
            });
        }

        public ProcessChannel<DateTimeOffset> Channel { get; }

        /// <summary>Whether it was armed; what it sent and nobody received is gone then, as it would be taken for a later firing.</summary>
        public bool Stop()
        {
            var armed = _timer.IsArmed;
            if (armed)
                _state.ChargeManaged(-ArmedBytes);
            _timer.Dispose();
            Channel.RemoveBuffered(static _ => true);
            return armed;
        }

        public bool Reset(TimeSpan due)
        {
            var armed = Stop();
            _state.ChargeManaged(ArmedBytes);
            _timer.Reset(Period(due));
            return armed;
        }

        private TimeSpan Period(TimeSpan due) => _repeats && due < ShortestPeriod ? ShortestPeriod : due;
    }
}
