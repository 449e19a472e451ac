using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Tests;

/// <summary>How it is found where the library notes a number: what is found there is read, and written to, from then on.</summary>
public sealed unsafe class LibraryFieldTests
{
    private const int Size = 16;

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(12)]
    public void The_one_field_that_has_had_all_numbers_is_found(int offset) =>
        Assert.Equal(offset, Find([3, 0, 7], number => Fields((offset, number))));

    [Fact]
    public void A_field_that_has_had_some_of_the_numbers_only_is_not_found()
    {
        Assert.Equal(-1, Find([3, 7], static number => Fields((4, 3))));
        Assert.Equal(-1, Find([3, 7], static number => Fields((4, 7))));
        Assert.Equal(8, Find([3, 7], static number => Fields((4, 7), (8, number))));
    }

    [Fact]
    public void Nothing_is_found_where_several_fields_have_had_all_numbers() =>
        Assert.Equal(-1, Find([3, 7], static number => Fields((4, number), (8, number))));

    [Fact]
    public void Nothing_is_found_where_a_number_was_not_held() =>
        Assert.Equal(-1, Find([3, 7], static number => number == 3 ? Fields((4, number)) : null));

    [Fact]
    public void What_is_beyond_the_size_is_not_looked_at() =>
        Assert.Equal(-1, Find([3, 7], static number => Fields((Size, number))));

    /// <summary>Two tables at a time would be two places; and what is no longer needed is let go of.</summary>
    [Fact]
    public void Each_number_is_held_on_an_empty_stack_of_one_state()
    {
        List<(nint State, int Values)> seen = [];
        LibraryField.Find(Size, [1, 2, 3], (state, number) =>
        {
            seen.Add((state, lua_gettop((lua_State*)state)));
            lua_createtable((lua_State*)state, number, 0);
            return (nint)lua_topointer((lua_State*)state, -1);
        });
        Assert.Equal([0, 0, 0], seen.Select(static one => one.Values));
        Assert.Single(seen.Select(static one => one.State).Distinct());
    }

    private static int Find(int[] numbers, Func<int, int[]?> fields)
    {
        var block = (int*)NativeMemory.Alloc(2 * Size);
        try
        {
            return LibraryField.Find(Size, numbers, (_, number) =>
            {
                if (fields(number) is not { } held)
                    return 0;
                held.CopyTo(new Span<int>(block, held.Length));
                return (nint)block;
            });
        }
        finally
        {
            NativeMemory.Free(block);
        }
    }

    /// <summary>What a thing holds: these numbers, and others elsewhere.</summary>
    private static int[] Fields(params (int Offset, int Number)[] known)
    {
        var fields = new int[2 * Size / sizeof(int)];
        Array.Fill(fields, -5);
        foreach (var (offset, number) in known)
            fields[offset / sizeof(int)] = number;
        return fields;
    }
}
