using Artel.Tests;

namespace Artel.Lua.Tests.Hostile;

/// <summary>
/// More processes that never come to rest than there are threads to run them: one that was told something has its turn before any of them
/// is through with its work (statement 116).
/// </summary>
[Collection(nameof(HostileTests))]
public sealed class FullThreadPoolTests : IAsyncLifetime
{
    /// <summary>
    /// A thread that a process kept for itself would be through with this in about a second: too soon for the pool to add as many threads
    /// as there are such processes, and far more turns than anyone has who waits behind the others.
    /// </summary>
    private const int Turns = 1_000_000;

    private static readonly int Restless = 16 * Environment.ProcessorCount;

    private readonly Work _work = new();
    private readonly TestApp _app = new();

    public FullThreadPoolTests() => _app
        .Handlers("test:ping", (_, message) => BehaviorStep.Answer(message, Volatile.Read(ref _work.Done)))
        .Define(new ProcessDefinition("test:endless", _ => new Endless(_work)))
        .Define(new ProcessDefinition("test:volley", _ => new Volley(_work)) { Topics = ["ball"] });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _work.IsOver = true;
        await _app.DisposeAsync();
    }

    [Fact]
    public void S116_processes_that_always_go_on_leave_the_others_their_turns()
    {
        for (var i = 0; i < Restless; i++)
            _app.Spawn("test:endless");
        Assert.Equal(0, Ask());
    }

    [Fact]
    public void S116_pairs_that_always_wake_each_other_leave_the_others_their_turns()
    {
        for (var i = 0; i < Restless; i++)
            _app.Runtime.Send(_app.Spawn("test:volley"), "ball", _app.Spawn("test:volley"));
        Assert.Equal(0, Ask());
    }

    /// <summary>How many processes were through with their work when another had its turn that was told something before they began.</summary>
    private int Ask()
    {
        var answer = _app.Runtime.AskAsync<long, int>(_app.Spawn("test:ping"), "ping", 0L, Timeout.InfiniteTimeSpan);
        _work.HasBegun = true;

        // On the test's own thread: a timeout that needs a turn of the thread pool would come too late as well.
        Assert.True(answer.Wait(TestApp.Patience), "no answer came");
        return answer.Result;
    }

    /// <summary>What the restless processes of a test share.</summary>
    private sealed class Work
    {
        public volatile bool HasBegun;
        public volatile bool IsOver;
        public int Done;

        /// <summary>Counts a turn; whether its process goes on.</summary>
        public bool GoesOn(ref int turns)
        {
            if (HasBegun && ++turns == Turns)
                Interlocked.Increment(ref Done);
            return !IsOver && turns < Turns;
        }
    }

    /// <summary>Wants another turn after each.</summary>
    private sealed class Endless(Work work) : IProcessBehavior
    {
        private int _turns;

        public BehaviorStep Start(ProcessContext process) => Continue();

        public BehaviorStep Receive(Message message) => BehaviorStep.NotHandled;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;

        public BehaviorStep Continue() => work.GoesOn(ref _turns) ? BehaviorStep.Yielded : BehaviorStep.End(null);
    }

    /// <summary>Wakes whoever woke it, and sleeps.</summary>
    private sealed class Volley(Work work) : IProcessBehavior
    {
        private ProcessContext _process = null!;
        private int _turns;

        public BehaviorStep Start(ProcessContext process)
        {
            _process = process;
            return BehaviorStep.Done;
        }

        public BehaviorStep Receive(Message message)
        {
            if (!work.GoesOn(ref _turns))
                return BehaviorStep.End(null);
            _process.TrySend(message.GetPayload<Pid>(), "ball", _process.Pid);
            return BehaviorStep.Done;
        }

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }
}
