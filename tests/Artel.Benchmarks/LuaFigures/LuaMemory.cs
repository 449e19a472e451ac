using System.Diagnostics.Metrics;

namespace Artel.Benchmarks.LuaFigures;

/// <summary>What the states of all Lua processes hold, by the meter that the engine offers.</summary>
internal static class LuaMemory
{
    private const string Instrument = "artel.lua.memory";

    /// <summary>The bytes that the engine's allocator gave them.</summary>
    public static long Used()
    {
        var used = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Artel" && instrument.Name == Instrument)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => used += measurement);
        listener.Start();
        listener.RecordObservableInstruments();
        return used;
    }
}
