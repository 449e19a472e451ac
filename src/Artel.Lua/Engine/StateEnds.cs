namespace Artel.Lua.Engine;

/// <summary>
/// Gives the memory of ended states back. To give tens of megabytes back takes the system tens of milliseconds, in one piece: a large state's
/// memory goes back on another thread, and not in the turn of the process that ended. Thread-safe.
/// </summary>
/// <param name="elsewhere">Has <see cref="End"/> called on another thread.</param>
/// <param name="most">How many bytes may wait for that; whoever ends a state beyond it gives its memory back where it is.</param>
internal sealed unsafe class StateEnds(Action<StateEnds, nint> elsewhere, long most)
{
    /// <summary>From so many bytes on a state is large.</summary>
    public const long Large = 4 << 20;

    /// <summary>Those of all states.</summary>
    public static readonly StateEnds Shared = new(
        static (ends, state) => ThreadPool.UnsafeQueueUserWorkItem(static end => end.Ends.End(end.State), (Ends: ends, State: state), preferLocal: false),
        most: 256 << 20);

    private long _waiting;

    /// <summary>How many bytes wait.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>Ends a state, now or soon. Nobody uses it any more.</summary>
    public void Add(NativeState* state)
    {
        var held = state->Used;
        if (held >= Large && Interlocked.Add(ref _waiting, held) <= most)
        {
            elsewhere(this, (nint)state);
            return;
        }

        if (held >= Large)
            Interlocked.Add(ref _waiting, -held);
        NativeState.Free(state);
    }

    /// <summary>Ends a state that waits.</summary>
    public void End(nint waiting)
    {
        var state = (NativeState*)waiting;
        var held = state->Used;
        NativeState.Free(state);
        Interlocked.Add(ref _waiting, -held);
    }
}
