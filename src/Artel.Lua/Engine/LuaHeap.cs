using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Artel.Lua.Engine;

/// <summary>
/// The memory of one state. Its first small blocks are cut from chunks: a block that is freed waits in a list of its size for the next of
/// that size. What no longer fits is in pages, what is larger is from the C library itself. All of it is given back at once when the state
/// ends, without a look at what is in chunks and pages. Part of a <see cref="NativeState"/>, as it must not be moved; used by one thread at a time.
/// </summary>
/// <remarks>
/// A chunk stays with the state until it ends, hence there are few. What a state had beyond them goes back to the C library when there is
/// nothing left beside it: others may need it.
/// <para>
/// Nothing is written beside a small block, as Lua says the size of what it frees. Where one is from, its address says: those in pages
/// are divisible by 16, those in chunks begin 8 bytes after such an address. Lua needs no more than 8.
/// </para>
/// </remarks>
internal unsafe struct LuaHeap
{
    /// <summary>The largest block that a chunk has room for. Larger ones are few, and the C library gives room back that they took.</summary>
    public const int LargestSmall = Classes * Grain;

    /// <summary>The most chunks that a state gets.</summary>
    public const int MostChunks = 32;

    /// <summary>How many sizes there are of small blocks.</summary>
    public const int Classes = 64;

    private const int Grain = 16;

    /// <summary>The free blocks of each size; one begins with the address of the next.</summary>
    private fixed ulong _free[Classes];

    /// <summary>A bit for each size that has free blocks, or had some.</summary>
    private ulong _filled;

    /// <summary>The rest of the last chunk.</summary>
    private byte* _next;
    private byte* _end;

    private LuaChunk* _chunks;
    private LargeBlock* _large;

    /// <summary>Where the strays are; null before the first.</summary>
    private LuaPages* _pages;

    /// <summary>How many chunks it has.</summary>
    public int Chunks { get; private set; }

    /// <summary>Bytes of the small blocks that are not in chunks.</summary>
    public long StrayBytes { get; private set; }

    /// <summary>Bytes that are held for such blocks, and in which there is none.</summary>
    public readonly long IdleBytes => _pages == null ? 0 : _pages->Bytes - StrayBytes;

    /// <summary>A block of another size with the same content; null where the system has no memory, and the old block stays.</summary>
    /// <param name="block">Null for a new block.</param>
    /// <param name="oldSize">What it was made with; 0 for a new one.</param>
    /// <param name="newSize">More than 0.</param>
    public void* TryReallocate(void* block, nuint oldSize, nuint newSize)
    {
        if (block == null)
            return newSize <= LargestSmall ? AllocateSmall(newSize) : ReallocateLarge(null, 0, newSize);
        if (oldSize > LargestSmall && newSize > LargestSmall)
            return ReallocateLarge(block, oldSize, newSize);
        if (oldSize <= LargestSmall && newSize <= LargestSmall && ClassOf(oldSize) == ClassOf(newSize))
            return block;

        var moved = TryReallocate(null, 0, newSize);
        if (moved == null)
            return null;
        Unsafe.CopyBlockUnaligned(moved, block, (uint)nuint.Min(oldSize, newSize));
        Free(block, oldSize);
        return moved;
    }

    /// <summary>Takes a block back.</summary>
    public void Free(void* block, nuint size)
    {
        if (block == null)
            return;
        if (size > LargestSmall)
        {
            FreeLarge(block, size);
        }
        else if (IsInChunk(block))
        {
            Keep(block, ClassOf(size));
        }
        else
        {
            var index = ClassOf(size);
            StrayBytes -= RoomOf(index);
            _pages->Give(block, index);
        }
    }

    /// <summary>Gives everything back: what was allocated is there no more, and the heap is as a new one.</summary>
    public void Drop()
    {
        if (_pages != null)
            LuaPages.Drop(_pages);
        while (_large != null)
            FreeLarge(_large + 1, _large->Size);
        LuaChunks.Shared.Give(_chunks);
        this = default;
    }

    private static int ClassOf(nuint size) => ((int)size - 1) / Grain;

    /// <summary>How long the blocks of a size are.</summary>
    public static int RoomOf(int index) => (index + 1) * Grain;

    /// <summary>Where addresses have 32 bits, chunks of the C library may be divisible by 8 alone.</summary>
    private static bool HasChunks => sizeof(void*) == 8;

    private static bool IsInChunk(void* block) => HasChunks && ((nuint)block & (Grain - 1)) != 0;

    private void* AllocateSmall(nuint size)
    {
        var index = ClassOf(size);
        var free = (ulong*)_free[index];
        if (free != null)
        {
            _free[index] = *free;
            return free;
        }

        var room = RoomOf(index);
        if (_end - _next < room)
            return AllocateElsewhere(index);
        var block = _next;
        _next += room;
        return block;
    }

    /// <summary>The chunk is used up: a part of a larger block that is free, a new chunk, or the C library.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void* AllocateElsewhere(int index)
    {
        while (_filled >> index != 0)
        {
            var larger = index + BitOperations.TrailingZeroCount(_filled >> index);
            var free = (ulong*)_free[larger];
            if (free == null)
            {
                _filled &= ~(1UL << larger);
                continue;
            }

            _free[larger] = *free;
            if (larger > index)
                Keep((byte*)free + RoomOf(index), larger - index - 1);
            return free;
        }

        var chunk = HasChunks && Chunks < MostChunks ? LuaChunks.Shared.TryTake() : null;
        if (chunk == null)
            return AllocateStray(index);

        if (_next != _end)
            Keep(_next, ClassOf((nuint)(_end - _next)));
        chunk->Next = _chunks;
        _chunks = chunk;
        Chunks++;
        _next = (byte*)(chunk + 1);
        _end = (byte*)chunk + LuaChunk.Bytes;
        var block = _next;
        _next += RoomOf(index);
        return block;
    }

    private void* AllocateStray(int index)
    {
        if (_pages == null)
            _pages = LuaPages.TryMake();
        var stray = _pages == null ? null : _pages->TryTake(index);
        if (stray != null)
            StrayBytes += RoomOf(index);
        return stray;
    }

    private void Keep(void* block, int index)
    {
        *(ulong*)block = _free[index];
        _free[index] = (ulong)block;
        _filled |= 1UL << index;
    }

    private void* ReallocateLarge(void* block, nuint oldSize, nuint newSize)
    {
        var room = (nuint)sizeof(LargeBlock);
        var old = block == null ? null : (LargeBlock*)block - 1;
        var large = (LargeBlock*)NativeHeap.TryReallocate(old, old == null ? 0 : oldSize + room, newSize + room);
        if (large == null)
            return null;
        if (old == null)
        {
            large->Previous = null;
            large->Next = _large;
        }

        large->Size = newSize;
        if (large->Next != null)
            large->Next->Previous = large;
        if (large->Previous != null)
            large->Previous->Next = large;
        else
            _large = large;
        return large + 1;
    }

    private void FreeLarge(void* block, nuint size)
    {
        var large = (LargeBlock*)block - 1;
        if (large->Next != null)
            large->Next->Previous = large->Previous;
        if (large->Previous != null)
            large->Previous->Next = large->Next;
        else
            _large = large->Next;
        NativeHeap.Free(large, size + (nuint)sizeof(LargeBlock));
    }

    /// <summary>What stands in front of a large block, by which it is found when the state ends. As long as two lines of 16 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct LargeBlock
    {
        public LargeBlock* Previous;
        public LargeBlock* Next;
        public nuint Size;
    }
}
