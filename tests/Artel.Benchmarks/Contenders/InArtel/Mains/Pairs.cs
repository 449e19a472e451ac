using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Mains;

/// <summary>Starts each round trip of a pair.</summary>
[Process("bench.mains:ping")]
[Permission(Permissions.Send)]
internal sealed partial class Ping
{
    [Main]
    private async Task RunAsync(PingCourse course, Pid pong)
    {
        await Process.Inbox.ReceiveAsync();
        var pongs = Process.Listen("pong");
        course.Begin();
        do
        {
            Process.Send(pong, "ping");
            await pongs.ReceiveAsync();
        }
        while (course.Next());
        Process.Send(pong, "stop");
        course.End();
    }
}

/// <summary>Sends each message back.</summary>
[Process("bench.mains:pong")]
[Permission(Permissions.Send)]
internal sealed partial class Pong
{
    [Main]
    private async Task RunAsync(Latch latch)
    {
        var pings = 0L;
        while (await Process.Inbox.ReceiveAsync() is { Value: { Topic: not "stop" } ping })
        {
            pings++;
            Process.Send(ping.From!, "pong");
        }

        latch.Arrive(pings);
    }
}

/// <summary>A place in the ring.</summary>
[Process("bench.mains:seat")]
[Permission(Permissions.Send)]
internal sealed partial class Seat
{
    [Main]
    private async Task RunAsync(Latch latch, int laps)
    {
        var place = new RingPlace(laps, latch);
        var next = (await Process.Listen<Pid>("next").ReceiveAsync()).Value;
        while (await Process.Inbox.ReceiveAsync() is { Value.Topic: not "stop" })
            Process.Send(next, place.Pass() ? "token" : "stop");
        place.End();
        if (!place.IsFirst)
            Process.Send(next, "stop");
    }
}
