namespace Artel.Conformance;

/// <summary>
/// The test's hand on a puppet: a process that does the operation of <c>process</c> that it is told and answers with what came of it.
/// What it is told and what it answers are plain values, so that the puppet can be written in any language; the operations are listed in
/// <c>Definitions/README.md</c>.
/// </summary>
public sealed class Puppet(ArtelRuntime runtime, Pid pid)
{
    /// <summary>The topic of what a puppet is told.</summary>
    public const string CommandTopic = "conf.do";

    /// <summary>The topic that a puppet takes in the way of its style: by a handler, or from its inbox.</summary>
    public const string NoteTopic = "note";

    /// <summary>An ask goes by the clock of the test, which may be turned by hours.</summary>
    private static readonly TimeSpan AskTimeout = TimeSpan.FromDays(30);

    /// <summary>The address.</summary>
    public Pid Pid => pid;

    /// <summary>The address as text, as the puppets themselves give it.</summary>
    public string Text => pid.ToString();

    /// <summary>Has an operation done; throws its error.</summary>
    public async Task<object?> DoAsync(string operation, params object?[] arguments)
    {
        var outcome = await TryAsync(operation, arguments);
        return outcome.Error is { } error
            ? throw new ProcessException(error.Kind, $"{operation}: {error.Message}", retryable: error.Retryable)
            : outcome.Value;
    }

    /// <summary>Has an operation done; throws its error.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    public async Task<T> DoAsync<T>(string operation, params object?[] arguments) => (T)(await DoAsync(operation, arguments))!;

    /// <summary>Has an operation done that has to fail.</summary>
    public async Task<SeenError> FailsAsync(string operation, params object?[] arguments)
    {
        var outcome = await TryAsync(operation, arguments);
        Assert.True(outcome.Error is not null, $"{operation} succeeded with {outcome.Value ?? "nothing"}");
        return outcome.Error!;
    }

    /// <summary>Has an operation done.</summary>
    public async Task<Outcome> TryAsync(string operation, params object?[] arguments) => Outcome.Read(await AskAsync(Command(operation, arguments)));

    /// <summary>
    /// Has operations done one after the other, in one turn as far as they do not wait. Each is an array of its name and its arguments.
    /// </summary>
    public async Task<IReadOnlyList<Outcome>> BatchAsync(params object?[][] operations)
    {
        var told = await DoAsync("batch", Commands(operations));
        return [.. ((IEnumerable<object?>)told!).Select(Outcome.Read)];
    }

    /// <summary>Has it end, by one of <c>exit</c>, <c>return</c>, <c>fail</c>, <c>crash</c>; gives how it ended.</summary>
    public async Task<ProcessResult> EndAsync(string operation, params object?[] arguments)
    {
        var ended = Ended();
        await DoAsync(operation, arguments);
        return await ended;
    }

    /// <summary>Terminates it, and waits until it has ended.</summary>
    public async Task<ProcessResult> TerminateAsync()
    {
        var ended = Ended();
        runtime.Terminate(pid);
        return await ended;
    }

    /// <summary>How it ends; asked before that.</summary>
    public Task<ProcessResult> Ended() => runtime.WaitForExitAsync(pid).WaitAsync(ConformanceApp.Patience);

    /// <summary>Tells it what it may never answer, since it is another process or none when it is done.</summary>
    public void Begin(string operation, params object?[] arguments) => runtime.Send(pid, CommandTopic, Command(operation, arguments));

    /// <summary>Tells it to do operations one after the other, the last of which it may never answer.</summary>
    public void BeginBatch(params object?[][] operations) => Begin("batch", Commands(operations));

    /// <summary>The next event that it sees.</summary>
    public async Task<SeenEvent> NextEventAsync() => SeenEvent.Read(await DoAsync("event"));

    /// <summary>The next note that it gets.</summary>
    public async Task<SeenMessage> TakeAsync() => SeenMessage.Read(await DoAsync("take"));

    /// <summary>The next message of its inbox.</summary>
    public async Task<SeenMessage> ReceiveAsync() => SeenMessage.Read(await DoAsync("inbox.receive"));

    /// <summary>The next value of one of its channels.</summary>
    public async Task<SeenValue> ReceiveAsync(string channel) => SeenValue.Read(await DoAsync("channel.receive", channel));

    private Task<object?> AskAsync(object?[] command) =>
        runtime.AskAsync<object?[], object?>(pid, CommandTopic, command, AskTimeout).AsTask().WaitAsync(ConformanceApp.Patience);

    private static object?[] Commands(object?[][] operations) =>
        [.. operations.Select(static operation => (object?)Command((string)operation[0]!, operation[1..]))];

    /// <summary>
    /// What a puppet is told, as it is sent. The count stands in it, since an array of some languages forgets the nulls at its end.
    /// </summary>
    public static object?[] Command(string operation, params object?[] arguments) =>
        [operation, arguments.Length, .. arguments.Select(static argument => argument is Pid pid ? pid.ToString() : argument)];
}
