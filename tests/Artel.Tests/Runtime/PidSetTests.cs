using Artel.Runtime;

namespace Artel.Tests.Runtime;

public sealed class PidSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(40)]
    public void Behaves_as_a_set_of_any_size(int pids)
    {
        var random = new Random(pids);
        var all = Enumerable.Range(0, pids).Select(i => new Pid(Pid.LocalNode, "a:b", (ulong)i)).ToArray();
        var model = new HashSet<Pid>();
        var set = default(PidSet);
        for (var step = 0; step < 2_000; step++)
        {
            var pid = all[random.Next(pids)];
            if (random.Next(2) == 0)
                Assert.Equal(model.Add(pid), set.Add(pid));
            else
                Assert.Equal(model.Remove(pid), set.Remove(pid));
            Assert.Equal(model.Count, set.Count);
            Assert.Equal(model.Count == 0, set.IsEmpty);
            Assert.Equal(model.Contains(pid), set.Contains(pid));
            Assert.Equal(model.OrderBy(static one => one.Unique), set.ToArray().OrderBy(static one => one.Unique));
            Assert.Equal(set.ToArray(), Walk(set));
        }

        var taken = set.TakeAll();
        Assert.True(set.IsEmpty);
        Assert.Equal(model.Count, taken.Count);
    }

    private static List<Pid> Walk(PidSet set)
    {
        List<Pid> walked = [];
        foreach (var pid in set)
            walked.Add(pid);
        return walked;
    }
}
