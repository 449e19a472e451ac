using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Functions;
using Artel.Lua.Channels;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using Artel.Lua.Values;
using Artel.Runtime;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>What <c>funcs.async</c> gives: a function that was called and not waited for.</summary>
internal static unsafe class FutureObject
{
    /// <summary>Which of the userdata's values is the channel, so that it is the same object each time; and of the channel's, the future.</summary>
    private const int OtherValue = 1;

    public static readonly LuaObjectType Type = MakeType();

    /// <summary>The value in a response: a wrapper, so that a value that is a table is told from an error.</summary>
    public static readonly LuaObjectType PayloadType = MakePayloadType();

    /// <summary>Calls a function and pushes its future, or <c>nil, err</c>.</summary>
    public static int PushStarted(LuaState state, lua_State* L, int first, string function, FunctionSettings settings) => ProcessModule.Try(state, L, cell =>
    {
        var id = ProcessModule.Text(state, L, first, function, 1, "function id");
        var arguments = LuaValueWriter.Copy(L, first + 1, Math.Max(0, lua_gettop(L) - first), "argument");
        var future = new LuaFuture(state, cell, settings.Spawn.Bytes + arguments.Bytes.Length);
        try
        {
            future.Begin(id, new SpawnArguments(arguments), settings);
        }
        catch
        {
            future.NeverBegan();
            throw;
        }

        state.PushObject(L, future, Type, userValues: 1);
        return 1;
    });

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("future", managedBytes: 400);
        type.Methods
            .Function("response", &Response)
            .Function("channel", &Response)
            .Function("is_complete", &IsComplete)
            .Function("is_canceled", &IsCanceled)
            .Function("result", &Result)
            .Function("error", &Error)
            .Function("cancel", &Cancel);
        return type;
    }

    private static LuaObjectType MakePayloadType()
    {
        var type = new LuaObjectType("payload");
        type.Methods.Function("data", &Data);
        return type;
    }

    private static LuaFuture Self(LuaState state, lua_State* L, string method) =>
        state.ToObject<LuaFuture>(L, 1) ?? throw LuaArgumentException.Expected(L, 1, method, "future", 1);

    /// <summary><c>future:response()</c>: the channel that gets the outcome, the same each time. Each keeps the other.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Response(lua_State* L) => HostFunction.Run(L, &PushResponse);

    private static int PushResponse(LuaState state, lua_State* L)
    {
        var future = Self(state, L, "response");
        if (lua_getiuservalue(L, 1, OtherValue) == LUA_TUSERDATA)
            return 1;
        lua_pop(L, 1);
        state.PushObject(L, new ResponseChannel(future.Response), ChannelModule.Type, userValues: 1);
        lua_pushvalue(L, 1);
        lua_setiuservalue(L, -2, OtherValue);
        lua_pushvalue(L, -1);
        lua_setiuservalue(L, 1, OtherValue);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsComplete(lua_State* L) => HostFunction.Run(L, &PushIsComplete);

    private static int PushIsComplete(LuaState state, lua_State* L)
    {
        lua_pushboolean(L, Self(state, L, "is_complete").IsComplete ? 1 : 0);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsCanceled(lua_State* L) => HostFunction.Run(L, &PushIsCanceled);

    private static int PushIsCanceled(LuaState state, lua_State* L)
    {
        lua_pushboolean(L, Self(state, L, "is_canceled").IsCanceled ? 1 : 0);
        return 1;
    }

    /// <summary><c>future:result()</c>: the value, or <c>nil, err</c>; nil alone before the outcome.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Result(lua_State* L) => HostFunction.Run(L, &PushResult);

    private static int PushResult(LuaState state, lua_State* L)
    {
        if (Self(state, L, "result").Outcome is { } outcome)
            return PushOutcome(state, L, outcome);
        lua_pushnil(L);
        return 1;
    }

    /// <summary>Pushes what a function came to: its value, or <c>nil, err</c>.</summary>
    public static int PushOutcome(LuaState state, lua_State* L, ProcessResult outcome)
    {
        var error = outcome.Error;
        if (error is null)
        {
            try
            {
                LuaValues.Push(state, L, outcome.RawValue, "result");
                return 1;
            }
            catch (ProcessException refused)
            {
                // A value that has no codec is a failure of the function, not of the script that asks.
                error = refused;
            }
        }

        lua_pushnil(L);
        state.PushError(L, error);
        return 2;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Error(lua_State* L) => HostFunction.Run(L, &PushFailure);

    private static int PushFailure(LuaState state, lua_State* L)
    {
        if (Self(state, L, "error").Error is { } error)
            state.PushError(L, error);
        else
            lua_pushnil(L);
        return 1;
    }

    /// <summary><c>future:cancel()</c>: true if the call had no outcome yet; the function is stopped then.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Cancel(lua_State* L) => HostFunction.Run(L, &PushCanceled);

    private static int PushCanceled(LuaState state, lua_State* L)
    {
        var future = Self(state, L, "cancel");
        var isOpen = !future.IsComplete;
        future.Cancel();
        lua_pushboolean(L, isOpen ? 1 : 0);
        return 1;
    }

    /// <summary><c>payload:data()</c>: the value; a new copy each time.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Data(lua_State* L) => HostFunction.Run(L, &PushData);

    private static int PushData(LuaState state, lua_State* L)
    {
        var outcome = state.ToObject<ProcessResult>(L, 1) ?? throw LuaArgumentException.Expected(L, 1, "data", "payload", 1);
        return PushOutcome(state, L, outcome);
    }
}

/// <summary>The channel of a future: its one value is a payload or an error.</summary>
internal sealed unsafe class ResponseChannel(ProcessChannel<ProcessResult> source) : LuaChannel<ProcessResult>(source)
{
    protected override void Push(LuaState state, lua_State* L, ProcessResult value)
    {
        if (value.Error is { } error)
            state.PushError(L, error);
        else
            state.PushObject(L, value, FutureObject.PayloadType, bytes: HeldBytes.Of(value));
    }
}

/// <summary>A script's future. What it makes the host hold is counted as the script's memory: its arguments while it runs, then its value.</summary>
internal sealed class LuaFuture : Future, ILuaCollected
{
    /// <summary>What a call takes of the host's memory, about, while it runs.</summary>
    private const int CallBytes = 1024;

    private readonly LuaState _state;
    private long _charged;
    private bool _isCollected;

    public LuaFuture(LuaState state, Cell cell, long bytes)
        : base(cell)
    {
        _state = state;
        Charge(CallBytes + bytes);
    }

    /// <summary>The call was refused.</summary>
    public void NeverBegan() => Charge(0);

    /// <inheritdoc/>
    public void Collected()
    {
        _isCollected = true;
        if (IsComplete)
            Charge(0);
    }

    internal override void Tell(ProcessResult outcome) => Charge(_isCollected ? 0 : HeldBytes.Of(outcome));

    private void Charge(long bytes)
    {
        _state.ChargeManaged(bytes - _charged);
        _charged = bytes;
    }
}
