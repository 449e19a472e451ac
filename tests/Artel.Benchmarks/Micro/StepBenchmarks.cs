using Artel.Benchmarks.Contenders.InArtel;
using BenchmarkDotNet.Attributes;

namespace Artel.Benchmarks.Micro;

/// <summary>What one message, ask, select and process costs, with permissions on; on one thread, without waiting for anybody.</summary>
public class StepBenchmarks
{
    private const int Times = 1000;

    private readonly Tally _tally = new();
    private MicroRuntime _runtime = null!;
    private Pid _sink = null!;
    private Pid _driver = null!;
    private Pid _asker = null!;
    private Pid _selector = null!;

    /// <summary>Starts the processes.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _runtime = new MicroRuntime(ArtelContender.ByRole);
        _sink = _runtime.Spawn("bench.micro:sink", _tally);
        _driver = _runtime.Spawn("bench.micro:driver", _sink);
        _asker = _runtime.Spawn("bench.micro:asker", _sink);
        _selector = _runtime.Spawn("bench.micro:selector", _tally);
    }

    /// <summary>Ends them.</summary>
    [GlobalCleanup]
    public void Cleanup() => _runtime.Dispose();

    /// <summary>From code in no process; with its dispatch.</summary>
    [Benchmark(OperationsPerInvoke = Times, Description = "send from outside, and its dispatch")]
    public void SendFromOutside()
    {
        for (var i = 0; i < Times; i++)
            _runtime.Artel.Send(_sink, "nothing");
        Finish(Times);
    }

    /// <summary>From a process; with its dispatch.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Times, Description = "send without payload, and its dispatch")]
    public void Send() => Do(_driver, "send nothing", Times);

    /// <summary>A number as payload.</summary>
    [Benchmark(OperationsPerInvoke = Times, Description = "send of a number, and its dispatch")]
    public void SendNumber() => Do(_driver, "send numbers", Times);

    /// <summary>An ask between processes and its answer.</summary>
    [Benchmark(OperationsPerInvoke = Times, Description = "ask and answer")]
    public void Ask() => Do(_asker, "ask", Times);

    /// <summary>A select of two channels, one of which is ready.</summary>
    [Benchmark(OperationsPerInvoke = Times, Description = "select of two channels")]
    public void Select() => Do(_selector, "select", Times);

    /// <summary>A process, its message and its end.</summary>
    [Benchmark(OperationsPerInvoke = Times, Description = "spawn, message, exit")]
    public void Spawn() => Do(_driver, "spawn", 0);

    private void Do(Pid process, string what, int counted)
    {
        _runtime.Artel.Send(process, what, Times);
        Finish(counted);
    }

    private void Finish(int counted)
    {
        _runtime.Scheduler.RunAll();
        _tally.Verify(counted);
    }
}

/// <summary>What of a message is the sending alone: the messages are handled outside of what is timed.</summary>
[InvocationCount(1)]
public class SendPathBenchmarks
{
    private const int Times = 20_000;

    private readonly Tally _tally = new();
    private MicroRuntime _runtime = null!;
    private Pid _sink = null!;

    /// <summary>Starts the receiver.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _runtime = new MicroRuntime(ArtelContender.ByRole);
        _sink = _runtime.Spawn("bench.micro:sink", _tally);
    }

    /// <summary>Handles what was sent.</summary>
    [IterationCleanup(Target = nameof(Send))]
    public void Handle()
    {
        _runtime.Scheduler.RunAll();
        _tally.Verify(Times);
    }

    /// <summary>Sends what is handled.</summary>
    [IterationSetup(Target = nameof(Dispatch))]
    public void Fill() => SendAll();

    /// <summary>Ends it.</summary>
    [GlobalCleanup]
    public void Cleanup() => _runtime.Dispose();

    /// <summary>Into a mailbox whose owner is awake.</summary>
    [Benchmark(OperationsPerInvoke = Times, Description = "send from outside, alone")]
    public void Send() => SendAll();

    /// <summary>From the mailbox to the handler.</summary>
    [Benchmark(OperationsPerInvoke = Times, Description = "dispatch, alone")]
    public void Dispatch()
    {
        _runtime.Scheduler.RunAll();
        _tally.Verify(Times);
    }

    private void SendAll()
    {
        for (var i = 0; i < Times; i++)
            _runtime.Artel.Send(_sink, "nothing");
    }
}
