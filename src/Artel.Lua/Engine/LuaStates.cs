using System.Diagnostics.Metrics;

namespace Artel.Lua.Engine;

/// <summary>
/// All states that live, and what they hold: the figures <c>artel.lua.states</c> and <c>artel.lua.memory</c> of the meter <c>Artel</c>.
/// They are added up when somebody looks, so that an allocation pays nothing for them. Thread-safe.
/// </summary>
internal static class LuaStates
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<LuaState> Living = [];
    private static readonly Meter Meter = new("Artel");

    static LuaStates()
    {
        Meter.CreateObservableUpDownCounter("artel.lua.states", static () => Count, "{state}", "Lua states that live");
        Meter.CreateObservableUpDownCounter("artel.lua.memory", static () => MemoryUsed, "By", "Bytes that Lua states hold");
    }

    /// <summary>How many states live.</summary>
    public static int Count
    {
        get
        {
            lock (Gate)
                return Living.Count;
        }
    }

    /// <summary>What the engine holds for all states: exact when none runs.</summary>
    public static long MemoryUsed
    {
        get
        {
            // A state's own lock is not taken under this one: one that is being closed comes here with it.
            LuaState[] states;
            lock (Gate)
                states = [.. Living];
            return states.Sum(static state => state.MemoryUsed);
        }
    }

    public static void Add(LuaState state)
    {
        lock (Gate)
            Living.Add(state);
    }

    /// <summary>A state was closed.</summary>
    public static void Remove(LuaState state)
    {
        lock (Gate)
            Living.Remove(state);
    }
}
