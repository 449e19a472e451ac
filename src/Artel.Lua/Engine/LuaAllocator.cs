using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Artel.Lua.Engine;

/// <summary>
/// The allocator of every state: counts bytes, and refuses to grow beyond the limit, but only while Lua is the innermost frame. So an
/// out-of-memory error is always thrown below managed code; what a host function allocates above the limit is found by the next
/// allocation of the script.
/// </summary>
internal static unsafe class LuaAllocator
{
    /// <summary>After so many refusals in one slice nothing grows any more: each refusal has cost a full collection.</summary>
    private const int MostDenials = 16;

    public static readonly delegate* unmanaged[Cdecl]<void*, void*, nuint, nuint, void*> Function = &Allocate;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Allocate(void* data, void* block, nuint oldSize, nuint newSize) =>
        Reallocate((NativeState*)data, block, oldSize, newSize);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* Reallocate(NativeState* state, void* block, nuint oldSize, nuint newSize)
    {
        // Without a block, the old size is the type of the object to be made.
        if (block == null)
        {
            if (oldSize == LuaNative.LUA_TSTRING && (long)newSize > state->LongestValue)
                state->LongestValue = (long)newSize;
            oldSize = 0;
        }

        if (newSize == 0)
        {
            NativeMemory.Free(block);
            state->Used -= (long)oldSize;
            return null;
        }

        var growth = (long)newSize - (long)oldSize;
        if (growth > 0 && state->Enforce != 0 && (state->Used + growth > state->Limit || state->Denials > MostDenials))
        {
            state->Denials++;
            state->EverDenied = 1;
            return null;
        }

        var grown = TryReallocate(block, newSize);
        if (grown == null)
        {
            // Lua would raise over managed frames.
            if (state->Enforce == 0)
                Environment.FailFast("out of memory inside the Lua engine");
            return null;
        }

        state->Used += growth;
        if (state->Used > state->Peak)
            state->Peak = state->Used;
        return grown;
    }

    private static void* TryReallocate(void* block, nuint size)
    {
        try
        {
            return NativeMemory.Realloc(block, size);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }
}
