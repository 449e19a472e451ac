using Artel.Lua.Engine;

namespace Artel.Lua.Processes;

/// <summary>A coroutine that the host resumes, and what it goes on with when it is its turn. It waits for one thing at a time, if it waits.</summary>
/// <param name="thread">The engine's part of it.</param>
internal sealed unsafe class LuaCoroutine(LuaThread thread)
{
    /// <summary>Its wait at one channel, the same one each time: most coroutines wait at channels again and again.</summary>
    private LuaChannelWait? _channelWait;

    /// <summary>The operation that it asked for, and that was put off; null where it goes on without.</summary>
    private LuaStep? _putOff;

    /// <summary>With how many arguments it begins.</summary>
    private int _arguments = thread.Waiting;

    /// <summary>The engine's part of it.</summary>
    public LuaThread Thread => thread;

    /// <inheritdoc cref="LuaThread.Stack"/>
    public lua_State* Stack => thread.Stack;

    /// <summary>The wait that is over, and whose answer it goes on with; null where it goes on without.</summary>
    public LuaWait? Ended { get; private set; }

    /// <summary>Its wait is over.</summary>
    public void End(LuaWait wait) => Ended = wait;

    /// <summary>The operation that it asked for is done when it is its turn again.</summary>
    public void PutOff(LuaStep operation) => _putOff = operation;

    /// <summary>What it goes on with after a wait; null where that is something else.</summary>
    public LuaWait? TakeEnded()
    {
        var ended = Ended;
        Ended = null;
        return ended;
    }

    /// <summary>The operation that was put off; null for none.</summary>
    public LuaStep? TakePutOff()
    {
        var putOff = _putOff;
        _putOff = null;
        return putOff;
    }

    /// <summary>How many arguments it is resumed with, where no answer is: those of its beginning, once.</summary>
    public int TakeArguments()
    {
        var arguments = _arguments;
        _arguments = 0;
        return arguments;
    }

    /// <summary>Its wait at one channel, that has not begun.</summary>
    public LuaChannelWait ChannelWait(LuaBehavior behavior) => _channelWait ??= new LuaChannelWait(behavior, this);
}
