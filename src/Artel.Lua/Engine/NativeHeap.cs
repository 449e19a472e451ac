using System.Runtime.InteropServices;

namespace Artel.Lua.Engine;

/// <summary>
/// The C library's heap, for blocks that come and go by the million. A small block is had without telling the collector that the thread is in
/// native code, which takes longer than the C library does; a large one may take the system's time, and is had as usual.
/// </summary>
internal static unsafe class NativeHeap
{
    private const nuint Small = 4096;

    private static readonly nint Library = NativeLibrary.Load(OperatingSystem.IsWindows() ? "ucrtbase" : "libc", typeof(NativeHeap).Assembly, null);
    private static readonly nint ReallocFunction = NativeLibrary.GetExport(Library, "realloc");
    private static readonly nint FreeFunction = NativeLibrary.GetExport(Library, "free");

    /// <summary>A block of another size with the same content; null where the system has no memory, and the old block stays.</summary>
    public static void* TryReallocate(void* block, nuint oldSize, nuint newSize) => oldSize <= Small && newSize <= Small
        ? ((delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, nuint, void*>)ReallocFunction)(block, newSize)
        : ((delegate* unmanaged[Cdecl]<void*, nuint, void*>)ReallocFunction)(block, newSize);

    /// <summary>Gives a block back.</summary>
    public static void Free(void* block, nuint size)
    {
        if (size <= Small)
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void>)FreeFunction)(block);
        else
            ((delegate* unmanaged[Cdecl]<void*, void>)FreeFunction)(block);
    }
}
