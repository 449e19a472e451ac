using Artel.Functions;
using Artel.Lua.Channels;
using Artel.Lua.Engine;
using Artel.Lua.Modules;
using Artel.Lua.Values;
using Artel.Messaging;
using Artel.Runtime;
using Artel.Security;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <content>What coroutines wait for.</content>
internal sealed unsafe partial class LuaBehavior
{
    /// <summary>Where an operation's arguments begin on the coroutine's stack, after the mark and the code.</summary>
    private const int FirstArgument = 3;

    /// <summary>
    /// Does an operation, or begins to wait for it. Gives how many values are on the coroutine's stack to resume it with; null while it
    /// waits. Lua's own yield, in which the coroutine is, left room for 20 values.
    /// </summary>
    private int? TryOperate(LuaCoroutine coroutine, LuaStep step)
    {
        var L = coroutine.Stack;
        var count = step.Count;
        try
        {
            return (LuaOperation)step.Code switch
            {
                LuaOperation.Receive => Receive(coroutine),
                LuaOperation.Send => Send(coroutine),
                LuaOperation.Select => Select(coroutine),
                LuaOperation.Sleep => Sleep(coroutine),
                LuaOperation.Exec => Exec(coroutine, FirstArgument, count, SpawnSettings.None),
                LuaOperation.ExecBySpawner => Exec(
                    coroutine, FirstArgument + 1, count - 1, SpawnerObject.Self(_state, L, FirstArgument, "exec")),
                LuaOperation.CallFunction => CallFunction(coroutine, FirstArgument, count, FunctionSettings.None),
                LuaOperation.CallFunctionByExecutor => CallFunction(
                    coroutine, FirstArgument + 1, count - 1, ExecutorObject.Self(_state, L, FirstArgument, "call")),
                LuaOperation.Ask => Ask(coroutine, count),
                LuaOperation.SendWhenRoom => SendWhenRoom(coroutine, count),
                LuaOperation.Upgrade => Upgrade(coroutine, count),
                LuaOperation.QueuePublish => QueuePublish(coroutine, count),
                LuaOperation.QueueInfo => QueueInfo(coroutine),
                LuaOperation.QueueAck => QueueAck(coroutine),
                LuaOperation.QueueNack => QueueNack(coroutine),
                LuaOperation.QueueReject => QueueReject(coroutine, count),
                _ => throw new InvalidOperationException($"there is no operation {step.Code}"),
            };
        }
        catch (LuaArgumentException wrong)
        {
            return Raise(L, wrong.Message);
        }
        catch (ProcessException refused)
        {
            return Refuse(L, refused);
        }
    }

    /// <summary>Gives a coroutine the answer to its wait. Lua's own yield, in which it waits, left room for 20 values.</summary>
    private LuaStep ResumeAfter(LuaWait wait)
    {
        var coroutine = wait.Coroutine;
        var results = wait.Failed
            ? Raise(coroutine.Stack, ProcessChannel<LuaValue>.SendOnClosed().Message)
            : wait.PushAnswer(_state);
        wait.LetGo(_state);
        return _state.Resume(coroutine.Thread, results);
    }

    /// <summary>The operation raises in the script.</summary>
    private static int Raise(lua_State* L, string text)
    {
        lua_settop(L, 0);
        lua_pushlightuserdata(L, LuaInternals.Failure);
        LuaStack.PushText(L, text);
        return 2;
    }

    /// <summary>The operation fails: <c>nil, err</c>.</summary>
    private int Refuse(lua_State* L, ProcessException error)
    {
        lua_settop(L, 0);
        lua_pushnil(L);
        _state.PushError(L, error);
        return 2;
    }

    private int Refuse(lua_State* L, string text) => Refuse(L, new ProcessException(ErrorKind.Invalid, text, retryable: false));

    /// <summary>
    /// Begins to wait for what is not there: what most coroutines do again and again. It receives nothing, hence may be done when the turn is
    /// over too, and without a look at whether it is.
    /// </summary>
    private bool TryWaitToReceive(LuaCoroutine coroutine, LuaStep step)
    {
        if (step.Code != (int)LuaOperation.Receive || _state.ToObject<LuaChannel>(coroutine.Stack, FirstArgument) is not { MustWaitToReceive: true } channel)
            return false;
        coroutine.ChannelWait(this).Begin(channel, channel.NewReceiveCase());
        return true;
    }

    /// <summary>Receives what is there; waits where what seemed to be there was for others.</summary>
    private int? Receive(LuaCoroutine coroutine)
    {
        var L = coroutine.Stack;
        var channel = ChannelModule.Self(_state, L, FirstArgument, "receive");
        lua_settop(L, 0);
        if (channel.TryReceive(_state, L, out var results))
            return results;
        coroutine.ChannelWait(this).Begin(channel, channel.NewReceiveCase());
        return null;
    }

    private int? Send(LuaCoroutine coroutine)
    {
        var L = coroutine.Stack;
        var channel = ChannelModule.Self(_state, L, FirstArgument, "send");
        lua_pushvalue(L, FirstArgument + 1);
        var send = channel.NewSendCase(L);
        try
        {
            if (send.TryNow())
            {
                lua_settop(L, 0);
                return channel.PushOutcome(_state, L, send);
            }
        }
        catch (ProcessException closed)
        {
            channel.Forget(_state, send);
            return Raise(L, closed.Message);
        }

        coroutine.ChannelWait(this).Begin(channel, send);
        return null;
    }

    private int? Sleep(LuaCoroutine coroutine)
    {
        var L = coroutine.Stack;
        var duration = LuaDuration.Read(_state, L, FirstArgument, "sleep", 1, out var malformed);
        if (malformed is not null)
            return Refuse(L, malformed);
        if (duration <= TimeSpan.Zero)
        {
            lua_settop(L, 0);
            lua_pushboolean(L, 1);
            return 1;
        }

        var wait = new LuaHostWait(this, coroutine);
        ProcessTimer.Start(_cell, duration, repeats: false, _ => wait.Complete(static (_, sleeper) =>
        {
            lua_pushboolean(sleeper.Stack, 1);
            return 1;
        }));
        return null;
    }

    private int? Upgrade(LuaCoroutine coroutine, int count)
    {
        var L = coroutine.Stack;
        var id = count == 0 || lua_type(L, FirstArgument) == LUA_TNIL ? null : ProcessModule.Text(_state, L, FirstArgument, "upgrade", 1, "definition id");
        try
        {
            _cell.BeginUpgrade(id, new SpawnArguments(LuaValueWriter.Copy(L, FirstArgument + 1, Math.Max(0, count - 1), "argument")));
        }
        catch (ProcessException refused)
        {
            return Refuse(L, refused);
        }

        // The coroutine waits for what never comes, and no other one runs: the cell switches when it has the turn back.
        _upgrading = true;
        GiveBackUnseen();
        return null;
    }

    /// <summary>What coroutines were handed that do not run any more is not received yet (statement 99).</summary>
    private void GiveBackUnseen()
    {
        foreach (var ready in _ready.Concat(_told))
        {
            switch (ready.Ended?.Winner)
            {
                case ReceiveCase<Message> { Ok: true } messages:
                    _cell.GiveBack(messages.Value);
                    break;
                case ReceiveCase<ProcessEvent> { Ok: true } events:
                    _cell.GiveBack(events.Value);
                    break;
            }
        }
    }
}
