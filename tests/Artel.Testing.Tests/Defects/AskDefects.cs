namespace Artel.Testing.Tests.Defects;

public sealed class AskDefects
{
    [Fact]
    public void An_ask_that_waits_in_a_topics_channel_is_answered_when_the_process_ends() => VerifyAnswered(static async process =>
    {
        process.Listen("question");
        await process.Events.ReceiveAsync();
    });

    [Fact]
    public void An_ask_that_was_taken_from_the_inbox_is_answered_when_the_process_ends() => VerifyAnswered(static async process =>
    {
        await process.Inbox.ReceiveAsync();
        await process.Events.ReceiveAsync();
    });

    [Fact]
    public void An_ask_whose_handler_ends_the_process_without_an_answer_is_answered()
    {
        using var host = new ArtelTestHost(1, static artel => artel.AddHandlers("bug:callee", static (process, _) => process.Exit()));
        var callee = host.Spawn("bug:callee");
        var ask = host.Runtime.AskAsync<int>(callee, "question", TimeSpan.FromHours(1)).AsTask();
        host.RunUntilIdle();
        Assert.False(RaceWorld.IsAlive(callee));
        VerifyNotFound(host, ask);
    }

    [Fact]
    public void A_reply_to_an_ask_that_was_given_up_says_that_nobody_waits()
    {
        var replied = new Probe<bool>();
        Message? kept = null;
        using var host = new ArtelTestHost(1, artel => artel.AddHandlers("bug:callee", (_, message) =>
        {
            if (message.IsRequest)
                kept = message;
            else
                replied.Tell(kept!.Reply(1));
        }));
        var callee = host.Spawn("bug:callee");
        using var source = new CancellationTokenSource();
        var ask = host.Runtime.AskAsync<int>(callee, "question", TimeSpan.FromHours(1), source.Token).AsTask();
        host.RunUntilIdle();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => host.RunUntil(ask));
        host.Runtime.Send(callee, "reply");
        host.RunUntilIdle();
        Assert.Equal([false], replied.Values);
    }

    private static void VerifyAnswered(Func<ProcessContext, Task> main)
    {
        using var host = new ArtelTestHost(1, artel => artel.AddMain("bug:callee", main));
        var callee = host.Spawn("bug:callee");
        host.RunUntilIdle();
        var ask = host.Runtime.AskAsync<int>(callee, "question", TimeSpan.FromHours(1)).AsTask();
        host.RunUntilIdle();
        host.Runtime.Terminate(callee);
        host.RunUntilIdle();
        VerifyNotFound(host, ask);
    }

    private static void VerifyNotFound(ArtelTestHost host, Task<int> ask)
    {
        // What nobody answers comes back with TIMEOUT; what is told of the end comes back with NOT_FOUND whenever it is.
        host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<ProcessException>(() => host.RunUntil(ask)).Kind);
    }
}
