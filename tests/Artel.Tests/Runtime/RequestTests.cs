namespace Artel.Tests.Runtime;

public sealed class RequestTests
{
    [Fact]
    public async Task A_late_answer_is_dropped_and_goes_to_no_other_request()
    {
        var late = new Probe<Message>();
        await using var app = new TestApp().Handlers("test:slow", (process, message) =>
        {
            if (message.Topic == "late")
                late.Tell(message);
            else
                message.Reply(message.GetPayload<int>());
            return BehaviorStep.Done;
        }).Main("test:client", async (process, _) =>
        {
            var slow = process.Registry.Lookup("slow");
            var error = await Assert.ThrowsAsync<ProcessException>(() => process.AskAsync<int>(slow, "late", TimeSpan.FromSeconds(1)).AsTask());
            Assert.Equal(ErrorKind.Timeout, error.Kind);
            Assert.Contains("'late'", error.Message, StringComparison.Ordinal);
            process.Send(slow, "go", 0);
            var answer = await process.AskAsync<int, int>(slow, "soon", 7);
            return (object?)(answer, process.Inbox.Count);
        });
        app.Runtime.SpawnNamed("slow", "test:slow", TestApp.Host);
        var result = app.Runtime.ExecAsync<(int, int)>("test:client", TestApp.Host);
        var request = await late.NextAsync();
        app.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((7, 0), await result.WaitAsync(TestApp.Patience));
        Assert.False(request.Reply(99));
    }

    [Fact]
    public async Task An_answer_after_a_cancelled_ask_is_dropped()
    {
        var kept = new Probe<Message>();
        await using var app = new TestApp().Handlers("test:slow", (_, message) =>
        {
            kept.Tell(message);
            return BehaviorStep.Done;
        });
        using var cancel = new CancellationTokenSource();
        var asked = app.Runtime.AskAsync<int>(app.Spawn("test:slow"), "x", cancellationToken: cancel.Token).AsTask();
        var request = await kept.NextAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.False(request.Reply(1));
    }

    [Fact]
    public async Task The_callees_error_comes_back_with_its_kind_and_details()
    {
        await using var app = new TestApp().Handlers("test:refusing", static (_, _) => throw new ProcessException(
            ErrorKind.Conflict, "sold out", retryable: false, details: new Dictionary<string, object?> { ["left"] = 0L }));
        var error = await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.AskAsync<int>(app.Spawn("test:refusing"), "buy").AsTask());
        Assert.Equal((ErrorKind.Conflict, "sold out", false, 0L), (error.Kind, error.Message, error.Retryable, error.Details["left"]));
    }

    [Fact]
    public async Task An_answer_of_another_type_is_invalid()
    {
        await using var app = new TestApp().Handlers("test:texts", static (_, message) => BehaviorStep.Answer(message, "text"));
        var error = await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.AskAsync<DateTimeOffset>(app.Spawn("test:texts"), "x").AsTask());
        Assert.Equal(ErrorKind.Invalid, error.Kind);
    }
}
