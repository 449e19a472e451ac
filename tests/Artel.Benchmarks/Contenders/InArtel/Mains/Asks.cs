using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Mains;

/// <summary>Answers with what it is asked.</summary>
[Process("bench.mains:echo")]
internal sealed partial class Echo
{
    [Main]
    private async Task RunAsync()
    {
        await foreach (var question in Process.Listen("echo").ReadAllAsync())
            question.Reply(question.GetPayload<int>());
    }
}

/// <summary>Asks, one question after the other.</summary>
[Process("bench.mains:client")]
[Permission(Permissions.Send)]
internal sealed partial class Client
{
    [Main]
    private async Task RunAsync(Latch latch, Pid echo, int count)
    {
        await Process.Listen("go").ReceiveAsync();
        var right = 0;
        for (var i = 0; i < count; i++)
        {
            if (await Process.AskAsync<int, int>(echo, "echo", i) == i)
                right++;
        }

        latch.Arrive(right);
    }
}
