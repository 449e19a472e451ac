using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Artel.Lua.Engine;

/// <summary>
/// The allocator of every state: counts bytes, and refuses to grow beyond the limit, but only while Lua is the innermost frame. So an
/// out-of-memory error is always thrown below managed code; what a host function allocates above the limit is found by the next
/// allocation of the script. What the state frees in such an order that nobody else can have it may be as much again. It also knows how large
/// the largest block is, which one instruction may have to go through, and lets a script make none that would take longer than code may run
/// that can't be interrupted.
/// </summary>
internal static unsafe class LuaAllocator
{
    /// <summary>After so many refusals in one slice nothing grows any more: each refusal has cost a full collection.</summary>
    private const int MostDenials = 16;

    /// <summary>A block from this size on is counted as a large one: smaller ones are gone through in no time.</summary>
    private const nuint LargeBlock = 256 << 10;

    public static readonly delegate* unmanaged[Cdecl]<void*, void*, nuint, nuint, void*> Function = &Allocate;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Allocate(void* data, void* block, nuint oldSize, nuint newSize) =>
        Reallocate((NativeState*)data, block, oldSize, newSize);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* Reallocate(NativeState* state, void* block, nuint oldSize, nuint newSize)
    {
        // Without a block, the old size is the type of the object to be made.
        var isNew = block == null;
        if (isNew)
        {
            if (oldSize == LuaNative.LUA_TSTRING && (long)newSize > state->LongestString)
                state->LongestString = (long)newSize;
            oldSize = 0;
        }

        if (newSize == 0)
        {
            state->Heap.Free(block, oldSize);
            state->Used -= (long)oldSize;
            if (oldSize >= LargeBlock)
                CountLarge(state, oldSize, -1);
            return null;
        }

        var growth = (long)newSize - (long)oldSize;
        if (growth > 0 && state->Enforce != 0)
        {
            // What grows in its place is a list of values or a buffer: it is copied, which takes no time beside what else is done with it.
            var isTooLarge = isNew && (long)newSize > state->LargestObject;
            if (isTooLarge || state->Used + growth > state->Limit || state->Heap.IdleBytes > state->Limit || state->Denials > MostDenials)
            {
                state->Denials++;
                state->EverDenied = 1;
                state->WasTooLarge = isTooLarge ? 1 : 0;
                return null;
            }
        }

        var grown = state->Heap.TryReallocate(block, oldSize, newSize);
        if (grown == null)
        {
            // Lua would raise over managed frames.
            if (state->Enforce == 0)
                Environment.FailFast("out of memory inside the Lua engine");
            return null;
        }

        if (oldSize >= LargeBlock)
            CountLarge(state, oldSize, -1);
        if (newSize >= LargeBlock)
            CountLarge(state, newSize, 1);
        state->Used += growth;
        if (state->Used > state->Peak)
            state->Peak = state->Used;
        if (state->Used > state->CountAbove || newSize >= LargeBlock)
            LuaPreemption.CountFromNowOn(state);
        return grown;
    }

    private static void CountLarge(NativeState* state, nuint size, int change)
    {
        state->LargeBlocks[BitOperations.Log2(size)] += change;
        var largest = 63;
        while (largest > 0 && state->LargeBlocks[largest] == 0)
            largest--;
        state->LargestBlock = largest == 0 ? 0 : 2L << largest;
    }
}
