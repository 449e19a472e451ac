using Artel.Runtime;

namespace Artel.Testing.Tests.RealThreads;

public sealed class ProcessTableTests
{
    [Fact]
    public void Slots_taken_and_given_back_on_several_threads_are_never_given_twice()
    {
        const int Rounds = 200_000;
        const int Held = 50;
        using var host = new ArtelTestHost(0, static artel => artel.AddHandlers("table:process", static (_, _) => { }));
        var cell = host.Spawn("table:process").Cell();
        var table = new ProcessTable();
        var owners = new int[16 * 1024];
        var collisions = 0;
        var generations = new List<ulong>[3];
        using var threads = new Threads(3);
        threads.Together([.. Enumerable.Range(0, 3).Select(number => (Action)(() =>
        {
            var mine = new Queue<ulong>();
            var seen = generations[number] = new List<ulong>(Rounds);
            for (var i = 0; i < Rounds; i++)
            {
                var unique = table.Reserve();
                seen.Add(unique);
                if (Interlocked.CompareExchange(ref owners[(int)(uint)unique], number + 1, 0) != 0)
                    Interlocked.Increment(ref collisions);
                table.Publish(unique, cell);
                mine.Enqueue(unique);
                if (mine.Count > Held)
                    GiveBack(mine.Dequeue());
            }

            while (mine.TryDequeue(out var unique))
                GiveBack(unique);
        }))]);

        Assert.Equal(0, collisions);
        Assert.Equal(3 * Rounds, generations.SelectMany(static seen => seen).Distinct().Count());
        Assert.Equal(0, table.Count);
        Assert.Empty(table.Snapshot());

        // Besides those that are held, each thread has two magazines, and as many may be between them.
        Assert.True(generations.SelectMany(static seen => seen).Max(static unique => (uint)unique) <= 3 * (Held + 1 + (3 * FreeSlots.MagazineSize)));

        void GiveBack(ulong unique)
        {
            Volatile.Write(ref owners[(int)(uint)unique], 0);
            table.Remove(unique);
        }
    }
}
