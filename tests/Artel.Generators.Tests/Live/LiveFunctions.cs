using Microsoft.Extensions.DependencyInjection;

namespace Artel.Generators.Tests;

/// <summary>A user, as functions give it.</summary>
public sealed record LiveUser(int Id, string Name);

/// <summary>What happened, in order.</summary>
internal sealed class LiveLog
{
    public List<string> Lines { get; } = [];
}

/// <summary>A service of one call.</summary>
internal sealed class LiveSession(LiveLog log) : IAsyncDisposable
{
    public string Name { get; } = $"session {log.Lines.Count(static line => line == "opened")}";

    public LiveSession Open()
    {
        log.Lines.Add("opened");
        return this;
    }

    public ValueTask DisposeAsync()
    {
        log.Lines.Add("session disposed");
        return default;
    }
}

/// <summary>Static functions.</summary>
internal static class LiveFunctions
{
    [Function("live:get_user")]
    internal static Task<LiveUser> GetUserAsync(int id, string name = "nobody") => Task.FromResult(new LiveUser(id, name));

    [Function("live:add")]
    internal static int Add(int x, int y) => x + y;

    [Function("live:pid")]
    [Permission(Permissions.Send)]
    internal static async Task<string> PidAsync(ProcessContext process, [Inject] LiveLog log)
    {
        process.Send(process.Pid, "note", "to myself");
        log.Lines.Add((await process.Inbox.ReceiveAsync()).Value.GetPayload<string>());
        return process.Pid.ToString();
    }

#pragma warning disable ART0101 // What it does not declare is refused, which is to be seen.
    [Function("live:unpermitted")]
    internal static void Unpermitted(ProcessContext process) => process.Send(process.Pid, "note");
#pragma warning restore ART0101

    [Function("live:wait")]
    internal static Task WaitAsync(CancellationToken cancelled) => Task.Delay(Timeout.Infinite, cancelled);

    [Function("live:blind")]
    internal static Task BlindAsync() => new TaskCompletionSource().Task;

    [QueueConsumer("live:mails", Concurrency = 3)]
    internal static void Take(LiveUser user) => _ = user;
}

/// <summary>Functions of an object that is made for each call.</summary>
internal sealed class LiveApi(LiveSession session, LiveLog log) : IDisposable
{
    [Function("live:use")]
    internal async Task<string> UseAsync(ProcessContext process)
    {
        var name = session.Open().Name;
        await process.After(TimeSpan.FromSeconds(1)).ReceiveAsync();
        log.Lines.Add("done");
        return name;
    }

    [Function("live:fail")]
    internal int Fail() => throw new ProcessException(ErrorKind.Conflict, session.Open().Name);

    public void Dispose() => log.Lines.Add("api disposed");
}

/// <summary>A function whose service nobody registered.</summary>
internal sealed class LiveOrphan(IComparer<LiveOrphan> missing)
{
    [Function("live:orphan")]
    internal string Run() => missing.ToString()!;
}
