using System.Runtime.InteropServices;

namespace Artel.Lua.Engine;

/// <summary>
/// What the allocator, the hook and the host functions know about a state: a native block, reached from any of its threads through
/// the extra space that Lua keeps in front of each <see cref="lua_State"/> and copies to each new thread.
/// </summary>
internal unsafe struct NativeState
{
    /// <summary>Bytes that the state holds.</summary>
    public long Used;

    /// <summary>Bytes that it may hold.</summary>
    public long Limit;

    /// <summary>The most it ever held.</summary>
    public long Peak;

    /// <summary>1 only while Lua is the innermost frame: an allocation may be refused then, as no managed frame is in the way.</summary>
    public int Enforce;

    /// <summary>The most bytes that a string, or the pairs of a table, may have: one instruction may have to go through all of them.</summary>
    public long LargestObject;

    /// <summary>The longest string that was ever made.</summary>
    public long LongestString;

    /// <summary>The most that a native call was ever told to go through: so many values on a stack, as bytes.</summary>
    public long LongestCall;

    /// <summary>How many large blocks there are now, by the power of two that they reach.</summary>
    public fixed int LargeBlocks[64];

    /// <summary>The size that the largest of them reaches; 0 without any.</summary>
    public long LargestBlock;

    /// <summary>Allocations refused in this slice.</summary>
    public int Denials;

    /// <summary>Whether an allocation was refused ever.</summary>
    public int EverDenied;

    /// <summary>Whether the last one was for <see cref="LargestObject"/>, and not for the limit of all that is held.</summary>
    public int WasTooLarge;

    /// <summary>Set by any thread: the state is to stop.</summary>
    public int KillRequested;

    /// <summary>Set by the hook: the state is dying and must not run on.</summary>
    public int Killed;

    /// <summary>When the slice ends, in <see cref="System.Diagnostics.Stopwatch"/> ticks.</summary>
    public long Deadline;

    /// <summary>When the slice ends that several resumes share; 0 where each has its own.</summary>
    public long TurnDeadline;

    /// <summary>How long a stretch that can't be interrupted may run, in ticks of <see cref="ThreadTime"/>.</summary>
    public long HardLimit;

    /// <summary>When that stretch began; 0 for not in this slice.</summary>
    public long HardStart;

    /// <summary>The host's Lua thread that runs now; null while none does.</summary>
    public lua_State* Running;

    /// <summary>Whether instructions are counted on it, now; else only a slice that lasts is looked at.</summary>
    public int Counts;

    /// <summary>Whether they always are: some of the state's code may run long without a call.</summary>
    public int AlwaysCounts;

    /// <summary>When more bytes are held than these, instructions are counted.</summary>
    public long CountAbove;

    /// <summary>When the hook ran last in this slice; 0 where that is not known.</summary>
    public long LastHook;

    /// <summary>How many instructions pass between two hooks now.</summary>
    public int HookCount;

    /// <summary>Until when hooks read the thread's time too, after one that came late.</summary>
    public long SuspectUntil;

    /// <summary>The thread's time at the last hook or the slice's begin; 0 where it was not read.</summary>
    public long CpuAtHook;

    /// <summary>Until when the stretches between two hooks stay short, in stopwatch ticks.</summary>
    public long ShortUntil;

    /// <summary>Processor time that is left at the slice's begin, in ticks of <see cref="ThreadTime"/>; the highest number for no limit.</summary>
    public long CpuLeft;

    /// <summary>The thread's time at the slice's begin.</summary>
    public long CpuStart;

    /// <summary>The earliest time, in stopwatch ticks, at which the processor time can be used up.</summary>
    public long CpuCheck;

    /// <summary>Set by the hook: the processor time is used up.</summary>
    public int CpuSpent;

    /// <summary>Where its blocks are.</summary>
    public LuaHeap Heap;

    /// <summary>The handle of the managed <see cref="LuaState"/>.</summary>
    public nint Managed;

    /// <summary>The key of the state's internals table in the registry: <see cref="LuaInternals"/>.</summary>
    public readonly void* InternalsKey => (void*)Managed;

    public static NativeState* Of(lua_State* L) => *(NativeState**)((byte*)L - sizeof(void*));

    public static void Attach(lua_State* L, NativeState* state) => *(NativeState**)((byte*)L - sizeof(void*)) = state;

    public static NativeState* Allocate()
    {
        var made = (NativeState*)NativeMemory.AllocZeroed((nuint)sizeof(NativeState));
        made->CountAbove = long.MaxValue;
        return made;
    }

    /// <summary>Ends it, and with it what the state still holds.</summary>
    public static void Free(NativeState* state)
    {
        state->Heap.Drop();
        NativeMemory.Free(state);
    }
}
