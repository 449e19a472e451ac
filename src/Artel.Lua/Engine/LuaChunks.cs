namespace Artel.Lua.Engine;

/// <summary>A piece of memory from which a state cuts its small blocks: they follow this.</summary>
internal unsafe struct LuaChunk
{
    /// <summary>How long it is with its blocks. With what the C library notes beside it, it is half a page.</summary>
    public const int Bytes = 2048 - 8;

    /// <summary>The next one in the same list.</summary>
    public LuaChunk* Next;
}

/// <summary>
/// Chunks that ended states left for the next ones: memory that the machine has at hand already. They are few; the others go back to the C
/// library. Thread-safe. Whoever finds another thread here goes to the C library too: it is the allocator of a running script that would wait.
/// </summary>
/// <param name="most">The most that are kept.</param>
internal sealed unsafe class LuaChunks(int most)
{
    /// <summary>Those of all states: 4 MiB, some 200 small processes.</summary>
    public static readonly LuaChunks Shared = new(2048);

    private readonly Lock _gate = new();
    private LuaChunk* _kept;
    private int _count;

    /// <summary>How many are kept.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A chunk, with whatever is in it; null where the system has no memory.</summary>
    public LuaChunk* TryTake()
    {
        if (Volatile.Read(ref _count) != 0 && _gate.TryEnter())
        {
            var chunk = _kept;
            if (chunk != null)
            {
                _kept = chunk->Next;
                _count--;
            }

            _gate.Exit();
            if (chunk != null)
                return chunk;
        }

        return (LuaChunk*)NativeHeap.TryReallocate(null, 0, LuaChunk.Bytes);
    }

    /// <summary>Takes a list of chunks back.</summary>
    public void Give(LuaChunk* chunks)
    {
        if (chunks != null && _gate.TryEnter())
        {
            while (chunks != null && _count < most)
            {
                var next = chunks->Next;
                chunks->Next = _kept;
                _kept = chunks;
                _count++;
                chunks = next;
            }

            _gate.Exit();
        }

        while (chunks != null)
        {
            var next = chunks->Next;
            NativeHeap.Free(chunks, LuaChunk.Bytes);
            chunks = next;
        }
    }
}
