using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// The hook that takes the processor away from a script at the end of its slice, and ends one that has to die.
/// </summary>
/// <remarks>
/// To count instructions makes each of them take two or three times as long. So a slice begins without: when it lasts, the watch has the
/// hook get the next call (<see cref="NoteLasting"/>), and from that on instructions are counted. From the beginning they are where that would
/// be too late: in a state with code that may run long without a call (<see cref="LuaCode.NeedsCounting"/>), or with slices shorter than the
/// watch sees; while it holds a large object, or much of what it may hold, so that one instruction may take long; and in coroutines that the
/// script resumes itself, since the watch sees the host's only.
///
/// Where the script can yield, the hook does: inside a hook <c>lua_yieldk</c> only sets a status and returns, the jump comes later,
/// below managed code. Where it can't (a sort's comparison, <c>__tostring</c>, a handler of <c>xpcall</c>), nothing happens until the
/// hard limit is used up or a kill is requested; then the native <c>luaL_error</c> itself becomes the hook, so that again no jump crosses managed
/// code. It gets a <c>lua_Debug*</c> where it wants a format, whose first bytes (the event, 3 or 0) are a short text.
/// </remarks>
internal static unsafe class LuaPreemption
{
    private const int MostInstructions = 1000;
    private const int FewestInstructions = 8;

    /// <summary>Where a collection of all that is held may be due at each allocation.</summary>
    private const int MostInstructionsNearMemoryLimit = 100;

    /// <summary>A value up to this long is gone through in no time: comparing two strings of 256 KiB takes some 10 us.</summary>
    private const long ShortValue = 256 << 10;

    /// <summary>How much longer than a long stretch took stretches stay short after it.</summary>
    private const int Caution = 20;
    private const int FirstInstructions = 128;

    private static readonly nint Hook = (nint)(delegate* unmanaged[Cdecl]<lua_State*, lua_Debug*, void>)&OnEvent;
    private static readonly nint Killer = Export("luaL_error");
    private static readonly long LongGap = Stopwatch.Frequency / 2000;
    private static readonly long ShortGap = Stopwatch.Frequency / 16000;

    /// <summary>Puts the hook on a state that has no thread yet: each new thread inherits it.</summary>
    public static void Install(lua_State* L, NativeState* native, LuaBounds bounds)
    {
        native->HookCount = FirstInstructions;
        if (!HookMask.IsKnown || bounds.SliceTicks < SliceWatch.LongestUnseen)
            native->AlwaysCounts = 1;
        lua_sethook(L, Hook, LUA_MASKCOUNT, FirstInstructions);
    }

    /// <summary>Begins a slice.</summary>
    public static void BeginSlice(lua_State* L, NativeState* native, LuaBounds bounds)
    {
        native->HardLimit = bounds.UninterruptibleTicks;
        native->HardStart = 0;
        native->Denials = 0;
        native->Running = L;
        native->Counts = native->AlwaysCounts != 0 || native->Used > native->Limit / 2 || IsOneInstructionLong(native) ? 1 : 0;
        native->CountAbove = native->Counts != 0 ? long.MaxValue : native->Limit / 2;
        if (native->Counts != 0 && !HookMask.IsSet(L))
            lua_sethook(L, Hook, LUA_MASKCOUNT, native->HookCount);
        else if (native->Counts == 0)
            HookMask.Set(L, 0);

        var isLimited = native->CpuLeft != long.MaxValue;
        if (native->Counts == 0 && native->TurnDeadline != 0 && !isLimited)
        {
            native->Deadline = native->TurnDeadline;
            native->LastHook = native->CpuAtHook = 0;
            return;
        }

        var now = Stopwatch.GetTimestamp();
        native->Deadline = native->TurnDeadline != 0 ? native->TurnDeadline : now + bounds.SliceTicks;
        native->LastHook = native->Counts != 0 ? now : 0;
        native->CpuAtHook = native->Counts != 0 && now < native->SuspectUntil ? ThreadTime.Now : 0;
        if (!isLimited)
            return;
        native->CpuStart = ThreadTime.Now;
        native->CpuCheck = now + native->CpuLeft;
    }

    /// <summary>Takes the slice's processor time off what is left.</summary>
    public static void EndSlice(NativeState* native)
    {
        native->Running = null;
        native->CountAbove = long.MaxValue;
        if (native->CpuLeft == long.MaxValue)
            return;
        native->CpuLeft -= ThreadTime.Now - native->CpuStart;
        if (native->CpuLeft <= 0)
            native->CpuSpent = 1;
    }

    /// <summary>A slice lasts, from any thread while the Lua thread runs: its next call, of whatever function, has instructions counted.</summary>
    public static void NoteLasting(lua_State* L) => HookMask.Set(L, LUA_MASKCALL | LUA_MASKCOUNT);

    /// <summary>Has instructions counted from now on, in this slice.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CountFromNowOn(NativeState* native)
    {
        if (native->Counts != 0 || native->Running == null)
            return;
        native->Counts = 1;
        native->CountAbove = long.MaxValue;
        Count(native->Running, native, Math.Min(native->HookCount, MostFor(native)));
    }

    /// <summary>Has instructions counted as long as the state lives: code was loaded, on this thread, that may run long without a call.</summary>
    public static void CountAlways(lua_State* L, NativeState* native)
    {
        native->AlwaysCounts = 1;
        CountFromNowOn(native);
        if (lua_status(L) != LUA_YIELD && !HookMask.IsSet(L))
            CountOn(L, native);
    }

    /// <summary>Has instructions counted on a coroutine that the script resumes.</summary>
    public static void CountOn(lua_State* L, NativeState* native) =>
        lua_sethook(L, Hook, LUA_MASKCOUNT, Math.Min(native->HookCount, MostFor(native)));

    /// <summary>What came before was not counted: the time that it took says nothing of how dear the instructions are.</summary>
    private static void Count(lua_State* L, NativeState* native, int count)
    {
        lua_sethook(L, Hook, LUA_MASKCOUNT, count);
        native->LastHook = Stopwatch.GetTimestamp();
        native->CpuAtHook = 0;
    }

    /// <summary>A native call is about to go through so many bytes, or values of 16 bytes.</summary>
    public static void NoteCall(NativeState* native, long length)
    {
        native->LongestCall = Math.Max(native->LongestCall, length);
        CountFromNowOn(native);
    }

    /// <summary>Whether the script should give its thread to others.</summary>
    public static bool IsSliceOver(NativeState* native) => Stopwatch.GetTimestamp() > native->Deadline;

    /// <summary>After host work of some length: if it went past the slice's end, the hook comes at the script's next instruction.</summary>
    public static void Charge(lua_State* L, NativeState* native)
    {
        if (!IsSliceOver(native))
            return;
        CountFromNowOn(native);
        lua_sethook(L, Hook, LUA_MASKCOUNT, 1);
    }

    /// <summary>
    /// Takes the hook off a thread that waits for the host, or has not begun, and on which the host is about to run some of the prelude:
    /// after a hook Lua looks whether the thread has yielded, and the one has while the other can, with nobody to yield to. A thread
    /// that runs keeps it, or it could put its own end off.
    /// </summary>
    /// <returns>What <see cref="Restore"/> puts back; 0 for nothing.</returns>
    public static nint Suspend(lua_State* L)
    {
        if (lua_status(L) != LUA_YIELD && NativeState.Of(L)->Running != null)
            return 0;
        var hook = lua_gethook(L);
        lua_sethook(L, 0, 0, 0);
        return hook;
    }

    /// <summary>Puts the hook back.</summary>
    public static void Restore(lua_State* L, nint hook)
    {
        if (hook != 0)
            lua_sethook(L, hook, LUA_MASKCOUNT, hook == Hook ? NativeState.Of(L)->HookCount : 1);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnEvent(lua_State* L, lua_Debug* activation) => Check(L, activation->Event);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Check(lua_State* L, int kind)
    {
        var native = NativeState.Of(L);
        if (kind != LUA_HOOKCOUNT)
        {
            // A call of a thread that lasts. It can't yield here, but at the next instruction.
            native->Counts = 1;
            native->CountAbove = long.MaxValue;
            Count(L, native, 1);
            return;
        }

        var now = Stopwatch.GetTimestamp();
        AdaptCount(L, native, now);

        if (native->Killed == 0)
        {
            var killRequested = Volatile.Read(ref native->KillRequested) != 0 || IsCpuSpent(native, now);
            if (!killRequested && now < native->Deadline)
                return;
            if (CanYield(L, native))
            {
                lua_yieldk(L, 0, 0, 0);
                return;
            }

            if (!killRequested && !IsHardLimitReached(native))
                return;
            native->Killed = 1;
        }
        else if (CanYield(L, native))
        {
            lua_yieldk(L, 0, 0, 0);
            return;
        }

        LuaInternals.MarkKilled(L, native);
        lua_sethook(L, Killer, LUA_MASKCOUNT, 1);
    }

    /// <summary>The time of day runs at least as fast as the thread's: only when it is due is the dearer clock read.</summary>
    private static bool IsCpuSpent(NativeState* native, long now)
    {
        if (native->CpuLeft == long.MaxValue || now < native->CpuCheck)
            return native->CpuSpent != 0;
        var left = native->CpuLeft - (ThreadTime.Now - native->CpuStart);
        native->CpuCheck = now + left;
        if (left <= 0)
            native->CpuSpent = 1;
        return native->CpuSpent != 0;
    }

    /// <summary>The stretch is timed from the first hook on that would have ended the slice.</summary>
    private static bool IsHardLimitReached(NativeState* native)
    {
        var now = ThreadTime.Now;
        if (native->HardStart == 0)
        {
            native->HardStart = now;
            return false;
        }

        return now - native->HardStart >= native->HardLimit;
    }

    /// <summary>
    /// While <c>coroutine.close</c> runs <c>__close</c> handlers Lua says that they can yield, but a yield would cut them off.
    /// </summary>
    private static bool CanYield(lua_State* L, NativeState* native) => lua_isyieldable(L) != 0 && !LuaInternals.IsClosing(L, native);

    /// <summary>
    /// Instructions cost very different times (one concatenation may copy megabytes): fewer between two hooks when hooks come late, and for
    /// a while after, so that a script can't alternate cheap stretches with dear ones.
    /// </summary>
    private static void AdaptCount(lua_State* L, NativeState* native, long now)
    {
        var gap = native->LastHook != 0 ? now - native->LastHook : ShortGap;
        native->LastHook = now;
        if (gap > LongGap)
        {
            native->HookCount = Math.Max(FewestInstructions, native->HookCount / 8);
            native->SuspectUntil = Math.Max(native->SuspectUntil, now + (gap * Caution));

            // The system may have run something else meanwhile: only the second one is blamed on the script, by its own time.
            if (native->CpuAtHook != 0 && ThreadTime.Now - native->CpuAtHook is var used && used > LongGap)
                native->ShortUntil = Math.Max(native->ShortUntil, now + (used * Caution));
        }
        else if (gap < ShortGap && now > native->ShortUntil)
        {
            native->HookCount *= 2;
        }

        native->HookCount = Math.Min(native->HookCount, MostFor(native));
        native->CpuAtHook = now < native->SuspectUntil ? ThreadTime.Now : 0;

        // A coroutine has the count of the moment in which it was created.
        if (native->HookCount == lua_gethookcount(L))
            return;
        lua_sethook(L, Hook, LUA_MASKCOUNT, native->HookCount);

        // Setting a hook takes time by the depth of calls, which is not the script's.
        native->LastHook = Stopwatch.GetTimestamp();
    }

    /// <summary>
    /// How many instructions may pass unseen, by what the dearest of them could cost: to go through the largest block, a string or a table, or
    /// to collect all that is held before an allocation is refused.
    /// </summary>
    private static int MostFor(NativeState* native)
    {
        var most = native->Used > native->Limit / 2 ? MostInstructionsNearMemoryLimit : MostInstructions;
        var longest = Math.Max(native->LargestBlock, native->LongestCall);
        return !IsOneInstructionLong(native) ? most : (int)Math.Clamp(MostInstructions * ShortValue / longest, FewestInstructions, most);
    }

    private static bool IsOneInstructionLong(NativeState* native) => Math.Max(native->LargestBlock, native->LongestCall) > ShortValue;
}
