namespace Artel.Lua.Engine;

/// <summary>A piece of memory from which a state cuts its small blocks. They follow this, and end with it.</summary>
internal unsafe struct LuaChunk
{
    /// <summary>With its own note the C library makes it a page.</summary>
    public const int Bytes = 2048 - 8;

    /// <summary>The next one in the same list.</summary>
    public LuaChunk* Next;
}

/// <summary>
/// Chunks that ended states left for the next ones: memory that the machine has at hand already. They are few, the others go back to the C
/// library. Thread-safe; who finds another thread in it does not wait, as it may be the allocator of a running script.
/// </summary>
internal static unsafe class LuaChunks
{
    /// <summary>The most that are kept: 4 MiB, some 200 small processes.</summary>
    public const int Most = 2048;

    private static readonly Lock Gate = new();
    private static LuaChunk* _kept;
    private static int _count;

    /// <summary>How many are kept.</summary>
    public static int Count => Volatile.Read(ref _count);

    /// <summary>A chunk; null where the system has no memory.</summary>
    public static LuaChunk* TryTake()
    {
        if (Volatile.Read(ref _count) != 0 && Gate.TryEnter())
        {
            var chunk = _kept;
            if (chunk != null)
            {
                _kept = chunk->Next;
                _count--;
            }

            Gate.Exit();
            if (chunk != null)
                return chunk;
        }

        return (LuaChunk*)NativeHeap.TryReallocate(null, 0, LuaChunk.Bytes);
    }

    /// <summary>Takes a list of chunks back.</summary>
    public static void Give(LuaChunk* chunks)
    {
        if (Gate.TryEnter())
        {
            while (chunks != null && _count < Most)
            {
                var next = chunks->Next;
                chunks->Next = _kept;
                _kept = chunks;
                _count++;
                chunks = next;
            }

            Gate.Exit();
        }

        while (chunks != null)
        {
            var next = chunks->Next;
            NativeHeap.Free(chunks, LuaChunk.Bytes);
            chunks = next;
        }
    }
}
