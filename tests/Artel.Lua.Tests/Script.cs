using Artel.Lua.Engine;
using Artel.Lua.Values;

namespace Artel.Lua.Tests;

/// <summary>What a script came to.</summary>
internal sealed record Outcome(LuaStepKind Kind, string Result, string Error, IReadOnlyList<string> Operations, int Slices, long Peak, ProcessException? Exception)
{
    /// <summary>How many slices there were after the last operation.</summary>
    public int SlicesSinceOperation { get; init; }
}

/// <summary>
/// Runs scripts with three operations: <c>receive(x)</c> answers <c>msg:x</c>, <c>exec(x)</c> answers <c>exec:x</c> and fails for nil,
/// <c>sleep(x)</c> answers nothing. Each answer comes by a resume of its own.
/// </summary>
internal static unsafe class Script
{
    public const int Receive = 1;
    public const int Exec = 2;
    public const int Sleep = 3;

    public static readonly LuaLibrary Globals = new LuaLibrary("_G", StandardGlobals.Library)
        .FixedOperation("receive", Receive)
        .Operation("exec", Exec)
        .Operation("sleep", Sleep);

    /// <summary>Every hook is the end of a slice.</summary>
    public static readonly LuaLimits Impatient = new() { TimeSlice = TimeSpan.Zero, UninterruptibleTime = TimeSpan.FromSeconds(1) };

    /// <summary>Nothing is ever interrupted.</summary>
    public static readonly LuaLimits Patient = new() { TimeSlice = TimeSpan.FromMinutes(5), UninterruptibleTime = TimeSpan.FromMinutes(5) };

    public static Outcome Run(
        string source, LuaLimits? limits = null, int mostSlices = 1_000_000, LuaLibrary? globals = null, Action<string>? output = null, bool hop = false)
    {
        using var state = new LuaState(limits ?? LuaLimits.Default, owner: null, globals ?? Globals) { Output = output };
        return Drive(state, state.Load(LuaCompiler.Compile(source, "test.lua")), mostSlices, hop);
    }

    public static Outcome Drive(LuaState state, LuaThread thread, int mostSlices = 1_000_000, bool hop = false)
    {
        var operations = new List<string>();
        var arguments = 0;
        var atOperation = 0;
        for (var slices = 1; ; slices++)
        {
            LuaStep step = default;
            if (hop)
            {
                var carrier = new Thread(() => step = state.Resume(thread, arguments));
                carrier.Start();
                carrier.Join();
            }
            else
            {
                step = state.Resume(thread, arguments);
            }

            arguments = 0;
            switch (step.Kind)
            {
                case LuaStepKind.Preempted when slices >= mostSlices:
                    state.RequestKill();
                    continue;
                case LuaStepKind.Preempted:
                    continue;
                case LuaStepKind.Operation:
                    arguments = Answer(state, thread, step, operations);
                    atOperation = slices;
                    continue;
                case LuaStepKind.Finished:
                    var values = Enumerable.Range(0, step.Count).Select(i => LuaStack.Text(thread.Stack, i - step.Count));
                    return new Outcome(step.Kind, string.Join('|', values), "", operations, slices, state.MemoryPeak, null) { SlicesSinceOperation = slices - atOperation };
                default:
                    var error = LuaErrors.OfStep(thread, step);
                    return new Outcome(step.Kind, "", error.Message, operations, slices, state.MemoryPeak, error);
            }
        }
    }

    /// <summary>The script returns these values.</summary>
    public static Outcome Returns(string source, string result, string? operations = null)
    {
        var outcome = Run(source);
        Assert.True(outcome.Kind == LuaStepKind.Finished, $"{outcome.Kind}: {outcome.Error}");
        Assert.Equal(result, outcome.Result);
        if (operations is not null)
            Assert.Equal(operations, string.Join(',', outcome.Operations));
        return outcome;
    }

    private static int Answer(LuaState state, LuaThread thread, LuaStep step, List<string> operations)
    {
        var L = thread.Stack;
        var isNil = step.Count == 0 || LuaNative.lua_type(L, -step.Count) == LuaNative.LUA_TNIL;
        var argument = step.Count == 0 ? "" : LuaStack.Text(L, -step.Count);
        operations.Add($"{step.Code}:{argument}");
        LuaNative.lua_pop(L, step.Count);
        switch (step.Code)
        {
            case Receive:
                LuaStack.PushText(L, "msg:" + argument);
                return 1;
            case Exec when isNil:
                LuaNative.lua_pushlightuserdata(L, LuaInternals.Failure);
                state.PushError(L, new ProcessException(ErrorKind.NotFound, "exec failed", retryable: false));
                return 2;
            case Exec:
                LuaStack.PushText(L, "exec:" + argument);
                return 1;
            default:
                return 0;
        }
    }
}
