using Artel.Runtime;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <summary>A send of a coroutine that waits for room. What comes of it may come on any thread; it is brought into the process's turn.</summary>
internal sealed unsafe class LuaWaitingSend : WaitingSend
{
    private readonly Cell _cell;
    private readonly LuaHostWait _wait;
    private readonly int _epoch;

    public LuaWaitingSend(Cell cell, LuaHostWait wait, Message message)
        : base(message)
    {
        _cell = cell;
        _wait = wait;
        _epoch = cell.Epoch;
        wait.Send = this;
    }

    public override void Complete(ProcessException? error)
    {
        if (error is not null)
            Message.ReleaseCharge();
        _cell.Post(new ContinuationSignal(_epoch,
        _ => _wait.Complete((state, sender) =>
        {
            if (error is null)
            {
                lua_pushboolean(sender.Stack, 1);
                return 1;
            }

            lua_pushnil(sender.Stack);
            state.PushError(sender.Stack, error);
            return 2;
        }),
        null));
    }
}
