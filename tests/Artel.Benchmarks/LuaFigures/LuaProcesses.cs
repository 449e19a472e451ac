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
    private const string Adder = "bench.figures:adder";

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

    public Sample Spawn(int count)
    {
        var pids = new Pid[count];
        var sample = Timing.Here(count, () =>
        {
            for (var i = 0; i < count; i++)
                pids[i] = _runtime.Spawn(Worker, ArtelContender.Host);
            Timing.Await(() => pids.All(pid => _runtime.Inspect(pid).State == ProcessState.Waiting), static () => "Lua processes did not come to wait");
        });
        End(pids);
        return sample;
    }

    /// <summary>
    /// What the engine's allocator gave, and what the managed heap holds. Not what the machine holds in its memory: that goes by pages, and
    /// by what the C library kept of those that ended.
    /// </summary>
    public Sample IdleBytes(int count)
    {
        var before = Memory.Managed() + LuaMemory.Used();
        var pids = new Pid[count];
        for (var i = 0; i < count; i++)
            pids[i] = _runtime.Spawn(Numbers, ArtelContender.Host);
        Timing.Await(() => pids.All(pid => _runtime.Inspect(pid).State == ProcessState.Waiting), static () => "Lua processes did not come to wait");
        var bytes = Memory.Managed() + LuaMemory.Used() - before;
        End(pids);
        return new Sample(bytes / (double)count);
    }

    public Sample SendIntegers(int count) => AddUp(Adder, count, (process, report, send) =>
    {
        _runtime.Send(process, "total", report);
        send();
        _runtime.Send(process, "number", -1L);
    });

    public Sample SendMessages(int count) => AddUp(Numbers, count, (process, report, send) =>
    {
        send();
        _runtime.Send(process, "total", report);
    });

    public Sample AskIntegers(int count) => AskEach<long, long>(Numbers, "ask", count, static i => i, static (i, answer) => answer == i);

    public Sample AskTables(int count) => AskEach<SmallTable, SmallTable>(
        Numbers, "table", count, static i => new SmallTable(i, "a name", 0.5, true), static (i, answer) => answer.Id == i && answer.Name == "a name");

    public Sample AskWorker(int count) => AskEach<Page, Judgement>(
        Worker, "page", count, Page.Of, static (i, answer) => answer.Id == i && answer.Status != "bad");

    /// <summary>The same as <see cref="AskIntegers"/>, by code that is no process: question and answer go from one thread to another each.</summary>
    public Sample AskIntegersFromOutside(int count)
    {
        var process = _runtime.Spawn(Numbers, ArtelContender.Host);
        var latch = new Latch(1);
        var sample = Timing.Run(count, count, latch, () => Task.Run(async () =>
        {
            var right = 0;
            for (var i = 0; i < count; i++)
            {
                if (await _runtime.AskAsync<long, long>(process, "ask", i) == i)
                    right++;
            }

            latch.Arrive(right);
        }));
        End([process]);
        return sample;
    }

    /// <summary>A process in C# asks one in Lua, each question after the answer to the one before.</summary>
    private Sample AskEach<TQuestion, TAnswer>(string definition, string topic, int count, Func<int, TQuestion> question, Func<int, TAnswer, bool> isRight)
    {
        var answering = _runtime.Spawn(definition, ArtelContender.Host);
        var latch = new Latch(1);
        var asking = _runtime.Spawn("bench.figures:asker", ArtelContender.Host, latch, new Questions<TQuestion, TAnswer>(answering, topic, count, question, isRight));
        var sample = Timing.Run(count, count, latch, () => _runtime.Send(asking, "go"));
        End([answering, asking]);
        return sample;
    }

    /// <summary>Integers that a process adds up, and tells somebody the sum of.</summary>
    private Sample AddUp(string definition, int count, Action<Pid, Pid, Action> run)
    {
        var latch = new Latch(1);
        var report = _runtime.Spawn("bench:report", ArtelContender.Host, latch);
        var process = _runtime.Spawn(definition, ArtelContender.Host);
        var sample = Timing.Run(count, (long)count * (count - 1) / 2, latch, () => run(process, report, () =>
        {
            for (var i = 0; i < count; i++)
                _runtime.Send(process, "number", (long)i);
        }));
        End([process, report]);
        return sample;
    }

    private void End(Pid[] pids)
    {
        foreach (var pid in pids)
            _runtime.Terminate(pid);
        Timing.Await(() => _runtime.ProcessCount == 0, () => $"{_runtime.ProcessCount} processes stayed");
    }
}
