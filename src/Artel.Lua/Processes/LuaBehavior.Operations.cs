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
    /// waits.
    /// </summary>
    private int? TryOperate(LuaThread thread, LuaStep step)
    {
        var L = thread.Stack;
        var count = step.Count;
        LuaStack.Ensure(L, 20);
        try
        {
            return (LuaOperation)step.Code switch
            {
                LuaOperation.Receive => Receive(thread),
                LuaOperation.Send => Send(thread),
                LuaOperation.Select => Select(thread),
                LuaOperation.Sleep => Sleep(thread),
                LuaOperation.Exec => Exec(thread, FirstArgument, count, SpawnSettings.None),
                LuaOperation.ExecBySpawner => Exec(
                    thread, FirstArgument + 1, count - 1, SpawnerObject.Self(_state, L, FirstArgument, "exec")),
                LuaOperation.CallFunction => CallFunction(thread, FirstArgument, count, FunctionSettings.None),
                LuaOperation.CallFunctionByExecutor => CallFunction(
                    thread, FirstArgument + 1, count - 1, ExecutorObject.Self(_state, L, FirstArgument, "call")),
                LuaOperation.Ask => Ask(thread, count),
                LuaOperation.SendWhenRoom => SendWhenRoom(thread, count),
                LuaOperation.Upgrade => Upgrade(thread, count),
                LuaOperation.QueuePublish => QueuePublish(thread, count),
                LuaOperation.QueueInfo => QueueInfo(thread),
                LuaOperation.QueueAck => QueueAck(thread),
                LuaOperation.QueueNack => QueueNack(thread),
                LuaOperation.QueueReject => QueueReject(thread, count),
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

    /// <summary>Gives a coroutine the answer to its wait.</summary>
    private LuaStep ResumeAfter(LuaWait wait)
    {
        var L = wait.Thread.Stack;
        LuaStack.Ensure(L, 20);
        int results;
        Forget(wait.Channels, wait.Cases, wait.Failed ? null : wait.Winner);
        if (wait.Failed)
        {
            results = Raise(L, ProcessChannel<LuaValue>.SendOnClosed().Message);
        }
        else if (wait.IsSelect)
        {
            results = AnswerSelect(L, wait.WinnerIndex, wait.Channels[wait.WinnerIndex], wait.Winner!);
        }
        else
        {
            lua_settop(L, 0);
            results = wait.Answer is { } answer
                ? answer(_state, wait.Thread)
                : wait.Channels[0].PushOutcome(_state, L, wait.Winner!);
        }

        wait.LetGo();
        return _state.Resume(wait.Thread, results);
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

    private int? Receive(LuaThread thread)
    {
        var L = thread.Stack;
        var channel = ChannelModule.Self(_state, L, FirstArgument, "receive");
        var receive = channel.NewReceiveCase();
        if (receive.TryNow())
        {
            lua_settop(L, 0);
            return channel.PushOutcome(_state, L, receive);
        }

        _ = new LuaWait(this, thread, [channel], [receive]);
        return null;
    }

    private int? Send(LuaThread thread)
    {
        var L = thread.Stack;
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

        _ = new LuaWait(this, thread, [channel], [send]);
        return null;
    }

    private int? Sleep(LuaThread thread)
    {
        var L = thread.Stack;
        var duration = LuaDuration.Read(_state, L, FirstArgument, "sleep", 1, out var malformed);
        if (malformed is not null)
            return Refuse(L, malformed);
        if (duration <= TimeSpan.Zero)
        {
            lua_settop(L, 0);
            lua_pushboolean(L, 1);
            return 1;
        }

        var wait = new LuaWait(this, thread);
        ProcessTimer.Start(_cell, duration, repeats: false, _ => wait.Complete(static (_, sleeper) =>
        {
            lua_pushboolean(sleeper.Stack, 1);
            return 1;
        }));
        return null;
    }

    private int? Upgrade(LuaThread thread, int count)
    {
        var L = thread.Stack;
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
            switch (ready.Wait?.Winner)
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
