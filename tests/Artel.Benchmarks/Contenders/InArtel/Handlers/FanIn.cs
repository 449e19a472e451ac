using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Handlers;

/// <summary>Counts what it is sent.</summary>
[Process("bench.handlers:counter")]
internal sealed partial class Counter([Argument] Latch latch, [Argument] long expected)
{
    private long _count;

    [OnMessage("count")]
    private void Count()
    {
        if (++_count < expected)
            return;
        latch.Arrive(_count);
        Process.Exit();
    }
}

/// <summary>Sends bursts of messages.</summary>
[Process("bench.handlers:producer")]
[Permission(Permissions.Send)]
internal sealed partial class Producer([Argument] Pid counter, [Argument] int count)
{
    private readonly ProducerCourse _course = new(count);

    [OnMessage("go")]
    private void Produce()
    {
        for (var burst = _course.TakeBurst(); burst > 0; burst--)
            Process.Send(counter, "count");
        if (_course.HasMore)
            Process.Send(Process.Pid, "go");
        else
            Process.Exit();
    }
}
