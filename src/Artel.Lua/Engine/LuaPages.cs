using System.Runtime.InteropServices;

namespace Artel.Lua.Engine;

/// <summary>
/// The small blocks of one state that its chunks have no room for. They are cut from pages, each of blocks of one size, and pages from
/// regions, which are what the C library gives. So the state's end lets go of some regions, however many blocks are in them, and needs nobody
/// to tell where these are. Part of a <see cref="LuaHeap"/>, as it must not be moved; used by one thread at a time.
/// </summary>
/// <remarks>
/// A page without living blocks is there for blocks of any size, and a region without living pages goes back to the C library. Blocks are
/// divisible by 16, pages by their size: the address of a block tells its page.
/// </remarks>
internal unsafe struct LuaPages
{
    private const int FewestPages = 8;
    private const int MostPages = 128;

    /// <summary>The pages of each size that have room; the others are in no list.</summary>
    private fixed ulong _withRoom[LuaHeap.Classes];

    /// <summary>All regions, in a ring: those with a free page come before those without.</summary>
    private LuaRegion* _regions;

    /// <summary>Bytes of all regions.</summary>
    public long Bytes { get; private set; }

    /// <summary>One with nothing in it; null where the system has no memory.</summary>
    public static LuaPages* TryMake()
    {
        var pages = (LuaPages*)NativeHeap.TryReallocate(null, 0, (nuint)sizeof(LuaPages));
        if (pages != null)
            *pages = default;
        return pages;
    }

    /// <summary>Gives everything back, itself too.</summary>
    public static void Drop(LuaPages* pages)
    {
        while (pages->_regions != null)
            pages->Free(pages->_regions);
        NativeHeap.Free(pages, (nuint)sizeof(LuaPages));
    }

    /// <summary>A block; null where the system has no memory.</summary>
    public void* TryTake(int index)
    {
        var page = (LuaPage*)_withRoom[index];
        if (page == null)
        {
            page = TryTakePage();
            if (page == null)
                return null;
            PutFirst(page, index);
        }

        var room = LuaHeap.RoomOf(index);
        var block = page->Given;
        if (block != null)
        {
            page->Given = *(void**)block;
        }
        else
        {
            block = (byte*)page + page->Fresh;
            page->Fresh += room;
        }

        page->Living++;
        if (page->IsFull(room))
            TakeOut(page, index);
        return block;
    }

    /// <summary>Takes a block back.</summary>
    public void Give(void* block, int index)
    {
        var page = LuaPage.Of(block);
        var wasFull = page->IsFull(LuaHeap.RoomOf(index));
        *(void**)block = page->Given;
        page->Given = block;
        page->Living--;
        if (wasFull && page->Living > 0)
        {
            PutFirst(page, index);
        }
        else if (page->Living == 0)
        {
            if (!wasFull)
                TakeOut(page, index);
            GivePage(page);
        }
    }

    private void PutFirst(LuaPage* page, int index)
    {
        var second = (LuaPage*)_withRoom[index];
        page->Previous = null;
        page->Next = second;
        if (second != null)
            second->Previous = page;
        _withRoom[index] = (ulong)page;
    }

    private void TakeOut(LuaPage* page, int index)
    {
        if (page->Next != null)
            page->Next->Previous = page->Previous;
        if (page->Previous != null)
            page->Previous->Next = page->Next;
        else
            _withRoom[index] = (ulong)page->Next;
    }

    private LuaPage* TryTakePage()
    {
        if ((_regions == null || !_regions->HasRoom) && !TryAddRegion())
            return null;
        var region = _regions;
        var page = region->Given;
        if (page != null)
        {
            region->Given = page->Next;
        }
        else
        {
            page = (LuaPage*)region->Fresh;
            region->Fresh += LuaPage.Bytes;
        }

        region->Living++;
        *page = new LuaPage { Region = region, Fresh = LuaPage.First };

        // It becomes the last one of the ring.
        if (!region->HasRoom)
            _regions = region->Next;
        return page;
    }

    private void GivePage(LuaPage* page)
    {
        var region = page->Region;
        page->Next = region->Given;
        region->Given = page;
        if (--region->Living == 0)
        {
            Free(region);
        }
        else if (region != _regions)
        {
            Unlink(region);
            Link(region);
        }
    }

    /// <summary>The first region is small, the others the larger the more there is: half of what there is at most.</summary>
    private bool TryAddRegion()
    {
        var pages = (int)Math.Clamp(Bytes / 2 / LuaPage.Bytes, FewestPages, MostPages);

        // Where the first page begins depends on where the C library puts it.
        var size = (nuint)(sizeof(LuaRegion) + ((pages + 1) * LuaPage.Bytes));
        var region = (LuaRegion*)NativeHeap.TryReallocate(null, 0, size);
        if (region == null)
            return false;
        var first = (byte*)LuaPage.Of((byte*)(region + 1) + LuaPage.Bytes - 1);
        *region = new LuaRegion { Size = size, Fresh = first, End = first + (pages * LuaPage.Bytes) };
        Bytes += (long)size;
        Link(region);
        return true;
    }

    private void Free(LuaRegion* region)
    {
        Unlink(region);
        Bytes -= (long)region->Size;
        NativeHeap.Free(region, region->Size);
    }

    /// <summary>Makes it the first of the ring.</summary>
    private void Link(LuaRegion* region)
    {
        if (_regions == null)
        {
            region->Previous = region->Next = region;
        }
        else
        {
            region->Next = _regions;
            region->Previous = _regions->Previous;
            region->Previous->Next = region;
            region->Next->Previous = region;
        }

        _regions = region;
    }

    private void Unlink(LuaRegion* region)
    {
        region->Previous->Next = region->Next;
        region->Next->Previous = region->Previous;
        if (_regions == region)
            _regions = region->Next == region ? null : region->Next;
    }
}

/// <summary>A piece of memory of the C library with pages in it.</summary>
internal unsafe struct LuaRegion
{
    public LuaRegion* Previous;
    public LuaRegion* Next;

    /// <summary>The pages that were given back.</summary>
    public LuaPage* Given;

    /// <summary>The next page that was never taken.</summary>
    public byte* Fresh;
    public byte* End;

    /// <summary>How many pages are taken.</summary>
    public int Living;
    public nuint Size;

    public readonly bool HasRoom => Given != null || Fresh < End;
}

/// <summary>Some blocks of one size: they follow this.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LuaPage
{
    /// <summary>How long it is, and what its address is divisible by.</summary>
    public const int Bytes = 4096;

    /// <summary>Where the first block is.</summary>
    public const int First = 48;

    public LuaRegion* Region;

    /// <summary>The one before it in the list of those that have room.</summary>
    public LuaPage* Previous;
    public LuaPage* Next;

    /// <summary>The blocks that were given back.</summary>
    public void* Given;

    /// <summary>Where the next block is that was never taken.</summary>
    public int Fresh;

    /// <summary>How many blocks are taken.</summary>
    public int Living;

    /// <summary>The page that an address is in.</summary>
    public static LuaPage* Of(void* address) => (LuaPage*)((nuint)address & ~(nuint)(Bytes - 1));

    public readonly bool IsFull(int room) => Given == null && Fresh + room > Bytes;
}
