using System.Diagnostics;
using Artel.Benchmarks.Contenders.InArtel;
using Artel.Benchmarks.Measuring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Artel.Benchmarks.LuaFigures;

/// <summary>The Lua figures in Artel: strict mode, an identity with a policy, processes that declare what they do.</summary>
internal sealed class LuaProcesses : IDisposable
{
    private const string Worker = "bench.figures:worker";
    private const string Numbers = "bench.figures:numbers";

    private readonly IHost _host;
    private readonly ArtelRuntime _runtime;

    public LuaProcesses()
    {
        _host = ArtelContender.Build(ArtelContender.ByRole, static artel => artel.AddDefinitions());
        _host.Start();
        _runtime = _host.Services.GetRequiredService<ArtelRuntime>();
    }

    public void Dispose()
    {
        _host.StopAsync().Wait();
        _host.Dispose();
    }

    public double SpawnMicroseconds(int count)
    {
        var pids = new Pid[count];
        var from = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            pids[i] = _runtime.Spawn(Worker, ArtelContender.Host);
        Timing.Await(() => pids.All(pid => _runtime.Inspect(pid).State == ProcessState.Waiting), static () => "Lua processes did not come to wait");
        var elapsed = Stopwatch.GetElapsedTime(from);
        End(pids);
        return elapsed.TotalMicroseconds / count;
    }

    /// <summary>
    /// What the engine's allocator gave, and what the managed heap holds. Not what the machine holds in its memory: that goes by pages, and
    /// by what the C library kept of those that ended.
    /// </summary>
    public double IdleKilobytes(int count)
    {
        var before = Memory.Managed() + LuaMemory.Used();
        var pids = new Pid[count];
        for (var i = 0; i < count; i++)
            pids[i] = _runtime.Spawn(Numbers, ArtelContender.Host);
        Timing.Await(() => pids.All(pid => _runtime.Inspect(pid).State == ProcessState.Waiting), static () => "Lua processes did not come to wait");
        var bytes = Memory.Managed() + LuaMemory.Used() - before;
        End(pids);
        return bytes / 1024.0 / count;
    }

    public double IntegerNanoseconds(int count)
    {
        var latch = new Latch(1);
        var report = _runtime.Spawn("bench:report", ArtelContender.Host, latch);
        var numbers = _runtime.Spawn(Numbers, ArtelContender.Host);
        var sample = Timing.Run(count, (long)count * (count - 1) / 2, latch, () =>
        {
            for (var i = 0; i < count; i++)
                _runtime.Send(numbers, "number", (long)i);
            _runtime.Send(numbers, "total", report);
        });
        End([numbers, report]);
        return sample.Value;
    }

    public double AskNanoseconds(int count) => AskEach<long, long>(Numbers, "ask", count, static i => i, static (i, answer) => answer == i);

    public double TableMicroseconds(int count) =>
        AskEach<SmallTable, SmallTable>(
            Numbers, "table", count, static i => new SmallTable(i, "a name", 0.5, true), static (i, answer) => answer.Id == i) / 1000;

    public double WorkerMicroseconds(int count) =>
        AskEach<Page, Judgement>(Worker, "page", count, Page.Of, static (i, answer) => answer.Id == i && answer.Status != "bad") / 1000;

    private double AskEach<TQuestion, TAnswer>(string definition, string topic, int count, Func<int, TQuestion> question, Func<int, TAnswer, bool> isRight)
    {
        var process = _runtime.Spawn(definition, ArtelContender.Host);
        var latch = new Latch(1);
        var sample = Timing.Run(count, count, latch, () => Task.Run(AskAllAsync));
        End([process]);
        return sample.Value;

        async Task AskAllAsync()
        {
            var right = 0;
            for (var i = 0; i < count; i++)
            {
                if (isRight(i, await _runtime.AskAsync<TQuestion, TAnswer>(process, topic, question(i))))
                    right++;
            }

            latch.Arrive(right);
        }
    }

    private void End(Pid[] pids)
    {
        foreach (var pid in pids)
            _runtime.Terminate(pid);
        Timing.Await(() => _runtime.ProcessCount == 0, () => $"{_runtime.ProcessCount} processes stayed");
    }
}
