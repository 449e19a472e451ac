using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Handlers;

/// <summary>Ends with its first message.</summary>
[Process("bench.handlers:one-shot")]
internal sealed partial class OneShot([Argument] Latch latch)
{
    [OnMessage("go")]
    private void End()
    {
        latch.Arrive(1);
        Process.Exit();
    }
}

/// <summary>Starts processes that end at once.</summary>
[Process("bench.handlers:spawner")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, "bench.handlers:one-shot")]
[Permission(Permissions.Host, ArtelContender.Host)]
internal sealed partial class Starter([Argument] Latch latch, [Argument] int count)
{
    [OnMessage("go")]
    private void StartAll()
    {
        for (var i = 0; i < count; i++)
            Process.Send(Process.Spawn("bench.handlers:one-shot", ArtelContender.Host, latch), "go");
        Process.Exit();
    }
}

/// <summary>Waits for messages, and does nothing else.</summary>
[Process("bench.handlers:idle")]
internal sealed partial class Idle
{
    [OnMessage("touch")]
    private void Touch(Latch latch) => latch.Arrive(1);
}

/// <summary>Watches processes.</summary>
[Process("bench.handlers:watcher")]
[Permission(Permissions.Monitor)]
internal sealed partial class Watcher([Argument] Latch latch, [Argument] int count)
{
    private long _ended;

    [OnMessage("watch")]
    private void Watch(Pid pid) => Process.Monitor(pid);

    [OnMessage("touch")]
    private void Touch(Latch ready) => ready.Arrive(1);

    [OnExit]
    private void Ended(ExitEvent exit)
    {
        if (++_ended < count)
            return;
        latch.Arrive(_ended);
        Process.Exit();
    }
}

/// <summary>A link of the chain; each starts the next.</summary>
[Process("bench.handlers:linked")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, "bench.handlers:linked")]
[Permission(Permissions.SpawnLinked, "bench.handlers:linked")]
[Permission(Permissions.Host, ArtelContender.Host)]
internal sealed partial class Linked([Argument] Latch grown)
{
    [OnMessage("grow")]
    private void Grow(int more)
    {
        if (more == 0)
            grown.Arrive(0);
        else
            Process.Send(Process.SpawnLinked("bench.handlers:linked", ArtelContender.Host, grown), "grow", more - 1);
    }
}
