using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Mains;

/// <summary>Counts what it is sent.</summary>
[Process("bench.mains:counter")]
internal sealed partial class Counter
{
    [Main]
    private async Task RunAsync(Latch latch, long expected)
    {
        var count = 0L;
        var counted = Process.Listen("count");
        while (count < expected)
        {
            await counted.ReceiveAsync();
            count++;
        }

        latch.Arrive(count);
    }
}

/// <summary>Sends bursts of messages.</summary>
[Process("bench.mains:producer")]
[Permission(Permissions.Send)]
internal sealed partial class Producer
{
    [Main]
    private async Task RunAsync(Pid counter, int count)
    {
        var course = new ProducerCourse(count);
        var going = Process.Listen("go");
        while (course.HasMore)
        {
            await going.ReceiveAsync();
            for (var burst = course.TakeBurst(); burst > 0; burst--)
                Process.Send(counter, "count");
            Process.Send(Process.Pid, "go");
        }
    }
}
