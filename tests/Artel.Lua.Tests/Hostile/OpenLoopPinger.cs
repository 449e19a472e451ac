using System.Diagnostics;

namespace Artel.Lua.Tests.Hostile;

/// <summary>
/// Asks a process at a fixed rate, whether it has answered or not, and takes the time from the moment at which it was to be asked: an
/// answer that is late makes all that had to come behind it late, as it does to others. The thread is its own, so that nothing but the
/// machine holds it up.
/// </summary>
internal sealed class OpenLoopPinger
{
    private static readonly long Period = Stopwatch.Frequency / 500;

    private readonly ArtelRuntime _runtime;
    private readonly Pid _ping;
    private readonly List<Task<TimeSpan>> _answers = [];
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private int _wanted = int.MaxValue;
    private volatile bool _stopping;

    public OpenLoopPinger(ArtelRuntime runtime, Pid ping)
    {
        _runtime = runtime;
        _ping = ping;
        _thread = new Thread(Run) { IsBackground = true, Name = "pinger", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>Done when it has asked so often.</summary>
    public Task AskedAsync(int count)
    {
        Volatile.Write(ref _wanted, count);
        return _asked.Task;
    }

    /// <summary>Stops asking; how long each answer took.</summary>
    public async Task<List<TimeSpan>> StopAsync()
    {
        _stopping = true;
        await Task.Run(_thread.Join);
        return [.. await Task.WhenAll(_answers)];
    }

    private void Run()
    {
        var due = Stopwatch.GetTimestamp();
        do
        {
            while (Stopwatch.GetTimestamp() < due)
                Thread.Sleep(1);
            _answers.Add(AskAsync(due));
            due += Period;
            if (_answers.Count >= Volatile.Read(ref _wanted))
                _asked.TrySetResult();
        }
        while (!_stopping);
    }

    private async Task<TimeSpan> AskAsync(long due)
    {
        await _runtime.AskAsync<long, long>(_ping, "ping", due, Timeout.InfiniteTimeSpan);
        return Stopwatch.GetElapsedTime(due);
    }
}
