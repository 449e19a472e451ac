using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Handlers;

/// <summary>Answers with what it is asked.</summary>
[Process("bench.handlers:echo")]
internal sealed partial class Echo
{
    [OnMessage("echo")]
    private int Answer(int number) => number;
}

/// <summary>Asks, one question after the other.</summary>
[Process("bench.handlers:client")]
[Permission(Permissions.Send)]
internal sealed partial class Client([Argument] Latch latch, [Argument] Pid echo, [Argument] int count)
{
    [OnMessage("go")]
    private async Task AskAllAsync()
    {
        var right = 0;
        for (var i = 0; i < count; i++)
        {
            if (await Process.AskAsync<int, int>(echo, "echo", i) == i)
                right++;
        }

        latch.Arrive(right);
        Process.Exit();
    }
}
