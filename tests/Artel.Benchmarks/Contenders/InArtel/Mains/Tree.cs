using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Mains;

/// <summary>A node of the tree.</summary>
[Process("bench.mains:sky")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, "bench.mains:sky")]
[Permission(Permissions.Host, ArtelContender.Host)]
internal sealed partial class Sky
{
    [Main]
    private async Task RunAsync(Pid parent)
    {
        var part = (await Process.Inbox.ReceiveAsync()).Value.GetPayload<SkyPart>();
        var total = part.First;
        if (part.Count > 1)
        {
            for (var i = 0; i < SkyPart.Branches; i++)
                Process.Send(Process.Spawn("bench.mains:sky", ArtelContender.Host, Process.Pid), "part", part.Branch(i));
            var sum = new SkySum();
            var sums = Process.Listen<long>("sum");
            while (!sum.Add((await sums.ReceiveAsync()).Value, out total))
            {
                // The sum of another branch is missing.
            }
        }

        Process.Send(parent, "sum", total);
    }
}

/// <summary>Starts the tree and gets its sum.</summary>
[Process("bench.mains:sky-root")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, "bench.mains:sky")]
[Permission(Permissions.Host, ArtelContender.Host)]
internal sealed partial class SkyRoot
{
    [Main]
    private async Task RunAsync(Latch latch)
    {
        var count = (await Process.Listen<long>("start").ReceiveAsync()).Value;
        Process.Send(Process.Spawn("bench.mains:sky", ArtelContender.Host, Process.Pid), "part", new SkyPart(0, count));
        latch.Arrive((await Process.Listen<long>("sum").ReceiveAsync()).Value);
    }
}
