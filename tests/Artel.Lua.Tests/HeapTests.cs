using Artel.Lua.Engine;
using CsCheck;

namespace Artel.Lua.Tests;

/// <summary>A state's memory: blocks keep what is in them, and all of it is given back (S116).</summary>
public sealed unsafe class HeapTests
{
    private const int Slots = 120;

    /// <summary>Sizes about the bounds between sizes, those that Lua asks for most, and large ones.</summary>
    private static readonly Gen<int> Size = Gen.Frequency(
        (5, Gen.Int[1, 130]),
        (3, Gen.Int[1, LuaHeap.LargestSmall]),
        (1, Gen.Int[LuaHeap.LargestSmall - 17, LuaHeap.LargestSmall + 17]),
        (1, Gen.Int[LuaHeap.LargestSmall, 40_000]));

    [Fact]
    public void Blocks_keep_their_content_whatever_is_allocated_moved_and_freed_around_them() =>
        Gen.Select(Gen.Int[0, Slots - 1], Size, Gen.Int[0, 4]).Array[1, 600].Sample(
            static operations =>
            {
                using var heap = new CheckedHeap();
                heap.DoAll(operations);
            },
            iter: 1000);

    [Fact]
    public void Small_blocks_alone_outgrow_the_chunks_and_come_back_into_them() =>
        Gen.Select(Gen.Int[0, Slots - 1], Gen.Int[500, LuaHeap.LargestSmall], Gen.Int[0, 2]).Array[400, 800].Sample(
            static operations =>
            {
                using var heap = new CheckedHeap();
                for (var slot = 0; slot < Slots; slot++)
                    heap.Resize(slot, LuaHeap.LargestSmall);
                Assert.Equal(LuaHeap.MostChunks, heap.Chunks);
                Assert.True(heap.StrayBytes > 0);
                heap.DoAll(operations);
            },
            iter: 200);

    [Theory]
    [InlineData(1, 16, true)]
    [InlineData(17, 32, true)]
    [InlineData(1009, 1024, true)]
    [InlineData(16, 17, false)]
    [InlineData(48, 40, true)]
    [InlineData(48, 32, false)]
    public void A_block_stays_where_it_is_while_it_has_room(int from, int to, bool stays)
    {
        using var heap = new CheckedHeap();
        heap.Resize(0, from);
        var before = heap.AddressOf(0);
        heap.Resize(0, to);
        Assert.Equal(stays, before == heap.AddressOf(0));
    }

    [Fact]
    public void Content_moves_from_chunk_to_large_block_and_back()
    {
        using var heap = new CheckedHeap();
        int[] sizes = [24, 1024, 1025, 70_000, 2000, 1024, 24];
        for (var slot = 0; slot < 3; slot++)
            heap.Resize(slot, 2000);
        foreach (var size in sizes)
            heap.Resize(1, size);
        heap.Free(0);
        heap.CheckAll();
    }

    [Fact]
    public void A_freed_block_is_the_next_one_of_its_size()
    {
        using var heap = new CheckedHeap();
        heap.Resize(0, 100);
        heap.Resize(1, 100);
        var freed = heap.AddressOf(0);
        heap.Free(0);
        heap.Resize(2, 110);
        Assert.Equal(freed, heap.AddressOf(2));
    }

    [Fact]
    public void A_larger_block_that_is_free_is_divided_before_another_chunk_is_taken()
    {
        using var heap = new CheckedHeap();

        // The second does not fit into what is left of the first one's chunk.
        heap.Resize(0, 1024);
        heap.Resize(1, 1024);
        Assert.Equal(2, heap.Chunks);
        heap.Free(0);
        for (var slot = 2; slot < 40; slot++)
            heap.Resize(slot, 64);
        Assert.Equal(2, heap.Chunks);
        heap.CheckAll();
    }

    [Fact]
    public void Dropping_a_heap_gives_back_what_nobody_freed()
    {
        LuaHeap heap = default;
        heap.Free(heap.TryReallocate(null, 0, 40), 40);
        for (var i = 2; i < 60; i++)
            Assert.True(heap.TryReallocate(null, 0, (nuint)(i * 40)) != null);
        Assert.InRange(heap.Chunks, 2, LuaHeap.MostChunks);
        Assert.Equal(0, heap.StrayBytes);
        heap.Drop();
        Assert.Equal(0, heap.Chunks);

        // It is as a new one.
        Assert.True(heap.TryReallocate(null, 0, 40) != null);
        Assert.Equal(1, heap.Chunks);
        heap.Drop();
    }

    [Fact]
    public void Blocks_beyond_the_chunks_share_pages_with_others_of_their_size()
    {
        LuaHeap heap = default;
        while (heap.StrayBytes == 0)
            Assert.True(heap.TryReallocate(null, 0, 48) != null);
        var before = heap.StrayBytes + heap.IdleBytes;
        var addresses = new HashSet<nint>();
        for (var i = 0; i < 10_000; i++)
            Assert.True(addresses.Add((nint)heap.TryReallocate(null, 0, 48)));

        // A block in 84 is lost to the page's own notes, and what lies ahead is at most half of what there is.
        Assert.All(addresses, static address => Assert.Equal(0, address % 16));
        Assert.InRange(heap.StrayBytes + heap.IdleBytes - before, 10_000 * 48, 10_000 * 48 * 3 / 2 * 84 / 83);
        heap.Drop();
        Assert.Equal((0, 0), (heap.StrayBytes, heap.IdleBytes));
    }

    [Fact]
    public void A_page_without_blocks_is_there_for_those_of_other_sizes()
    {
        LuaHeap heap = default;
        while (heap.StrayBytes == 0)
            Assert.True(heap.TryReallocate(null, 0, 1024) != null);
        var blocks = new nint[2000];
        for (var i = 0; i < blocks.Length; i++)
            blocks[i] = (nint)heap.TryReallocate(null, 0, 512);
        var all = heap.StrayBytes + heap.IdleBytes;

        // All but one of 40 pages.
        for (var i = 0; i < blocks.Length; i++)
        {
            if (i % 280 != 0)
                heap.Free((void*)blocks[i], 512);
        }

        for (var i = 0; i < 900; i++)
            Assert.True(heap.TryReallocate(null, 0, 1000) != null);
        Assert.InRange(heap.StrayBytes + heap.IdleBytes, 900_000, all + (all / 10));
        heap.Drop();
    }

    [Fact]
    public void No_more_chunks_are_kept_than_may_be()
    {
        var chunks = new LuaChunks(most: 3);
        LuaChunk* list = null;
        for (var i = 0; i < 5; i++)
        {
            var chunk = chunks.TryTake();
            chunk->Next = list;
            list = chunk;
        }

        Assert.Equal(0, chunks.Count);
        var last = (nint)list;
        chunks.Give(list);
        Assert.Equal(3, chunks.Count);
        LuaChunk*[] again = [chunks.TryTake(), chunks.TryTake(), chunks.TryTake()];
        Assert.Equal(0, chunks.Count);
        Assert.Equal(last, (nint)again[2]);
        foreach (var chunk in again)
        {
            chunk->Next = null;
            chunks.Give(chunk);
        }

        Assert.Equal(3, chunks.Count);
    }

    [Fact]
    public void Threads_share_the_chunks_that_are_kept()
    {
        var chunks = new LuaChunks(most: 20);
        Parallel.For(1, 5, thread => TakeAndGive(chunks, thread));
        Assert.InRange(chunks.Count, 0, 20);

        static void TakeAndGive(LuaChunks chunks, long thread)
        {
            for (var i = 0; i < 5000; i++)
            {
                LuaChunk* list = null;
                for (var n = 0; n < i % 12; n++)
                {
                    var chunk = chunks.TryTake();
                    chunk->Next = list;
                    *(long*)(chunk + 1) = thread;
                    list = chunk;
                }

                for (var chunk = list; chunk != null; chunk = chunk->Next)
                    Assert.Equal(thread, *(long*)(chunk + 1));
                chunks.Give(list);
            }
        }
    }

    [Theory]
    [InlineData("local t = {} for i = 1, 50 do t[i] = {i} end")]
    [InlineData("local t = {} for i = 1, 5000 do t[i] = {i} end receive(1)")]
    [InlineData("local t = {} for i = 1, 5000 do t[i] = string.rep('x', i) end t = nil collectgarbage() receive(1)")]
    public void Lua_gives_back_just_what_it_counted(string source)
    {
        var code = LuaCompiler.Compile(source, "test.lua");
        var state = new LuaState(Script.Patient, null, Script.Globals);
        state.Resume(state.Load(code), 0);
        var native = NativeState.Of(state.HostStack);
        Assert.True(native->Used > 0);

        // The state's end does without, and drops what it finds; then it finds nothing.
        LuaNative.lua_close(state.HostStack);
        Assert.Equal(0, native->Used);
        Assert.Equal(0, native->Heap.StrayBytes);
        state.Dispose();
    }

    [Fact]
    public void A_small_process_lives_in_chunks_alone()
    {
        var code = LuaCompiler.Compile("while true do local m = receive('inbox') end", "small.lua");
        using var state = new LuaState(Script.Patient, null, Script.Globals);
        Assert.Equal(LuaStepKind.Operation, state.Resume(state.Load(code), 0).Kind);
        ref var heap = ref NativeState.Of(state.HostStack)->Heap;
        Assert.Equal(0, heap.StrayBytes);
        Assert.InRange(heap.Chunks * LuaChunk.Bytes, 1, state.MemoryUsed);
    }

    [Fact]
    public void What_a_process_had_beyond_its_chunks_goes_back_when_it_is_freed()
    {
        var code = LuaCompiler.Compile("local t = {} for i = 1, 1e4 do t[i] = {i} end receive(1) t = nil receive(2)", "test.lua");
        using var state = new LuaState(Script.Patient, null, Script.Globals);
        var thread = state.Load(code);
        Assert.Equal(LuaStepKind.Operation, state.Resume(thread, 0).Kind);
        ref var heap = ref NativeState.Of(state.HostStack)->Heap;
        Assert.True(heap.StrayBytes > 500_000);
        Assert.Equal(LuaStepKind.Operation, state.Resume(thread, 0).Kind);
        LuaNative.lua_gc(state.HostStack, LuaNative.LUA_GCCOLLECT, 0, 0, 0);
        Assert.InRange(heap.StrayBytes, 0, 10_000);
        Assert.InRange(heap.Chunks, 1, LuaHeap.MostChunks);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    public void The_end_of_a_state_lets_go_of_every_object_once_and_walks_no_others_however_large_it_is(int tables)
    {
        var state = new LuaState(Script.Patient, null, Script.Globals);
        var ended = new List<Watched>();
        var objects = Enumerable.Range(0, 5).Select(_ => new Watched(ended)).ToArray();
        var type = new LuaObjectType("watched");
        foreach (var value in objects)
            state.PushObject(state.HostStack, value, type);
        var thread = state.Load(LuaCompiler.Compile($"local t = {{}} for i = 1, {tables} do t[i] = {{i}} end receive(t)", "test.lua"));
        Assert.Equal(LuaStepKind.Operation, state.Resume(thread, 0).Kind);
        Assert.Equal(tables > 1000, NativeState.Of(state.HostStack)->Heap.StrayBytes > 0);
        Assert.Equal(5, state.Objects.Count);
        state.Dispose();
        state.Dispose();

        // Lua's own end of a state goes through all of its objects, the last one first.
        Assert.Equal(objects, ended);
        Assert.Equal(0, state.Objects.Count);
        Assert.Equal(0, state.MemoryUsed);
    }

    [Fact]
    public void The_memory_of_a_large_state_goes_back_on_another_thread_while_not_too_much_waits()
    {
        var queue = new Queue<nint>();
        var ends = new StateEnds((_, state) => queue.Enqueue(state), most: 3 * StateEnds.Large);
        nint[] states = [Make(StateEnds.Large - 1), Make(StateEnds.Large), Make(2 * StateEnds.Large), Make(StateEnds.Large), Make(1000)];
        foreach (var state in states)
            ends.Add((NativeState*)state);
        Assert.Equal([states[1], states[2]], queue);
        Assert.Equal(3 * StateEnds.Large, ends.Waiting);

        ends.End(queue.Dequeue());
        Assert.Equal(2 * StateEnds.Large, ends.Waiting);
        ends.Add((NativeState*)Make(StateEnds.Large));
        Assert.Equal(2, queue.Count);
        while (queue.TryDequeue(out var state))
            ends.End(state);
        Assert.Equal(0, ends.Waiting);

        static nint Make(long bytes)
        {
            var state = NativeState.Allocate();
            state->Used = bytes;
            Assert.True(state->Heap.TryReallocate(null, 0, (nuint)bytes) != null);
            return (nint)state;
        }
    }

    /// <summary>Tells when it is let go of.</summary>
    private sealed class Watched(List<Watched> ended) : ILuaCollected
    {
        public void Collected() => ended.Add(this);
    }

    /// <summary>A heap whose blocks are each full of a byte of their own, which is looked at whenever they are touched.</summary>
    private sealed class CheckedHeap : IDisposable
    {
        private readonly (nint Address, int Size, byte Content)[] _blocks = new (nint, int, byte)[Slots];
        private LuaHeap _heap;
        private byte _last;

        public int Chunks => _heap.Chunks;

        public long StrayBytes => _heap.StrayBytes;

        public nint AddressOf(int slot) => _blocks[slot].Address;

        public void Resize(int slot, int size)
        {
            var (address, oldSize, content) = _blocks[slot];
            var block = (byte*)_heap.TryReallocate((void*)address, (nuint)oldSize, (nuint)size);
            Assert.True(block != null);
            Assert.Equal(-1, new ReadOnlySpan<byte>(block, Math.Min(oldSize, size)).IndexOfAnyExcept(content));
            Assert.Equal(0, (nint)block % 8);
            new Span<byte>(block, size).Fill(++_last);
            _blocks[slot] = ((nint)block, size, _last);
        }

        public void Free(int slot)
        {
            Check(slot);
            var (address, size, _) = _blocks[slot];
            _heap.Free((void*)address, (nuint)size);
            _blocks[slot] = default;
        }

        /// <summary>Frees what has 0 for what is to be done, gives all else the size; and looks at all afterwards.</summary>
        public void DoAll((int Slot, int Size, int What)[] operations)
        {
            foreach (var (slot, size, what) in operations)
            {
                if (what == 0)
                    Free(slot);
                else
                    Resize(slot, size);
            }

            CheckAll();
        }

        public void CheckAll()
        {
            for (var slot = 0; slot < Slots; slot++)
                Check(slot);
            Assert.InRange(_heap.Chunks, 0, LuaHeap.MostChunks);
            Assert.Equal(_blocks.Where(static block => block.Size <= LuaHeap.LargestSmall && block.Address % 16 == 0).Sum(static block => (block.Size + 15) / 16 * 16), _heap.StrayBytes);
        }

        public void Dispose()
        {
            for (var slot = 0; slot < Slots; slot++)
                Free(slot);
            Assert.Equal(0, _heap.StrayBytes);
            Assert.Equal(0, _heap.IdleBytes);
            _heap.Drop();
            Assert.Equal(0, _heap.Chunks);
        }

        private void Check(int slot)
        {
            var (address, size, content) = _blocks[slot];
            Assert.Equal(-1, new ReadOnlySpan<byte>((void*)address, size).IndexOfAnyExcept(content));
        }
    }
}
