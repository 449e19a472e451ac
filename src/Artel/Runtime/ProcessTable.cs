using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Artel.Messaging;

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

    /// <summary>How many slots go from one list to another at a time.</summary>
    private const int MostTakenOver = 64;

    private readonly Lock _growing = new();

    /// <summary>The slots, a chunk after the other. Replaced by a longer one under the lock; the chunks stay.</summary>
    private volatile Slot[]?[] _chunks = new Slot[]?[1];

    /// <summary>
    /// The lists of free slots: the first slot + 1 in the low half, a counter that makes each state unique in the high half.
    /// </summary>
    private readonly LoneNumber[] _free = new LoneNumber[ThreadStripe.Count];

    private readonly StripedCount _count = new();

    private int _used;

    /// <summary>How many processes live; a rough figure while others spawn and end them.</summary>
    public int Count => (int)Math.Max(0, _count.Sum());

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

            if (ChunkOf((uint)index) is null)
                Grow(index >> ChunkBits);
        }

        _count.Increment();
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
        Volatile.Write(ref At(index).Cell, null);
        _count.Decrement();
        Give(index, index, ref _free[ThreadStripe.Mine].Value);
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

    /// <summary>A free slot; negative for none.</summary>
    private int TakeFree()
    {
        var mine = ThreadStripe.Mine;
        ref var own = ref _free[mine].Value;
        var index = TakeFree(ref own);
        for (var i = 1; index < 0 && i < _free.Length; i++)
            index = TakeOver(ref _free[(mine + i) & (_free.Length - 1)].Value, ref own);
        return index;
    }

    /// <summary>
    /// Takes some of another list: the first is the caller's, the others go to the list that it prefers. Where one thread spawns what another
    /// one ends, the two meet once for many processes.
    /// </summary>
    private int TakeOver(ref long other, ref long own)
    {
        var head = Volatile.Read(ref other);
        while (true)
        {
            var first = (int)(uint)head - 1;
            if (first < 0)
                return -1;

            // What is read of a list that changes meanwhile is wrong, but always a slot; and then the exchange fails.
            var last = first;
            for (var i = 1; i < MostTakenOver && Volatile.Read(ref At(last).NextFree) is > 0 and var next; i++)
                last = next - 1;
            var seen = Interlocked.CompareExchange(ref other, Tagged(head, Volatile.Read(ref At(last).NextFree)), head);
            if (seen == head)
            {
                if (last != first)
                    Give(At(first).NextFree - 1, last, ref own);
                return first;
            }

            head = seen;
        }
    }

    /// <summary>Puts slots that are in no list, each of which names the next, in front of one.</summary>
    private void Give(int first, int last, ref long list)
    {
        var head = Volatile.Read(ref list);
        while (true)
        {
            At(last).NextFree = (int)(uint)head;
            var seen = Interlocked.CompareExchange(ref list, Tagged(head, first + 1), head);
            if (seen == head)
                return;
            head = seen;
        }
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
