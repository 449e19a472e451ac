using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Handlers;

/// <summary>Starts each round trip of a pair.</summary>
[Process("bench.handlers:ping")]
[Permission(Permissions.Send)]
internal sealed partial class Ping([Argument] PingCourse course, [Argument] Pid pong)
{
    [OnMessage("go")]
    private void Go()
    {
        course.Begin();
        Process.Send(pong, "ping");
    }

    [OnMessage("pong")]
    private void Next()
    {
        if (course.Next())
        {
            Process.Send(pong, "ping");
            return;
        }

        Process.Send(pong, "stop");
        course.End();
        Process.Exit();
    }
}

/// <summary>Sends each message back.</summary>
[Process("bench.handlers:pong")]
[Permission(Permissions.Send)]
internal sealed partial class Pong([Argument] Latch latch)
{
    private long _pings;

    [OnMessage("ping")]
    private void Answer([Sender] Pid from)
    {
        _pings++;
        Process.Send(from, "pong");
    }

    [OnMessage("stop")]
    private void Stop()
    {
        latch.Arrive(_pings);
        Process.Exit();
    }
}

/// <summary>A place in the ring.</summary>
[Process("bench.handlers:seat")]
[Permission(Permissions.Send)]
internal sealed partial class Seat([Argument] Latch latch, [Argument] int laps)
{
    private readonly RingPlace _place = new(laps, latch);
    private Pid? _next;

    [OnMessage("next")]
    private void Join(Pid next) => _next = next;

    [OnMessage("token")]
    private void Pass() => Process.Send(_next!, _place.Pass() ? "token" : "stop");

    [OnMessage("stop")]
    private void Stop()
    {
        _place.End();
        if (!_place.IsFirst)
            Process.Send(_next!, "stop");
        Process.Exit();
    }
}
