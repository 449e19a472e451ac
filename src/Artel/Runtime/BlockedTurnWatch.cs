using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// Finds processes that block their thread: it looks at the running turns now and then, and names each one that it sees twice. A turn
/// pays nothing for it but a counter.
/// </summary>
internal sealed class BlockedTurnWatch(ArtelRuntime runtime) : IDisposable
{
    /// <summary>How long between two looks; what lasts from one look to the next has blocked for that long at least.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ProcessTurn, (int Number, int Looks)> _seen = [];
    private ITimer? _timer;
    private int _seconds;

    /// <summary>How many looks there were: a clock that costs nobody who reads it anything.</summary>
    public int Seconds => Volatile.Read(ref _seconds);

    public void Start() => _timer = runtime.Time.CreateTimer(static watch => ((BlockedTurnWatch)watch!).Look(), this, Interval, Interval);

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        Interlocked.Increment(ref _seconds);
        lock (_seen)
        {
            var running = ProcessTurn.Running();
            foreach (var gone in _seen.Keys.Except(running.Select(static turn => turn.Turn)).ToList())
                _seen.Remove(gone);
            foreach (var (turn, process, number) in running)
            {
                if (process is not Cell cell || !ReferenceEquals(cell.Runtime, runtime))
                    continue;
                var looks = _seen.TryGetValue(turn, out var before) && before.Number == number ? before.Looks + 1 : 0;
                _seen[turn] = (number, looks);
                if (looks > 0)
                    turn.GiveWay();
                if (looks == 1)
                    Report(cell);
            }
        }
    }

    private void Report(Cell cell)
    {
        runtime.Metrics.TurnBlocked(cell.Id);
        Log.TurnBlocked(runtime.Logger, cell.Id, cell.Pid, Interval.TotalSeconds);
    }
}
