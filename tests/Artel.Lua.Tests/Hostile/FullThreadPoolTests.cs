using Artel.Lua.Tests.Processes;
using Artel.Tests;

namespace Artel.Lua.Tests.Hostile;

/// <summary>More processes that never come to rest than there are threads to run them: all others still have their turns (statement 116).</summary>
[Collection(nameof(HostileTests))]
public sealed class FullThreadPoolTests : IAsyncLifetime
{
    private const int Answers = 10;

    /// <summary>The thread pool begins with as many threads as there are processors, and does not get to so many while it sees them at work.</summary>
    private static readonly int Restless = 16 * Environment.ProcessorCount;

    private readonly TestApp _app = new TestApp()
        .Handlers("test:ping", static (_, message) => BehaviorStep.Answer(message, message.GetPayload<long>()))
        .Lua("test:endless", "return function() while true do end end")
        .Lua(
            "test:volley",
            """
            return function(first)
              local balls = process.listen("ball")
              if first then process.send(first, "ball", process.pid()) end
              while true do process.send(balls:receive(), "ball", process.pid()) end
            end
            """);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public void S116_endless_scripts_on_all_threads_leave_the_others_their_turns()
    {
        for (var i = 0; i < Restless; i++)
            _app.Spawn("test:endless");
        Ask();
    }

    [Fact]
    public void S116_pairs_that_wake_each_other_on_all_threads_leave_the_others_their_turns()
    {
        for (var i = 0; i < Restless; i++)
            _app.Runtime.Spawn("test:volley", TestApp.Host, _app.Spawn("test:volley").ToString());
        Ask();
    }

    /// <summary>Waits on the test's own thread: a timeout that needs a turn of the thread pool would come too late as well.</summary>
    private void Ask()
    {
        var ping = _app.Spawn("test:ping");
        for (var i = 0L; i < Answers; i++)
        {
            var answer = _app.Runtime.AskAsync<long, long>(ping, "ping", i, Timeout.InfiniteTimeSpan);
            Assert.True(answer.Wait(TestApp.Patience), $"answer {i} did not come");
        }
    }
}
