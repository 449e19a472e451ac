namespace Artel.Benchmarks.Micro;

/// <summary>What the processes of the micro benchmarks have counted; for one thread.</summary>
internal sealed class Tally
{
    public long Count { get; set; }

    /// <summary>Begins to count anew.</summary>
    /// <exception cref="InvalidOperationException">The count is another one than it has to be.</exception>
    public void Verify(long expected)
    {
        if (Count != expected)
            throw new InvalidOperationException($"{Count} were counted and not {expected}");
        Count = 0;
    }
}

/// <summary>Counts messages.</summary>
[Process("bench.micro:sink")]
internal sealed partial class Sink([Argument] Tally tally)
{
    [OnMessage("nothing")]
    private void Count() => tally.Count++;

    [OnMessage("number")]
    private void Count(int number) => tally.Count++;

    [OnMessage("ask")]
    private int Answer(int number)
    {
        tally.Count++;
        return number;
    }
}

/// <summary>Does in its turn what is timed.</summary>
[Process("bench.micro:driver")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, "bench.micro:*")]
[Permission(Permissions.Host)]
internal sealed partial class Driver([Argument] Pid target)
{
    [OnMessage("send nothing")]
    private void SendNothing(int times)
    {
        for (var i = 0; i < times; i++)
            Process.Send(target, "nothing");
    }

    [OnMessage("send numbers")]
    private void SendNumbers(int times)
    {
        for (var i = 0; i < times; i++)
            Process.Send(target, "number", i);
    }

    [OnMessage("spawn")]
    private void Spawn(int times)
    {
        for (var i = 0; i < times; i++)
            Process.Send(Process.Spawn("bench.micro:short", Contenders.InArtel.ArtelContender.Host), "end");
    }
}

/// <summary>Asks, one question after the other.</summary>
[Process("bench.micro:asker")]
[Permission(Permissions.Send)]
internal sealed partial class Asker([Argument] Pid target)
{
    [OnMessage("ask")]
    private async Task AskAsync(int times)
    {
        for (var i = 0; i < times; i++)
            await Process.AskAsync<int, int>(target, "ask", i);
    }
}

/// <summary>Ends with its first message.</summary>
[Process("bench.micro:short")]
internal sealed partial class Short
{
    [OnMessage("end")]
    private void End() => Process.Exit();
}

/// <summary>Selects between channels.</summary>
[Process("bench.micro:selector")]
internal sealed partial class Selector([Argument] Tally tally)
{
    [OnMessage("select")]
    private async Task SelectAsync(int times)
    {
        var first = Process.CreateChannel<int>(1);
        var second = Process.CreateChannel<int>(1);
        for (var i = 0; i < times; i++)
        {
            (i % 2 == 0 ? first : second).TrySend(i);
            var fromFirst = first.ReceiveCase();
            var fromSecond = second.ReceiveCase();
            var done = await Process.SelectAsync(fromFirst, fromSecond);
            if (ReferenceEquals(done, i % 2 == 0 ? fromFirst : fromSecond))
                tally.Count++;
        }
    }
}
