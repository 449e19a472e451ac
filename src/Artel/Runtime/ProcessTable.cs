using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Artel.Runtime;

/// <summary>
/// All living processes of a node by the unique part of their pid: a slot number and the slot's generation. Slots are used again, so the
/// table is as large as the most processes that ever lived together. Free slots are kept in several lists, of which each thread prefers
/// one, so that threads that spawn and end processes are seldom in each other's way. Lock-free; any thread.
/// </summary>
internal sealed class ProcessTable
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;
    private const int MaxChunks = 1 << 16;
    private const int MostStripes = 64;

    private readonly Lock _growing = new();

    /// <summary>The slots, a chunk after the other. Replaced by a longer one under the lock; the chunks stay.</summary>
    private volatile Slot[]?[] _chunks = new Slot[]?[1];

    private readonly Stripe[] _stripes = new Stripe[BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, MostStripes))];

    private int _used;

    /// <summary>How many processes live; a rough figure while others spawn and end them.</summary>
    public int Count
    {
        get
        {
            var count = 0L;
            foreach (ref var stripe in _stripes.AsSpan())
                count += Volatile.Read(ref stripe.Count);
            return (int)Math.Max(0, count);
        }
    }

    /// <summary>The one that this thread prefers.</summary>
    private int Mine => Environment.CurrentManagedThreadId & (_stripes.Length - 1);

    /// <summary>Takes a slot; gives the unique part of the new process's pid.</summary>
    public ulong Reserve()
    {
        var mine = Mine;
        var index = TakeFree(mine);
        if (index < 0)
        {
            index = Interlocked.Increment(ref _used) - 1;
            if (index >= MaxChunks * ChunkSize)
            {
                Interlocked.Decrement(ref _used);
                throw new ProcessException(ErrorKind.RateLimited, $"the node runs {MaxChunks * ChunkSize} processes, which is all it can", retryable: true);
            }

            if (ChunkOf((uint)index) is null)
                Grow(index >> ChunkBits);
        }

        Interlocked.Increment(ref _stripes[mine].Count);
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
        if (ChunkOf(index) is not { } chunk)
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
        ref var stripe = ref _stripes[Mine];
        Interlocked.Decrement(ref stripe.Count);
        var head = Volatile.Read(ref stripe.Free);
        while (true)
        {
            slot.NextFree = (int)(uint)head;
            var seen = Interlocked.CompareExchange(ref stripe.Free, Tagged(head, index + 1), head);
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
            if (ChunkOf((uint)i) is { } chunk && Volatile.Read(ref chunk[i & (ChunkSize - 1)].Cell) is { } cell)
                yield return cell;
        }
    }

    /// <summary>The chunk of a slot; null while there is none.</summary>
    private Slot[]? ChunkOf(uint index)
    {
        var chunks = _chunks;
        return index >> ChunkBits < (uint)chunks.Length ? Volatile.Read(ref chunks[index >> ChunkBits]) : null;
    }

    private void Grow(int chunk)
    {
        lock (_growing)
        {
            var chunks = _chunks;
            if (chunk >= chunks.Length)
            {
                Array.Resize(ref chunks, (int)BitOperations.RoundUpToPowerOf2((uint)chunk + 1));
                _chunks = chunks;
            }

            chunks[chunk] ??= new Slot[ChunkSize];
        }
    }

    private static long Tagged(long previous, int next) => (((previous >> 32) + 1) << 32) | (uint)next;

    /// <summary>A free slot, of the preferred list or else of any; negative for none.</summary>
    private int TakeFree(int preferred)
    {
        for (var i = 0; i < _stripes.Length; i++)
        {
            var index = TakeFree(ref _stripes[(preferred + i) & (_stripes.Length - 1)].Free);
            if (index >= 0)
                return index;
        }

        return -1;
    }

    private int TakeFree(ref long free)
    {
        var head = Volatile.Read(ref free);
        while (true)
        {
            var index = (int)(uint)head - 1;
            if (index < 0)
                return -1;
            var next = Volatile.Read(ref At(index).NextFree);
            var seen = Interlocked.CompareExchange(ref free, Tagged(head, next), head);
            if (seen == head)
                return index;
            head = seen;
        }
    }

    private ref Slot At(int index) => ref _chunks[index >> ChunkBits]![index & (ChunkSize - 1)];

    /// <summary>A list of free slots and a part of the count, on cache lines of their own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Stripe
    {
        /// <summary>The first free slot + 1 in the low half, a counter that makes each state unique in the high half.</summary>
        [FieldOffset(64)]
        public long Free;

        /// <summary>How many more processes were made than ended by the threads that prefer it; may be negative.</summary>
        [FieldOffset(72)]
        public long Count;
    }

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
