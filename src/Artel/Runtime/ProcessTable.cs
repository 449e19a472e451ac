using System.Diagnostics.CodeAnalysis;

namespace Artel.Runtime;

/// <summary>
/// All living processes of a node by the unique part of their pid: a slot number and the slot's generation. Slots are used again, so the
/// table is as large as the most processes that ever lived together. Lock-free; any thread.
/// </summary>
internal sealed class ProcessTable
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;
    private const int MaxChunks = 1 << 16;

    private readonly Slot[]?[] _chunks = new Slot[]?[MaxChunks];

    /// <summary>The first free slot + 1 in the low half, a counter that makes each state unique in the high half.</summary>
    private long _free;

    private int _used;
    private int _count;

    /// <summary>How many processes live.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a slot; gives the unique part of the new process's pid.</summary>
    public ulong Reserve()
    {
        var index = TakeFree();
        if (index < 0)
        {
            index = Interlocked.Increment(ref _used) - 1;
            if (index >= MaxChunks * ChunkSize)
            {
                Interlocked.Decrement(ref _used);
                throw new ProcessException(ErrorKind.RateLimited, $"the node runs {MaxChunks * ChunkSize} processes, which is all it can", retryable: true);
            }

            if (Volatile.Read(ref _chunks[index >> ChunkBits]) is null)
                Interlocked.CompareExchange(ref _chunks[index >> ChunkBits], new Slot[ChunkSize], null);
        }

        Interlocked.Increment(ref _count);
        ref var slot = ref At(index);
        slot.Generation++;
        return ((ulong)slot.Generation << 32) | (uint)index;
    }

    /// <summary>Makes a process findable under its unique part.</summary>
    public void Publish(ulong unique, Cell cell) => Volatile.Write(ref At((int)(uint)unique).Cell, cell);

    /// <summary>Finds the living process of a unique part.</summary>
    public bool TryFind(ulong unique, [NotNullWhen(true)] out Cell? cell)
    {
        cell = null;
        var index = (uint)unique;
        if (index >= MaxChunks * (uint)ChunkSize || Volatile.Read(ref _chunks[index >> ChunkBits]) is not { } chunk)
            return false;
        var found = Volatile.Read(ref chunk[index & (ChunkSize - 1)].Cell);
        if (found is null || found.Pid.Unique != unique)
            return false;
        cell = found;
        return true;
    }

    /// <summary>Gives a slot back.</summary>
    public void Remove(ulong unique)
    {
        var index = (int)(uint)unique;
        ref var slot = ref At(index);
        Volatile.Write(ref slot.Cell, null);
        Interlocked.Decrement(ref _count);
        var head = Volatile.Read(ref _free);
        while (true)
        {
            slot.NextFree = (int)(uint)head;
            var seen = Interlocked.CompareExchange(ref _free, Tagged(head, index + 1), head);
            if (seen == head)
                return;
            head = seen;
        }
    }

    /// <summary>The processes that live now, in no order; those that come and go meanwhile may or may not be among them.</summary>
    public IEnumerable<Cell> Snapshot()
    {
        var used = Math.Min(Volatile.Read(ref _used), MaxChunks * ChunkSize);
        for (var i = 0; i < used; i++)
        {
            if (Volatile.Read(ref _chunks[i >> ChunkBits]) is { } chunk && Volatile.Read(ref chunk[i & (ChunkSize - 1)].Cell) is { } cell)
                yield return cell;
        }
    }

    private static long Tagged(long previous, int next) => (((previous >> 32) + 1) << 32) | (uint)next;

    private int TakeFree()
    {
        var head = Volatile.Read(ref _free);
        while (true)
        {
            var index = (int)(uint)head - 1;
            if (index < 0)
                return -1;
            var next = Volatile.Read(ref At(index).NextFree);
            var seen = Interlocked.CompareExchange(ref _free, Tagged(head, next), head);
            if (seen == head)
                return index;
            head = seen;
        }
    }

    private ref Slot At(int index) => ref _chunks[index >> ChunkBits]![index & (ChunkSize - 1)];

    private struct Slot
    {
        /// <summary>The process; null while the slot is free or being set up.</summary>
        public Cell? Cell;

        /// <summary>How many processes had the slot.</summary>
        public uint Generation;

        /// <summary>The next free slot + 1; 0 at the end.</summary>
        public int NextFree;
    }
}
