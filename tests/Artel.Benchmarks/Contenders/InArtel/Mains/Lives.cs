using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Mains;

/// <summary>Ends with its first message.</summary>
[Process("bench.mains:one-shot")]
internal sealed partial class OneShot
{
    [Main]
    private async Task RunAsync(Latch latch)
    {
        await Process.Inbox.ReceiveAsync();
        latch.Arrive(1);
    }
}

/// <summary>Starts processes that end at once.</summary>
[Process("bench.mains:spawner")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, "bench.mains:one-shot")]
[Permission(Permissions.Host, ArtelContender.Host)]
internal sealed partial class Starter
{
    [Main]
    private async Task RunAsync(Latch latch, int count)
    {
        await Process.Inbox.ReceiveAsync();
        for (var i = 0; i < count; i++)
            Process.Send(Process.Spawn("bench.mains:one-shot", ArtelContender.Host, latch), "go");
    }
}

/// <summary>Waits for messages, and does nothing else.</summary>
[Process("bench.mains:idle")]
internal sealed partial class Idle
{
    [Main]
    private async Task RunAsync()
    {
        await foreach (var message in Process.Inbox.ReadAllAsync())
            message.GetPayload<Latch>().Arrive(1);
    }
}

/// <summary>Watches processes.</summary>
[Process("bench.mains:watcher")]
[Permission(Permissions.Monitor)]
internal sealed partial class Watcher
{
    [Main]
    private async Task RunAsync(Latch latch, int count)
    {
        var watched = Process.Listen<Pid>("watch");
        for (var i = 0; i < count; i++)
            Process.Monitor((await watched.ReceiveAsync()).Value);
        (await Process.Listen<Latch>("touch").ReceiveAsync()).Value.Arrive(1);
        var ended = 0L;
        while (ended < count)
        {
            if ((await Process.Events.ReceiveAsync()).Value is ExitEvent)
                ended++;
        }

        latch.Arrive(ended);
    }
}

/// <summary>A link of the chain; each starts the next.</summary>
[Process("bench.mains:linked")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, "bench.mains:linked")]
[Permission(Permissions.SpawnLinked, "bench.mains:linked")]
[Permission(Permissions.Host, ArtelContender.Host)]
internal sealed partial class Linked
{
    [Main]
    private async Task RunAsync(Latch grown)
    {
        await foreach (var more in Process.Listen<int>("grow").ReadAllAsync())
        {
            if (more == 0)
                grown.Arrive(0);
            else
                Process.Send(Process.SpawnLinked("bench.mains:linked", ArtelContender.Host, grown), "grow", more - 1);
        }
    }
}
