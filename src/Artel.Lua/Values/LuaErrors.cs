using System.Globalization;
using Artel.Lua.Engine;

namespace Artel.Lua.Values;

/// <summary>What a script raised, or died of, as a <see cref="ProcessException"/>.</summary>
internal static unsafe class LuaErrors
{
    /// <summary>The error for a script that reached its memory limit, or that of a single object.</summary>
    public static ProcessException OutOfMemory(LuaState state) => state.WasTooLarge
        ? new(ErrorKind.RateLimited, $"a string or a table of more than {SizeText(state.Limits.ObjectBytes)} is too large, as code can't be interrupted in it; to allow more, raise UninterruptibleTime of the Lua limits of the definition or its host", retryable: false)
        : MemoryLimit(state);

    /// <summary>The error for a script that reached its memory limit.</summary>
    public static ProcessException MemoryLimit(LuaState state) =>
        new(ErrorKind.RateLimited, $"memory limit of {SizeText(state.Limits.MemoryBytes)} reached; to allow more, raise MemoryBytes of the Lua limits of the definition or its host", retryable: false);

    /// <summary>The error with which a thread ended.</summary>
    /// <param name="thread">The thread, whose error is on top of its stack.</param>
    /// <param name="step">What its last resume came to.</param>
    public static ProcessException OfStep(LuaThread thread, LuaStep step) => step.Kind switch
    {
        LuaStepKind.OutOfMemory => WithTrace(OutOfMemory(thread.State), step.Trace),
        LuaStepKind.Killed when thread.State.IsKillRequested => new ProcessException(ErrorKind.Canceled, "terminated", retryable: false),
        LuaStepKind.Killed when thread.State.IsCpuSpent => TimeLimit(thread.State.Limits.CpuBudget!.Value, "processor time", nameof(LuaLimits.CpuBudget)),
        LuaStepKind.Killed => TimeLimit(
            thread.State.Limits.UninterruptibleTime, "code that can't be interrupted", nameof(LuaLimits.UninterruptibleTime)),
        LuaStepKind.Error => OfValue(thread.State, thread.Stack, -1, step.Trace),
        _ => throw new InvalidOperationException($"{step.Kind} is no error"),
    };

    private static ProcessException TimeLimit(TimeSpan limit, string what, string name) => new(
        ErrorKind.RateLimited,
        string.Create(
            CultureInfo.InvariantCulture,
            $"time limit of {limit.TotalMilliseconds} ms for {what} reached; to allow more, raise {name} of the Lua limits of the definition or its host"),
        retryable: false);

    /// <summary>
    /// A value that was raised, or returned as an error: the error object's own error, else one of unknown kind with the value's text.
    /// No code of the script runs for it.
    /// </summary>
    public static ProcessException OfValue(LuaState state, lua_State* L, int index, string? trace) =>
        state.ToObject<ProcessException>(L, index) is { } error
            ? WithTrace(error, trace)
            : new ProcessException(ErrorKind.Unknown, WithPlace(LuaStack.Text(L, index), trace)) { ScriptStack = trace };

    /// <summary>
    /// Lua puts the place of the calling function in front of an error; of a native function that the prelude called it knows none. The
    /// first line of the trace that has one is the script's.
    /// </summary>
    private static string WithPlace(string message, string? trace)
    {
        if (trace is null || !message.StartsWith("bad argument #", StringComparison.Ordinal))
            return message;
        return PlaceOf(trace) is { } place ? $"{place}: {message}" : message;
    }

    /// <summary>The first place of a trace that is the script's, as <c>file:line</c>; null if it has none.</summary>
    public static string? PlaceOf(string trace)
    {
        foreach (var line in trace.Split('\n'))
        {
            var end = line.IndexOf(": in ", StringComparison.Ordinal);
            if (end > 0 && !line.StartsWith("\t[C]", StringComparison.Ordinal))
                return line[..end].Trim();
        }

        return null;
    }

    /// <summary>An error with the trace of the place that raised it, unless it has one.</summary>
    public static ProcessException WithTrace(ProcessException error, string? trace)
    {
        // A class of its own may have more to it than could be copied.
        if (trace is null || error.ScriptStack is not null || error.GetType() != typeof(ProcessException))
            return error;
        return new ProcessException(error.Kind, error.Message, error.InnerException, error.Retryable, error.Details) { ScriptStack = trace };
    }

    private static string SizeText(long bytes) => bytes switch
    {
        _ when bytes % (1 << 20) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB"),
        _ when bytes % (1 << 10) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };
}
