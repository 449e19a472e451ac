using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>States go from thread to thread, beside the runtime's own collections.</summary>
public class ThreadTests
{
    private static readonly LuaCode Worker = LuaCompiler.Compile(
        "local n = 0 while true do local m = receive('c') n = n + #m local co = coroutine.wrap(function() coroutine.yield(receive('d')) end) co() end", "worker.lua");

    [Fact]
    public unsafe void Many_states_run_on_any_thread_and_are_closed_by_another()
    {
        var states = new (LuaState State, LuaThread Thread)[1000];
        for (var i = 0; i < states.Length; i++)
        {
            var state = new LuaState(LuaLimits.Default, null, Script.Globals);
            states[i] = (state, state.Load(Worker));
            Assert.Equal(LuaStepKind.Operation, RunOn(states[i], 0));
        }

        var waiting = 0;
        for (var round = 0; round < 4; round++)
        {
            Parallel.For(0, states.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
            {
                LuaStack.PushText(states[i].Thread.Stack, "m");
                if (RunOn(states[i], 1) == LuaStepKind.Operation)
                    Interlocked.Increment(ref waiting);
                if (i % 100 == 0)
                    GC.Collect(0);
            });
        }

        Assert.Equal(4 * states.Length, waiting);
        Parallel.ForEach(states, static entry => entry.State.Dispose());
        Assert.All(states, static entry => Assert.Equal(0, entry.State.MemoryUsed));
    }

    [Fact]
    public void Collections_in_parallel_disturb_no_callback()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                Thread.SpinWait(2000);
            }
        });
        collector.Start();
        var outcome = Script.Run(
            "for i = 1, 20000 do local e = errors.new('NotFound', 'x') if i % 10 > 0 then e = nil end local s = ('a=b'):match('%w') if i % 1000 == 0 then receive(i) end pcall(string.find, 'x', '[') end return 'ok'",
            Script.Impatient with { UninterruptibleTime = TimeSpan.FromMinutes(5) });
        stop.Cancel();
        collector.Join();
        Assert.Equal("ok", outcome.Result);
    }

    [Fact]
    public void A_disposed_state_takes_a_kill_request_and_a_second_disposal()
    {
        var state = new LuaState(LuaLimits.Default);
        state.Dispose();
        state.RequestKill();
        state.Dispose();
        Assert.Equal(0, state.MemoryUsed);
    }

    private static LuaStepKind RunOn((LuaState State, LuaThread Thread) entry, int arguments)
    {
        var step = entry.State.Resume(entry.Thread, arguments);
        while (step.Kind == LuaStepKind.Preempted)
            step = entry.State.Resume(entry.Thread, 0);
        return step.Kind;
    }
}
