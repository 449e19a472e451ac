using Artel.Lua.Engine;
using Artel.Lua.Modules;
using Artel.Payloads;
using Artel.Runtime;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <content>What coroutines wait for at queues: their stores work elsewhere, and the answer comes back as a turn of the process.</content>
internal sealed unsafe partial class LuaBehavior
{
    private int? QueuePublish(LuaCoroutine coroutine, int count)
    {
        var L = coroutine.Stack;
        var (queue, data, options) = QueueModule.ReadPublish(_state, L, FirstArgument, count);

        // Until the store has it, it is memory of the host that the script makes it hold.
        var cost = PayloadAccount.Overhead + data.Bytes.Length;
        if (_state.Account.Refuse("publish", cost) is { } unaffordable)
            return Refuse(L, unaffordable);
        var publishing = _cell.Queues.Open(queue).PublishAsync(PayloadBytes.From(data), options, CancellationToken.None);
        _state.Account.Charge(cost);
        return WaitFor(coroutine, publishing, cost, PushTrue);
    }

    private int? QueueInfo(LuaCoroutine coroutine)
    {
        var queue = ProcessModule.Text(_state, coroutine.Stack, FirstArgument, "info", 1, "queue id");
        var asking = _cell.Queues.GetInfoAsync(queue);
        return WaitFor(coroutine, asking, 0, waiter => QueueModule.PushInfo(waiter.Stack, asking.Result));
    }

    private int? QueueAck(LuaCoroutine coroutine) =>
        WaitFor(coroutine, QueueModule.Self(_state, coroutine.Stack, FirstArgument, "ack").AckAsync(), 0, PushTrue);

    private int? QueueNack(LuaCoroutine coroutine) =>
        WaitFor(coroutine, QueueModule.Self(_state, coroutine.Stack, FirstArgument, "nack").NackAsync(), 0, PushTrue);

    private int? QueueReject(LuaCoroutine coroutine, int count)
    {
        var L = coroutine.Stack;
        var message = QueueModule.Self(_state, L, FirstArgument, "reject");
        var hasReason = count > 1 && lua_type(L, FirstArgument + 1) > LUA_TNIL;
        var reason = hasReason ? ProcessModule.Text(_state, L, FirstArgument + 1, "reject", 1, "reason") : null;
        return WaitFor(coroutine, message.RejectAsync(reason), 0, PushTrue);
    }

    private static int PushTrue(LuaThread thread)
    {
        lua_pushboolean(thread.Stack, 1);
        return 1;
    }

    /// <summary>Waits for something that is done outside of the process; its error is <c>nil, err</c>.</summary>
    /// <param name="coroutine">The coroutine.</param>
    /// <param name="task">What is done.</param>
    /// <param name="cost">What it was charged for; given back when it is done.</param>
    /// <param name="answer">Pushes the answer, in the process's turn.</param>
    private int? WaitFor(LuaCoroutine coroutine, Task task, long cost, Func<LuaThread, int> answer)
    {
        var (cell, account, epoch) = (_cell, _state.Account, _cell.Epoch);
        var wait = new LuaHostWait(this, coroutine);
        _ = task.ContinueWith(
            done =>
            {
                account.Release(cost);
                cell.Post(new ContinuationSignal(epoch, _ => wait.Complete((state, waiter) => Push(state, waiter, done)), null));
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return null;

        int Push(LuaState state, LuaThread waiter, Task done)
        {
            if (done.IsCompletedSuccessfully)
                return answer(waiter);
            lua_pushnil(waiter.Stack);
            state.PushError(waiter.Stack, ProcessException.From(done.Exception?.InnerException ?? new OperationCanceledException()));
            return 2;
        }
    }
}
