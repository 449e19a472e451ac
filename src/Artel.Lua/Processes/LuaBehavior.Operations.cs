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

    /// <summary>How many cases one select may have.</summary>
    private const int MaxCases = 1000;

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

        return _state.Resume(wait.Thread, results);
    }

    /// <summary>Lets go of what cases would have sent that were not done.</summary>
    private void Forget(ReadOnlySpan<LuaChannel> channels, ReadOnlySpan<ChannelCase> cases, ChannelCase? done = null)
    {
        for (var i = 0; i < cases.Length; i++)
        {
            if (!ReferenceEquals(cases[i], done))
                channels[i].Forget(_state, cases[i]);
        }
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

    private int? Select(LuaThread thread)
    {
        var L = thread.Stack;
        if (lua_type(L, FirstArgument) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, FirstArgument, "select", "table", 1);
        var hasDefault = ChannelModule.HasDefault(L, FirstArgument);
        if (lua_rawlen(L, FirstArgument) > MaxCases)
            return Refuse(L, $"select: there are {lua_rawlen(L, FirstArgument)} cases, {MaxCases} are allowed; select among fewer channels");
        var length = (int)lua_rawlen(L, FirstArgument);
        if (length == 0 && !hasDefault)
            return Refuse(L, "select: there is no case and no default");

        var cases = new ChannelCase[length];
        var channels = new LuaChannel[length];
        for (var i = 0; i < length; i++)
        {
            lua_rawgeti(L, FirstArgument, i + 1);
            if (!ChannelModule.TryReadCase(_state, L, out var channel, out var made))
            {
                Forget(channels.AsSpan(0, i), cases.AsSpan(0, i));
                return Refuse(L, $"select: case {i + 1} is none; make cases by channel:case_receive() and channel:case_send(value)");
            }

            lua_pop(L, 1);
            channels[i] = channel;
            cases[i] = made;
        }

        try
        {
            if (ChannelOperation.TryNow(cases, length == 0 ? 0 : _cell.NextSelectStart(), out var done))
            {
                var index = Array.IndexOf(cases, done);
                Forget(channels, cases, done);
                return AnswerSelect(L, index, channels[index], done!);
            }
        }
        catch (ProcessException closed)
        {
            Forget(channels, cases);
            return Raise(L, closed.Message);
        }

        if (hasDefault)
        {
            Forget(channels, cases);
            lua_settop(L, 0);
            lua_createtable(L, 0, 2);
            ChannelModule.SetField(L, "default"u8, true);
            ChannelModule.SetField(L, "ok"u8, true);
            return 1;
        }

        _ = new LuaWait(this, thread, channels, cases) { IsSelect = true };
        return null;
    }

    /// <summary>Gives select's answer: <c>{channel, value, ok}</c>, with the very channel that the case was made of.</summary>
    private int AnswerSelect(lua_State* L, int index, LuaChannel channel, ChannelCase done)
    {
        lua_createtable(L, 0, 3);
        lua_rawgeti(L, FirstArgument, index + 1);
        lua_rawgeti(L, -1, 1);
        lua_remove(L, -2);
        LuaStack.PushBytes(L, "channel"u8);
        lua_rotate(L, -2, 1);
        lua_rawset(L, -3);
        ChannelModule.SetField(L, "ok"u8, done.Ok);
        if (channel.IsReceive(done) && done.Ok)
        {
            LuaStack.PushBytes(L, "value"u8);
            channel.PushValue(_state, L, done);
            lua_rawset(L, -3);
        }

        lua_replace(L, 1);
        lua_settop(L, 1);
        return 1;
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

    private int? Exec(LuaThread thread, int first, int count, SpawnSettings settings)
    {
        var L = thread.Stack;
        var (id, host) = ProcessModule.ReadIdAndHost(_state, L, first, count, "exec");
        var wait = new LuaWait(this, thread);
        try
        {
            var arguments = new SpawnArguments(LuaValueWriter.Copy(L, first + 2, count - 2, "argument"));
            _cell.BeginExec(
                id, host, arguments, settings, result => wait.Complete((state, caller) => FutureObject.PushOutcome(state, caller.Stack, result)), PermissionTable.Exec);
            return null;
        }
        catch (ProcessException refused)
        {
            wait.TryGiveUp();
            return Refuse(L, refused);
        }
    }

    private int? CallFunction(LuaThread thread, int first, int count, FunctionSettings settings)
    {
        var L = thread.Stack;
        var id = ProcessModule.Text(_state, L, first, "call", 1, "function id");
        var arguments = LuaValueWriter.Copy(L, first + 1, Math.Max(0, count - 1), "argument");
        var wait = new LuaWait(this, thread);

        // They are kept for further attempts.
        var bytes = settings.Spawn.Bytes + arguments.Bytes.Length;
        _state.ChargeManaged(bytes);
        try
        {
            FunctionCall.Start(_cell, id, new SpawnArguments(arguments), settings, outcome =>
            {
                _state.ChargeManaged(-bytes);
                wait.Complete((state, caller) => FutureObject.PushOutcome(state, caller.Stack, outcome));
            });
            return null;
        }
        catch (ProcessException refused)
        {
            _state.ChargeManaged(-bytes);
            wait.TryGiveUp();
            return Refuse(L, refused);
        }
    }

    private int? Ask(LuaThread thread, int count)
    {
        var L = thread.Stack;
        var (destination, topic) = ProcessModule.ReadDestinationAndTopic(_state, L, FirstArgument, count, "ask");
        var wait = new LuaWait(this, thread);
        var slot = LuaReplySlot.Begin(_cell, wait, topic, destination);
        try
        {
            var unaffordable = LuaSend.TryCopy(_state, L, FirstArgument + 2, count - 2, "ask", topic, out var body);
            if ((unaffordable ?? _cell.Runtime.TrySend(_cell, destination, topic, body, slot)) is { } refused)
            {
                slot.Withdraw();
                return Refuse(L, refused);
            }
        }
        catch (ProcessException refused)
        {
            slot.Withdraw();
            return Refuse(L, refused);
        }

        slot.StartTimeout();
        return null;
    }

    /// <summary>A send that found a full mailbox whose senders may wait; there may be room meanwhile.</summary>
    private int? SendWhenRoom(LuaThread thread, int count)
    {
        var L = thread.Stack;
        try
        {
            var (destination, topic) = ProcessModule.ReadDestinationAndTopic(_state, L, FirstArgument, count, "send");
            if (LuaSend.TryCopy(_state, L, FirstArgument + 2, count - 2, "send", topic, out var body) is { } unaffordable)
                return Refuse(L, unaffordable);
            if (_cell.Runtime.TrySend(_cell, destination, topic, body, slot: null) is not { } refused)
            {
                lua_settop(L, 0);
                lua_pushboolean(L, 1);
                return 1;
            }

            if (!_cell.Runtime.MayWaitForRoom(refused, destination, out var full))
                return Refuse(L, refused);
            var send = new LuaWaitingSend(_cell, new LuaWait(this, thread), ArtelRuntime.MessageFor(full, _cell.Pid, topic, body, slot: null));
            full.SendWhenRoom(send);
            return null;
        }
        catch (ProcessException refused)
        {
            return Refuse(L, refused);
        }
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
