using Artel.Runtime;

namespace Artel.Tests.Scheduling;

public sealed class NextCellTests
{
    private static readonly Cell[] Cells = IdleCells.Make(1_000);

    private NextCell _next;

    [Fact]
    public void What_was_put_is_there_until_it_is_taken()
    {
        Assert.True(_next.IsEmpty);
        Assert.Null(_next.Take());
        Assert.Null(_next.TakeAway());
        Assert.True(_next.TryPut(Cells[0]));
        Assert.False(_next.TryPut(Cells[1]));
        Assert.False(_next.IsEmpty);
        Assert.Same(Cells[0], _next.Replace(Cells[1]));
        Assert.Same(Cells[1], _next.Take());
        Assert.True(_next.TryPut(Cells[2]));
        Assert.Same(Cells[2], _next.TakeAway());
        Assert.True(_next.IsEmpty);
        Assert.Null(_next.Replace(Cells[3]));
        Assert.Same(Cells[3], _next.Take());
    }

    [Fact]
    public void Each_is_taken_once_by_its_worker_or_the_watch()
    {
        const int rounds = 200;
        var takenAway = new int[Cells.Length];
        var taken = new int[Cells.Length];
        var numbers = Enumerable.Range(0, Cells.Length).ToDictionary(number => Cells[number]);
        var isOver = false;
        var watch = new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                if (_next.TakeAway() is { } cell)
                    takenAway[numbers[cell]]++;
            }
        });
        watch.Start();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var cell in Cells)
            {
                Assert.True(_next.TryPut(cell));
                if ((numbers[cell] & 7) == 0)
                    Thread.Yield();
                if (_next.Take() is { } own)
                {
                    Assert.Same(cell, own);
                    taken[numbers[cell]]++;
                }
            }
        }

        Volatile.Write(ref isOver, true);
        watch.Join();
        Assert.True(_next.IsEmpty);
        Assert.All(Enumerable.Range(0, Cells.Length), number => Assert.Equal(rounds, taken[number] + takenAway[number]));
    }
}
