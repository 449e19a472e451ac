using Artel.Runtime;

namespace Artel.Tests.Scheduling;

public sealed class RunQueueTests
{
    private static readonly Cell[] Cells = MakeCells(2_000);

    [Fact]
    public void It_gives_in_order_what_was_put_in_however_much_that_is()
    {
        var queue = new RunQueue();
        Assert.Null(queue.Take());
        for (var i = 0; i < Cells.Length; i++)
        {
            queue.Add(Cells[i]);
            if (i % 3 == 0)
                Assert.Same(Cells[i / 3], queue.Take());
        }

        for (var i = (Cells.Length / 3) + 1; i < Cells.Length; i++)
            Assert.Same(Cells[i], queue.Take());
        Assert.Null(queue.Take());
        Assert.True(queue.IsEmpty);
    }

    [Fact]
    public void A_thief_gets_the_first_half_in_order()
    {
        var queue = new RunQueue();
        var thief = new RunQueue();
        for (var i = 0; i < 5; i++)
            queue.Add(Cells[i]);
        Assert.Same(Cells[0], queue.StealInto(thief));
        Assert.Equal([Cells[1], Cells[2]], TakeAll(thief));
        Assert.Equal([Cells[3], Cells[4]], TakeAll(queue));
        Assert.Null(queue.StealInto(thief));
    }

    [Fact]
    public void One_alone_can_be_stolen()
    {
        var queue = new RunQueue();
        var thief = new RunQueue();
        queue.Add(Cells[0]);
        Assert.Same(Cells[0], queue.StealInto(thief));
        Assert.True(queue.IsEmpty);
        Assert.True(thief.IsEmpty);
    }

    [Fact]
    public void What_a_burst_made_it_grow_to_is_given_back()
    {
        var queue = new RunQueue();
        for (var burst = 0; burst < 3; burst++)
        {
            for (var i = 0; i < 10_000; i++)
                queue.Add(Cells[i % Cells.Length]);
            while (queue.Take() is not null) { }
            queue.Trim();
        }

        queue.Add(Cells[7]);
        Assert.Same(Cells[7], queue.Take());
    }

    [Fact]
    public async Task With_thieves_at_work_each_is_taken_once()
    {
        const int rounds = 200;
        var queue = new RunQueue();
        var taken = new int[Cells.Length];
        var indexes = Cells.Index().ToDictionary(static cell => cell.Item, static cell => cell.Index);
        var over = false;
        var thieves = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var mine = new RunQueue();
            while (!Volatile.Read(ref over) || !queue.IsEmpty)
            {
                for (var cell = queue.StealInto(mine); cell is not null; cell = mine.Take())
                    Interlocked.Increment(ref taken[indexes[cell]]);
            }
        })).ToArray();

        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < Cells.Length; i++)
            {
                queue.Add(Cells[i]);
                if (i % 2 == 0 && queue.Take() is { } cell)
                    Interlocked.Increment(ref taken[indexes[cell]]);
            }
        }

        Volatile.Write(ref over, true);
        await Task.WhenAll(thieves).WaitAsync(TestApp.Patience);
        for (var cell = queue.Take(); cell is not null; cell = queue.Take())
            Interlocked.Increment(ref taken[indexes[cell]]);
        Assert.All(taken, static times => Assert.Equal(rounds, times));
    }

    private static List<Cell> TakeAll(RunQueue queue)
    {
        var all = new List<Cell>();
        while (queue.Take() is { } cell)
            all.Add(cell);
        return all;
    }

    /// <summary>Cells that never run: the queue only passes them on.</summary>
    private static Cell[] MakeCells(int count)
    {
        var app = new TestApp().Idle();
        return [.. Enumerable.Range(0, count).Select(_ => (Cell)app.Spawn("test:idle").Route!)];
    }
}
