using Artel.Runtime;

namespace Artel.Tests.Scheduling;

public sealed class NewcomerStackTests
{
    private static readonly Cell[] Cells = MakeCells(2_000);

    [Fact]
    public void It_gives_the_newest_first_however_many_there_are()
    {
        var stack = new NewcomerStack();
        Assert.Null(stack.TakeNewest());
        foreach (var cell in Cells)
            stack.Add(cell);
        for (var i = Cells.Length - 1; i >= 0; i--)
            Assert.Same(Cells[i], stack.TakeNewest());
        Assert.Null(stack.TakeNewest());
        Assert.True(stack.IsEmpty);
    }

    [Fact]
    public void The_oldest_can_be_taken_too()
    {
        var stack = new NewcomerStack();
        Assert.Null(stack.TakeOldest());
        Add(stack, 3);
        Assert.Same(Cells[0], stack.TakeOldest());
        Assert.Same(Cells[2], stack.TakeNewest());
        Assert.Same(Cells[1], stack.TakeOldest());
        Assert.Null(stack.TakeOldest());
    }

    [Fact]
    public void A_thief_gets_the_older_half_and_takes_the_oldest_of_it_first()
    {
        var stack = new NewcomerStack();
        var thief = new NewcomerStack();
        Add(stack, 7);
        Assert.Same(Cells[0], stack.StealInto(thief));
        Assert.Equal([Cells[1], Cells[2], Cells[3]], TakeAll(thief));
        Assert.Equal([Cells[6], Cells[5], Cells[4]], TakeAll(stack));
        Assert.Null(stack.StealInto(thief));
    }

    [Fact]
    public void One_alone_can_be_stolen()
    {
        var stack = new NewcomerStack();
        var thief = new NewcomerStack();
        stack.Add(Cells[0]);
        Assert.Same(Cells[0], stack.StealInto(thief));
        Assert.True(stack.IsEmpty);
        Assert.True(thief.IsEmpty);
    }

    [Fact]
    public void What_a_burst_made_it_grow_to_is_given_back()
    {
        var stack = new NewcomerStack();
        for (var burst = 0; burst < 3; burst++)
        {
            for (var i = 0; i < 10_000; i++)
                stack.Add(Cells[i % Cells.Length]);
            Assert.True(stack.Capacity >= 10_000);
            while (stack.TakeNewest() is not null) { }
            stack.Trim();
            Assert.True(stack.Capacity < 10_000);
        }

        stack.Add(Cells[7]);
        Assert.Same(Cells[7], stack.TakeNewest());
    }

    [Fact]
    public async Task With_thieves_at_work_each_is_taken_once()
    {
        const int rounds = 200;
        var stack = new NewcomerStack();
        var taken = new int[Cells.Length];
        var indexes = Cells.Index().ToDictionary(static cell => cell.Item, static cell => cell.Index);
        var over = false;
        var thieves = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var mine = new NewcomerStack();
            while (!Volatile.Read(ref over) || !stack.IsEmpty)
            {
                for (var cell = stack.StealInto(mine); cell is not null; cell = mine.TakeNewest())
                    Interlocked.Increment(ref taken[indexes[cell]]);
            }
        })).ToArray();

        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < Cells.Length; i++)
            {
                stack.Add(Cells[i]);
                if (i % 2 == 0 && (i % 4 == 0 ? stack.TakeNewest() : stack.TakeOldest()) is { } cell)
                    Interlocked.Increment(ref taken[indexes[cell]]);
            }
        }

        Volatile.Write(ref over, true);
        await Task.WhenAll(thieves).WaitAsync(TestApp.Patience);
        while (stack.TakeNewest() is { } cell)
            Interlocked.Increment(ref taken[indexes[cell]]);
        Assert.All(taken, static times => Assert.Equal(rounds, times));
    }

    private static void Add(NewcomerStack stack, int count)
    {
        for (var i = 0; i < count; i++)
            stack.Add(Cells[i]);
    }

    private static List<Cell> TakeAll(NewcomerStack stack)
    {
        var all = new List<Cell>();
        while (stack.TakeNewest() is { } cell)
            all.Add(cell);
        return all;
    }

    /// <summary>Cells that never run: the stack only passes them on.</summary>
    private static Cell[] MakeCells(int count)
    {
        var app = new TestApp().Idle();
        return [.. Enumerable.Range(0, count).Select(_ => (Cell)app.Spawn("test:idle").Route!)];
    }
}
