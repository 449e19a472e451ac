namespace Artel.Tests.Runtime;

public sealed class MailboxLimitTests
{
    private const string Host = "test:bounded";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S008_a_full_mailbox_refuses_and_says_which_limit_and_how_to_raise_it(bool handlers)
    {
        var gate = new TaskCompletionSource();
        var seen = new Probe<string>();
        await using var app = Bounded(MailboxFullPolicy.Refuse, handlers, gate, seen);
        var pid = await StartAsync(app, seen);
        for (var i = 0; i < 3; i++)
            app.Runtime.Send(pid, "m");
        var error = Assert.Throws<ProcessException>(() => app.Runtime.Send(pid, "m"));
        Assert.Equal((ErrorKind.RateLimited, (bool?)true), (error.Kind, error.Retryable));
        Assert.Contains("MaxMailboxLength of host 'test:bounded'", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            ErrorKind.RateLimited,
            (await Assert.ThrowsAsync<ProcessException>(async () => await app.Runtime.SendAsync(pid, "m", 1))).Kind);

        gate.SetResult();
        await seen.TakeAsync(3);
        app.Runtime.Send(pid, "m");
        await seen.NextAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S008_where_so_configured_the_sender_waits_for_room(bool handlers)
    {
        var gate = new TaskCompletionSource();
        var seen = new Probe<string>();
        await using var app = Bounded(MailboxFullPolicy.Wait, handlers, gate, seen);
        var pid = await StartAsync(app, seen);
        var sends = Enumerable.Range(0, 20).Select(i => app.Runtime.SendAsync(pid, "m", i).AsTask()).ToList();
        Assert.Equal(3, sends.Count(static send => send.IsCompletedSuccessfully));
        Assert.Contains("SendAsync", Assert.Throws<ProcessException>(() => app.Runtime.Send(pid, "m")).Message, StringComparison.Ordinal);
        gate.SetResult();
        await Task.WhenAll(sends).WaitAsync(TestApp.Patience);
        await seen.TakeAsync(20);
    }

    [Fact]
    public async Task A_sender_that_waits_is_told_when_the_process_ends()
    {
        var seen = new Probe<string>();
        await using var app = Bounded(MailboxFullPolicy.Wait, handlers: true, new TaskCompletionSource(), seen);
        var pid = await StartAsync(app, seen);
        for (var i = 0; i < 3; i++)
            app.Runtime.Send(pid, "m");
        var waiting = app.Runtime.SendAsync(pid, "m", 1).AsTask();
        Assert.False(waiting.IsCompleted);
        app.Runtime.Terminate(pid);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<ProcessException>(() => waiting.WaitAsync(TestApp.Patience))).Kind);
    }

    [Fact]
    public async Task A_definitions_own_limit_goes_before_the_hosts()
    {
        var seen = new Probe<string>();
        await using var app = Bounded(MailboxFullPolicy.Refuse, handlers: true, new TaskCompletionSource(), seen)
            .Define(new ProcessDefinition("test:one", _ => new Never()) { MaxMailboxLength = 1 });
        var pid = app.Runtime.Spawn("test:one", Host);
        app.Runtime.Send(pid, "m");

        // Between the mailbox and the place where it is kept the message counts for nothing, for a moment.
        ProcessException? refused = null;
        for (var i = 0; i < 1_000 && refused is null; i++)
            refused = Record.Exception(() => app.Runtime.Send(pid, "m")) as ProcessException;
        Assert.Contains("definition 'test:one'", refused!.Message, StringComparison.Ordinal);
    }

    private static TestApp Bounded(MailboxFullPolicy policy, bool handlers, TaskCompletionSource gate, Probe<string> seen)
    {
        var app = new TestApp().WithHost(Host, options =>
        {
            options.MaxMailboxLength = 3;
            options.MailboxFullPolicy = policy;
        });
        return handlers
            ? app.Handlers("test:slow", (_, message) => BehaviorStep.From(HandleAsync(message)))
            : app.Main("test:slow", async process =>
            {
                await foreach (var message in process.Inbox.ReadAllAsync())
                    await HandleAsync(message);
            });

        async Task HandleAsync(Message message)
        {
            if (message.Topic == "start")
            {
                seen.Tell("started");
                await gate.Task;
            }
            else
            {
                seen.Tell(message.Topic);
            }
        }
    }

    private static async Task<Pid> StartAsync(TestApp app, Probe<string> seen)
    {
        var pid = app.Runtime.Spawn("test:slow", Host);
        app.Runtime.Send(pid, "start");
        Assert.Equal("started", await seen.NextAsync());
        return pid;
    }

    private sealed class Never : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process) => BehaviorStep.Done;

        public BehaviorStep Receive(Message message) => BehaviorStep.NotHandled;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }
}
