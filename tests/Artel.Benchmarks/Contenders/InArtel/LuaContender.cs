using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel;

/// <summary>Artel in Lua. What Lua processes have handled they send to a process in C#, since a latch can't be given to them.</summary>
internal sealed class LuaContender() : ArtelContender("artel-lua", "bench.lua", ByRole)
{
    private readonly List<Pid> _reports = [];

    public override double Share(string workload) => workload switch
    {
        "W1" or "W1b" or "W2" or "W2p" or "W3" or "W3b" or "W7" or "W9" => 0.1,
        "W4" or "W5" or "W6" or "W8" => 0.05,

        // A script has no clock that is fine enough.
        _ => 0,
    };

    public override long MemoryInUse() => Memory.Resident();

    protected override object ReportTo(Latch latch)
    {
        var pid = Runtime.Spawn("bench:report", Host, latch);
        _reports.Add(pid);
        return pid;
    }

    protected override Pid StartPair(object report, PingCourse course, int rounds) =>
        Spawn("ping", report, Spawn("pong", report), rounds);

    protected override void EndReports()
    {
        foreach (var pid in _reports)
            Runtime.Terminate(pid);
        _reports.Clear();
    }
}

/// <summary>Arrives at a latch for processes in Lua.</summary>
[Process("bench:report")]
internal sealed partial class Report([Argument] Latch latch)
{
    [OnMessage("done")]
    private void Done(long handled) => latch.Arrive(handled);
}
