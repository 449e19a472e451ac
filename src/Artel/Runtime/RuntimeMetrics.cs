using System.Diagnostics.Metrics;

namespace Artel.Runtime;

/// <summary>
/// The runtime's figures, on the meter <c>Artel</c>: what lives now is read when somebody looks, so that a send or a spawn pays nothing for
/// being counted that it does not pay anyway.
/// </summary>
internal sealed class RuntimeMetrics : IDisposable
{
    private readonly Meter _meter = new("Artel");
    private readonly Counter<long> _ended;
    private readonly Counter<long> _blocked;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _denied;
    private readonly Counter<long> _childRestarts;

    public RuntimeMetrics(ArtelRuntime runtime)
    {
        _meter.CreateObservableUpDownCounter("artel.processes", () => runtime.Processes.Count, "{process}", "Processes that live");
        _meter.CreateObservableUpDownCounter("artel.names", () => runtime.Names.Count, "{name}", "Names that are taken");
        _meter.CreateObservableUpDownCounter("artel.timers", () => runtime.ArmedTimers, "{timer}", "Timers of processes that are armed");
        _ended = _meter.CreateCounter<long>("artel.processes.ended", "{process}", "Processes that have ended, by how");
        _blocked = _meter.CreateCounter<long>("artel.turns.blocked", "{turn}", "Turns that blocked their thread for a second or more");
        _rejected = _meter.CreateCounter<long>("artel.messages.rejected", "{message}", "Messages that a handler could not take");
        _denied = _meter.CreateCounter<long>("artel.permissions.denied", "{check}", "Operations that were refused for want of a permission");
        _childRestarts = _meter.CreateCounter<long>("artel.supervisor.restarts", "{restart}", "Children that their supervisors started anew");
    }

    /// <summary>What rooms above add their figures to.</summary>
    public Meter Meter => _meter;

    public void ChildRestarted(string supervisor, string definition) =>
        _childRestarts.Add(1, new("artel.supervisor", supervisor), new KeyValuePair<string, object?>("artel.definition", definition));

    public void ProcessEnded(string definition, ErrorKind? error)
    {
        if (_ended.Enabled)
            _ended.Add(1, new("artel.definition", definition), new("error.type", error?.ToText()));
    }

    public void TurnBlocked(string definition) => _blocked.Add(1, new KeyValuePair<string, object?>("artel.definition", definition));

    public void MessageRejected(string definition) => _rejected.Add(1, new KeyValuePair<string, object?>("artel.definition", definition));

    public void PermissionDenied(string action, string definition) =>
        _denied.Add(1, new("artel.action", action), new KeyValuePair<string, object?>("artel.definition", definition));

    public void Dispose() => _meter.Dispose();
}
