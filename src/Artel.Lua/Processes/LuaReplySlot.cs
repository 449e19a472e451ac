using Artel.Lua.Values;
using Artel.Messaging;
using Artel.Payloads;
using Artel.Runtime;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <summary>A request that a coroutine waits for. The answer may come on any thread; it is brought into the process's turn.</summary>
internal sealed unsafe class LuaReplySlot(Cell cell, LuaWait wait) : ReplySlot
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly int _epoch = cell.Epoch;
    private int _answered;
    private ProcessTimer? _timer;

    /// <summary>Answers with TIMEOUT if nothing comes; in the process's turn.</summary>
    public void StartTimeout(string text) => _timer = ProcessTimer.Start(cell, Limit, repeats: false, _ =>
        TryFail(new ProcessException(ErrorKind.Timeout, $"{text} within {Limit.TotalMilliseconds} ms", retryable: true)));

    public override bool IsClosed => Volatile.Read(ref _answered) != 0;

    public override bool TryComplete<T>(T answer)
    {
        PortableValues values;
        try
        {
            values = PortableValues.Write(1, answer, static (writer, answer) => PayloadConversion.Write(writer, answer, "answer"));
        }
        catch (ProcessException refused)
        {
            return TryFail(refused);
        }

        return TryComplete(values);
    }

    public override bool TryComplete(PortableValues answer) => TryAnswer(
        (state, thread) =>
        {
            LuaValues.Push(state, thread.Stack, answer.Count == 0 ? null : answer, "answer");
            return 1;
        },
        answer);

    public override bool TryFail(ProcessException error) => TryAnswer((state, thread) =>
    {
        lua_pushnil(thread.Stack);
        state.PushError(thread.Stack, error);
        return 2;
    });

    /// <summary>
    /// Brings the answer into the turn; its values are charged to who answered until it is there, or dropped, and from then on to who asked.
    /// </summary>
    private bool TryAnswer(Func<Engine.LuaState, Engine.LuaThread, int> answer, PortableValues? values = null)
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0)
            return false;
        var account = values?.Account;
        var cost = PayloadAccount.Overhead + (values?.Bytes.Length ?? 0);
        account?.Charge(cost);
        var posted = cell.Post(new ContinuationSignal(
            _epoch,
            _ =>
            {
                account?.Release(cost);
                _timer?.Dispose();
                wait.Complete(answer, HeldBytes.Of(values));
            },
            null) { Dropped = account is null ? null : () => account.Release(cost) });
        if (!posted)
            account?.Release(cost);
        return posted;
    }
}
