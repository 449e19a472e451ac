using Artel.Lua.Engine;
using Artel.Lua.Values;
using Artel.Messaging;
using Artel.Payloads;
using Artel.Runtime;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <summary>A request that a coroutine waits for. The answer may come on any thread; it is brought into the process's turn.</summary>
internal sealed unsafe class LuaReplySlot : ReplySlot
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly Cell _cell;
    private readonly LuaHostWait _wait;
    private readonly AskDeadline _deadline;
    private PortableValues? _answer;
    private ProcessException? _error;

    private LuaReplySlot(Cell cell, LuaHostWait wait)
    {
        _cell = cell;
        _wait = wait;
        Asker = cell;
        _deadline = new AskDeadline(this);
    }

    /// <summary>Begins a request; in the process's turn.</summary>
    public static LuaReplySlot Begin(Cell cell, LuaHostWait wait, string topic, Destination destination)
    {
        var slot = new LuaReplySlot(cell, wait);
        slot._deadline.Set(cell.Runtime.Timers, Limit, topic, destination);
        slot.BeginUse();
        cell.Track(slot);
        return slot;
    }

    /// <summary>The request was sent: it is answered with TIMEOUT if nothing comes.</summary>
    public void StartTimeout() => _deadline.Watch();

    /// <summary>The request was not sent; in the process's turn.</summary>
    public void Withdraw()
    {
        _cell.Untrack(this);
        TryClaim(Version);
        _wait.TryGiveUp();
    }

    public override bool TryComplete<T>(ushort version, T answer)
    {
        PortableValues values;
        try
        {
            values = PortableValues.Write(1, answer, static (writer, answer) => PayloadConversion.Write(writer, answer, "answer"));
        }
        catch (ProcessException refused)
        {
            return TryFail(version, refused);
        }

        return TryComplete(version, values);
    }

    /// <summary>Brings the answer into the turn; it is charged to who answered until it is there, or dropped, and from then on to who asked.</summary>
    public override bool TryComplete(ushort version, PortableValues answer)
    {
        if (!TryClaim(version))
            return false;
        _answer = answer;
        answer.Account?.Charge(CostOf(answer));
        return Deliver();
    }

    public override bool TryFail(ushort version, ProcessException error)
    {
        if (!TryClaim(version))
            return false;
        _error = error;
        return Deliver();
    }

    public override void Arrive()
    {
        Release();
        _deadline.Stop();
        _wait.Complete(Push, HeldBytes.Of(_answer));
    }

    public override void Drop() => Release();

    protected override void OnAbandoned() => _deadline.Stop();

    private static long CostOf(PortableValues answer) => PayloadAccount.Overhead + answer.Bytes.Length;

    private bool Deliver()
    {
        if (_cell.Post(new AnswerSignal(this)))
            return true;
        Release();
        return false;
    }

    private void Release()
    {
        if (_answer is { Account: { } account } answer)
            account.Release(CostOf(answer));
    }

    private int Push(LuaState state, LuaThread thread)
    {
        if (_error is not null)
        {
            lua_pushnil(thread.Stack);
            state.PushError(thread.Stack, _error);
            return 2;
        }

        LuaValues.Push(state, thread.Stack, _answer is { Count: > 0 } ? _answer : null, "answer");
        return 1;
    }
}
