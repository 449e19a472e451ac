using Artel.Functions;
using Artel.Lua.Engine;
using Artel.Lua.Modules;
using Artel.Lua.Values;
using Artel.Runtime;
using Artel.Security;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <content>What coroutines have others do: processes to run to their end, to answer, to take a message.</content>
internal sealed unsafe partial class LuaBehavior
{
    private int? Exec(LuaCoroutine coroutine, int first, int count, SpawnSettings settings)
    {
        var L = coroutine.Stack;
        var (id, host) = ProcessModule.ReadIdAndHost(_state, L, first, count, "exec");
        var wait = new LuaHostWait(this, coroutine);
        try
        {
            var arguments = new SpawnArguments(LuaValueWriter.Copy(L, first + 2, count - 2, "argument"));
            _cell.BeginExec(
                id, host, arguments, settings,
                result => wait.Complete((state, caller) => FutureObject.PushOutcome(state, caller.Stack, result), HeldBytes.Of(result)),
                PermissionTable.Exec);
            return null;
        }
        catch (ProcessException refused)
        {
            wait.TryGiveUp();
            return Refuse(L, refused);
        }
    }

    private int? CallFunction(LuaCoroutine coroutine, int first, int count, FunctionSettings settings)
    {
        var L = coroutine.Stack;
        var id = ProcessModule.Text(_state, L, first, "call", 1, "function id");
        var arguments = LuaValueWriter.Copy(L, first + 1, Math.Max(0, count - 1), "argument");
        var wait = new LuaHostWait(this, coroutine);

        // They are kept for further attempts.
        var bytes = settings.Spawn.Bytes + arguments.Bytes.Length;
        _state.ChargeManaged(bytes);
        try
        {
            FunctionCall.Start(_cell, id, new SpawnArguments(arguments), settings, outcome =>
            {
                _state.ChargeManaged(-bytes);
                wait.Complete((state, caller) => FutureObject.PushOutcome(state, caller.Stack, outcome), HeldBytes.Of(outcome));
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

    private int? Ask(LuaCoroutine coroutine, int count)
    {
        var L = coroutine.Stack;
        var (destination, topic) = ProcessModule.ReadDestinationAndTopic(_state, L, FirstArgument, count, "ask");
        var wait = new LuaHostWait(this, coroutine);
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
    private int? SendWhenRoom(LuaCoroutine coroutine, int count)
    {
        var L = coroutine.Stack;
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
            var send = new LuaWaitingSend(_cell, new LuaHostWait(this, coroutine), ArtelRuntime.MessageFor(full.Kind, _cell.Pid, topic, body, slot: null));
            full.SendWhenRoom(send);
            return null;
        }
        catch (ProcessException refused)
        {
            return Refuse(L, refused);
        }
    }
}
