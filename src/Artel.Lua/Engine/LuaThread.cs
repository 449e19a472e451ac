namespace Artel.Lua.Engine;

/// <summary>
/// A coroutine that the host resumes: a state's main one, or one that <c>coroutine.spawn</c> started. Lives until it is released, or its
/// state is disposed.
/// </summary>
internal sealed unsafe class LuaThread
{
    internal LuaThread(LuaState state, lua_State* stack)
    {
        State = state;
        Stack = stack;
    }

    public LuaState State { get; }

    /// <summary>
    /// Its stack. A new thread's has the function and its arguments, so many as <see cref="Waiting"/> says. After a step it has on top
    /// what <see cref="LuaStep"/> tells of; what the host pushes before it resumes goes on top of that.
    /// </summary>
    public lua_State* Stack { get; }

    /// <summary>How many arguments wait on the stack of a thread that has not run yet.</summary>
    public int Waiting { get; internal set; }
}

/// <summary>Where a thread stopped.</summary>
internal enum LuaStepKind
{
    /// <summary>It returned; its results are the top values of its stack.</summary>
    Finished,

    /// <summary>It asks for an operation, whose arguments are the top values of its stack.</summary>
    Operation,

    /// <summary>Its slice is over; to be resumed with no arguments.</summary>
    Preempted,

    /// <summary>It raised an error, which is the top value of its stack.</summary>
    Error,

    /// <summary>It reached the memory limit.</summary>
    OutOfMemory,

    /// <summary>It was told to stop, or ran too long where it can't be interrupted. Nothing of its state runs again.</summary>
    Killed,
}

/// <summary>What one <see cref="LuaState.Resume"/> came to.</summary>
/// <param name="Kind">Where the thread stopped.</param>
/// <param name="Code">The operation's code.</param>
/// <param name="Count">How many values on top of the thread's stack belong to it: results, or an operation's arguments.</param>
/// <param name="Trace">The stack trace of an error.</param>
internal readonly record struct LuaStep(LuaStepKind Kind, int Code = 0, int Count = 0, string? Trace = null);
