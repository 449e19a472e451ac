namespace Artel.Tests.Runtime;

public sealed class LinkChainTests
{
    [Fact]
    public async Task S058_a_chain_of_three_shows_the_peer_and_the_root_cause()
    {
        var error = await EndOfChainAsync(3);
        Assert.Equal((ErrorKind.Conflict, "root"), (error.Kind, error.RootCause.Message));
        Assert.StartsWith("linked process {local@test:processes|", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" ended: root", error.Message, StringComparison.Ordinal);
        Assert.Contains(" ended, since {", error.Message, StringComparison.Ordinal);
        Assert.Equal("root", error.InnerException!.InnerException!.InnerException!.Message);
    }

    [Fact]
    public async Task S058_the_error_of_a_long_chain_is_small_and_still_shows_the_root_cause()
    {
        var error = await EndOfChainAsync(500);
        Assert.Equal("root", error.RootCause.Message);
        Assert.InRange(error.Message.Length, 1, 200);
        var depth = 0;
        for (var inner = error.InnerException; inner is not null; inner = inner.InnerException)
            depth++;
        Assert.InRange(depth, 1, 20);
    }

    /// <summary>Errors are made when they are read, and those of a chain by whoever reads any of them first.</summary>
    [Fact]
    public async Task S058_the_error_of_each_process_wraps_the_very_error_of_its_peer()
    {
        var errors = (await EndsOfChainAsync(10)).Select(static result => result.Error!).ToList();
        Assert.Equal("root", errors[0].Message);
        for (var i = 1; i < errors.Count; i++)
            Assert.Same(errors[i - 1], errors[i].InnerException);
    }

    private static async Task<ProcessException> EndOfChainAsync(int length) => (await EndsOfChainAsync(length))[^1].Error!;

    /// <summary>How a chain of processes ended, each linked to the one before, the first of which failed.</summary>
    private static async Task<ProcessResult[]> EndsOfChainAsync(int length)
    {
        await using var app = new TestApp().Idle().Main("test:link", async (process, arguments) =>
        {
            process.Link(arguments.Get<Pid>(0, "before"));
            arguments.Get<Probe<bool>>(1, "linked").Tell(true);
            await process.CreateChannel<int>().ReceiveAsync();
            return null;
        });
        List<Pid> chain = [app.Spawn("test:idle")];
        var linked = new Probe<bool>();
        for (var i = 0; i < length; i++)
        {
            chain.Add(app.Spawn("test:link", chain[^1], linked));
            await linked.NextAsync();
        }

        var ended = Task.WhenAll(chain.Select(pid => app.Runtime.WaitForExitAsync(pid)));
        app.Runtime.Send(chain[0], "fail", "root");
        return await ended.WaitAsync(TestApp.Patience);
    }
}
