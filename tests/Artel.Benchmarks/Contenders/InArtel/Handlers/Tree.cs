using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Handlers;

/// <summary>A node of the tree.</summary>
[Process("bench.handlers:sky")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, "bench.handlers:sky")]
[Permission(Permissions.Host, ArtelContender.Host)]
internal sealed partial class Sky([Argument] Pid parent)
{
    private readonly SkySum _sum = new();

    [OnMessage("part")]
    private void AddUp(SkyPart part)
    {
        if (part.Count == 1)
        {
            Tell(part.First);
            return;
        }

        for (var i = 0; i < SkyPart.Branches; i++)
            Process.Send(Process.Spawn("bench.handlers:sky", ArtelContender.Host, Process.Pid), "part", part.Branch(i));
    }

    [OnMessage("sum")]
    private void Add(long sum)
    {
        if (_sum.Add(sum, out var total))
            Tell(total);
    }

    private void Tell(long sum)
    {
        Process.Send(parent, "sum", sum);
        Process.Exit();
    }
}

/// <summary>Starts the tree and gets its sum.</summary>
[Process("bench.handlers:sky-root")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, "bench.handlers:sky")]
[Permission(Permissions.Host, ArtelContender.Host)]
internal sealed partial class SkyRoot([Argument] Latch latch)
{
    [OnMessage("start")]
    private void Start(long count) =>
        Process.Send(Process.Spawn("bench.handlers:sky", ArtelContender.Host, Process.Pid), "part", new SkyPart(0, count));

    [OnMessage("sum")]
    private void Finish(long sum)
    {
        latch.Arrive(sum);
        Process.Exit();
    }
}
