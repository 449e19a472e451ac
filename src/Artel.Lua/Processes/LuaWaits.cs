using System.Text;
using Artel.Lua.Engine;
using Artel.Lua.Values;

namespace Artel.Lua.Processes;

/// <summary>
/// The waits of one process, in the order in which they began. It counts those that something from outside can end, so that a process
/// without any, and with nothing else to run, is known to be stuck for ever (statement 38).
/// </summary>
internal sealed class LuaWaits
{
    /// <summary>How many coroutines an error tells of.</summary>
    private const int MostNamed = 10;

    private LuaWait? _first;
    private LuaWait? _last;
    private int _count;
    private int _fromOutside;

    /// <summary>Whether nothing but a coroutine of the process could end any of them; only then, as none is there.</summary>
    public bool AreAllOwn => _fromOutside == 0;

    public void Add(LuaWait wait)
    {
        wait.Previous = _last;
        if (_last is null)
            _first = wait;
        else
            _last.Next = wait;
        _last = wait;
        _count++;
        if (!wait.IsOwn)
            _fromOutside++;
    }

    /// <summary>Takes out one that is in it.</summary>
    public void Remove(LuaWait wait)
    {
        if (wait.Previous is null)
            _first = wait.Next;
        else
            wait.Previous.Next = wait.Next;
        if (wait.Next is null)
            _last = wait.Previous;
        else
            wait.Next.Previous = wait.Previous;
        wait.Previous = null;
        wait.Next = null;
        _count--;
        if (!wait.IsOwn)
            _fromOutside--;
    }

    /// <summary>The code is gone: what it had not sent yet is not sent any more.</summary>
    public void GiveUpSends()
    {
        for (var wait = _first; wait is not null; wait = wait.Next)
        {
            if (wait is LuaHostWait { Send: { } send } && send.TryGiveUp())
                send.Message.ReleaseCharge();
        }
    }

    /// <summary>The error of a process of which nothing can ever run again; it tells where each coroutine waits.</summary>
    public unsafe ProcessException Stuck(LuaState state, LuaCoroutine main)
    {
        var text = new StringBuilder("the process can never run again: all its coroutines wait at channels that nobody is left to use; ");
        var named = 0;
        for (var wait = _first; wait is not null && named < MostNamed; wait = wait.Next)
        {
            text.Append(named++ > 0 ? ", " : "").Append(ReferenceEquals(wait.Coroutine, main) ? "main" : "a coroutine");
            text.Append(" at ").Append(LuaErrors.PlaceOf(LuaState.Trace(wait.Coroutine.Stack)) ?? "an unknown place");
        }

        if (_count > named)
            text.Append(" and ").Append(_count - named).Append(" more");
        return new ProcessException(ErrorKind.Conflict, text.ToString()) { ScriptStack = LuaState.Trace(main.Stack) };
    }
}
