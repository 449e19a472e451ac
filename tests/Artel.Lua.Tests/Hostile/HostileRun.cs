using System.Diagnostics;
using Artel.Lua.Engine;
using Artel.Lua.Tests.Processes;
using Artel.Tests;

namespace Artel.Lua.Tests.Hostile;

/// <summary>
/// Runs a hostile script as a process among others, on the thread pool, while a C# process beside it is asked all the time.
/// </summary>
internal sealed class HostileRun : IAsyncDisposable
{
    /// <summary>How often the neighbour answers before an endless script is terminated.</summary>
    private const int AnswersBeforeTerminate = 200;

    /// <summary>Scripts that end by themselves take a second or two; a loaded machine takes its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How the ids of definitions begin that scripts run as.</summary>
    public const string Metered = "test:hostile";

    private readonly TestApp _app;
    private readonly HostileScript _script;
    private readonly TurnMeter? _meter;

    /// <summary>A run of a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="meter">What runs all turns and meters the script's; else they run as the runtime chooses.</param>
    public HostileRun(HostileScript script, TurnMeter? meter = null)
    {
        _script = script;
        _meter = meter;
        _app = new TestApp { Scheduler = meter };
        _app.Handlers("test:ping", static (_, message) => BehaviorStep.Answer(message, message.GetPayload<long>()))
            .Idle()
            .Main("test:echo-once", static (_, arguments) => Task.FromResult<object?>(arguments.Get<string>(0, "text").ToUpperInvariant()))
            .Lua("test:large", """return function() return ("x"):rep(10 << 20) end""")
            .Handlers("test:answers", static (_, message) => BehaviorStep.Answer(message, new byte[10 << 20]))
            .Lua(Metered, script.Source, script.Limits)
            .WithHost("test:small", static options => options.MaxProcesses = 50);
    }

    /// <summary>How long each answer of the neighbour took.</summary>
    public List<TimeSpan> Latencies { get; private set; } = [];

    /// <summary>Lets the neighbour answer with no script beside it: what the machine itself takes.</summary>
    public async Task RunAloneAsync()
    {
        var ping = _app.Spawn("test:ping");
        await AskAsync(ping, -1);
        Latencies.Clear();
        var pinger = new OpenLoopPinger(_app.Runtime, ping);
        await pinger.AskedAsync(5 * AnswersBeforeTerminate);
        Latencies = await pinger.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Runs it and says how it ended; the neighbour has answered meanwhile.</summary>
    /// <param name="measured">Whether the neighbour is asked at a fixed rate, for a measurement, and not as soon as it has answered.</param>
    public async Task<ProcessResult> RunAsync(bool measured = false)
    {
        var before = (LuaStates.Count, LuaStates.MemoryUsed);
        ProcessResult result;
        var ping = _app.Spawn("test:ping");
        _app.Runtime.SpawnNamed("answers", "test:answers", TestApp.Host);
        await AskAsync(ping, -1);
        var pinger = measured ? new OpenLoopPinger(_app.Runtime, ping) : null;
        if (_script.Ending == HostileEnding.Terminated)
        {
            var pid = Note(() => _app.Runtime.SpawnNamed("hostile", Metered, TestApp.Host));
            var ended = _app.Runtime.WaitForExitAsync(pid);
            for (var i = 0; i < AnswersBeforeTerminate && pinger is null; i++)
                await AskAsync(ping, i);
            if (pinger is not null)
                await pinger.AskedAsync(5 * AnswersBeforeTerminate);
            // A measurement lasts long enough for some to reach a limit first.
            Assert.True(measured || !ended.IsCompleted, ended.IsCompleted ? $"it ended by itself: {await ended}" : "");
            Terminate(pid);
            result = await ended.WaitAsync(Patience);
        }
        else
        {
            var ended = ExecAsync();
            var answered = 0L;
            while (pinger is null && !ended.IsCompleted)
                await AskAsync(ping, answered++);
            result = await ended.WaitAsync(Patience);
        }

        if (pinger is not null)
            Latencies = await pinger.StopAsync();
        await _app.DisposeAsync();
        Assert.Equal(before, (LuaStates.Count, LuaStates.MemoryUsed));
        return result;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private T Note<T>(Func<T> work) => _meter is null ? work() : _meter.Note(work);

    private void Terminate(Pid pid)
    {
        try
        {
            _app.Runtime.Terminate(pid);
        }
        catch (ProcessException gone) when (gone.Kind == ErrorKind.NotFound)
        {
            // It reached a limit in the same moment.
        }
    }

    private async Task<ProcessResult> ExecAsync()
    {
        try
        {
            // The file is loaded before this comes to an await.
            return ProcessResult.FromValue(await Note(() => _app.Runtime.ExecAsync<object?>(Metered, TestApp.Host)));
        }
        catch (ProcessException error)
        {
            return ProcessResult.FromError(error);
        }
    }

    private async Task AskAsync(Pid ping, long number)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = await _app.Runtime.AskAsync<long, long>(ping, "ping", number, Timeout.InfiniteTimeSpan).AsTask().WaitAsync(Patience);
        Latencies.Add(Stopwatch.GetElapsedTime(start));
        Assert.Equal(number, answer);
    }
}
