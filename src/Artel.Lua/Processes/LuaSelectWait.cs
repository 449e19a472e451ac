using Artel.Lua.Channels;
using Artel.Lua.Engine;

namespace Artel.Lua.Processes;

/// <summary>A wait at several channels, whose answer is select's table.</summary>
internal sealed class LuaSelectWait : LuaWait
{
    private readonly LuaChannel[] _channels;
    private readonly ChannelCase[] _cases;

    /// <summary>A wait that begins.</summary>
    /// <param name="behavior">Whose wait it is.</param>
    /// <param name="coroutine">The coroutine.</param>
    /// <param name="channels">The channels of the cases, in the same order.</param>
    /// <param name="cases">What it waits for.</param>
    public LuaSelectWait(LuaBehavior behavior, LuaCoroutine coroutine, LuaChannel[] channels, ChannelCase[] cases)
        : base(behavior, coroutine)
    {
        _channels = channels;
        _cases = cases;
        IsOwn = Array.TrueForAll(channels, static channel => channel.IsOwn);
        foreach (var waiting in cases)
            Enter(waiting);
        Begin();
    }

    /// <inheritdoc/>
    public override bool IsOwn { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<ChannelCase> Cases => _cases;

    /// <inheritdoc/>
    protected override int CaseCount => _cases.Length;

    /// <inheritdoc/>
    public override unsafe int PushAnswer(LuaState state)
    {
        var index = Array.IndexOf(_cases, Winner);
        return LuaBehavior.AnswerSelect(state, Coroutine.Stack, index, _channels[index], _cases[index]);
    }

    /// <inheritdoc/>
    public override void LetGo(LuaState state)
    {
        base.LetGo(state);
        LuaBehavior.Forget(state, _channels, _cases, Failed ? null : Winner);
    }
}
