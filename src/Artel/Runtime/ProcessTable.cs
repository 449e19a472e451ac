using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Artel.Runtime;

/// <summary>
/// All living processes of a node by the unique part of their pid: a slot number, and how many processes had the slot. Slots are used again, so
/// the table is hardly larger than the most processes that ever lived together. Lock-free where processes are looked for; any thread.
/// </summary>
internal sealed class ProcessTable
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;
    private const int MaxChunks = 1 << 16;

    private readonly Lock _growing = new();

    /// <summary>The processes by their slots, a chunk after the other. Replaced by a longer one under the lock; the chunks stay.</summary>
    private volatile Cell?[]?[] _chunks = new Cell?[]?[1];

    private readonly FreeSlots _free;

    /// <summary>How many slots there are. Written under the lock.</summary>
    private int _used;

    public ProcessTable() => _free = new FreeSlots(MakeSlots);

    /// <summary>How many processes live; a rough figure while others spawn and end them.</summary>
    public int Count => (int)Math.Max(0, _free.TakenCount);

    /// <summary>Takes a slot; gives the unique part of the new process's pid.</summary>
    /// <exception cref="ProcessException">RATE_LIMITED: there are as many processes as can be.</exception>
    public ulong Reserve() => _free.Take();

    /// <summary>Makes a process findable under its unique part.</summary>
    public void Publish(ulong unique, Cell cell) => Volatile.Write(ref At((uint)unique), cell);

    /// <summary>Finds the living process of a unique part.</summary>
    public bool TryFind(ulong unique, [NotNullWhen(true)] out Cell? cell)
    {
        cell = null;
        var index = (uint)unique;
        if (ChunkOf(index) is not { } chunk)
            return false;
        var found = Volatile.Read(ref chunk[index & (ChunkSize - 1)]);
        if (found is null || found.Pid.Unique != unique)
            return false;
        cell = found;
        return true;
    }

    /// <summary>Gives a slot back; the next process in it has another unique part.</summary>
    public void Remove(ulong unique)
    {
        Volatile.Write(ref At((uint)unique), null);
        _free.Give(unique + (1UL << 32));
    }

    /// <summary>The processes that live now, in no order; those that come and go meanwhile may or may not be among them.</summary>
    public IEnumerable<Cell> Snapshot()
    {
        var used = (uint)Volatile.Read(ref _used);
        for (var i = 0u; i < used; i++)
        {
            if (ChunkOf(i) is { } chunk && Volatile.Read(ref chunk[i & (ChunkSize - 1)]) is { } cell)
                yield return cell;
        }
    }

    /// <summary>The chunk of a slot; null while there is none.</summary>
    private Cell?[]? ChunkOf(uint index)
    {
        var chunks = _chunks;
        return index >> ChunkBits < (uint)chunks.Length ? Volatile.Read(ref chunks[index >> ChunkBits]) : null;
    }

    /// <summary>Makes the slots of a magazine; gives the first.</summary>
    private int MakeSlots()
    {
        lock (_growing)
        {
            var first = _used;
            if (first == MaxChunks * ChunkSize)
                throw new ProcessException(ErrorKind.RateLimited, $"the node runs {first} processes, which is all it can", retryable: true);
            var chunks = _chunks;
            var chunk = first >> ChunkBits;
            if (chunk >= chunks.Length)
            {
                Array.Resize(ref chunks, (int)BitOperations.RoundUpToPowerOf2((uint)chunk + 1));
                _chunks = chunks;
            }

            chunks[chunk] ??= new Cell?[ChunkSize];
            Volatile.Write(ref _used, first + FreeSlots.MagazineSize);
            return first;
        }
    }

    private ref Cell? At(uint index) => ref _chunks[index >> ChunkBits]![index & (ChunkSize - 1)];
}
