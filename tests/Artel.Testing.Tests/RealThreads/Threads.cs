namespace Artel.Testing.Tests.RealThreads;

/// <summary>Some threads that start their actions at the same moment.</summary>
internal sealed class Threads : IDisposable
{
    private readonly Barrier _start;
    private readonly Barrier _end;
    private readonly Thread[] _threads;
    private Action?[] _actions;
    private Exception? _failed;
    private volatile bool _over;

    public Threads(int count)
    {
        _actions = new Action?[count];
        _start = new Barrier(count + 1);
        _end = new Barrier(count + 1);
        _threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            var index = i;
            _threads[i] = new Thread(() => Run(index)) { IsBackground = true };
            _threads[i].Start();
        }
    }

    /// <summary>Runs the actions at the same time, each on a thread of its own, and waits for all.</summary>
    public void Together(params Action[] actions)
    {
        _actions = new Action?[_threads.Length];
        actions.CopyTo(_actions, 0);
        _start.SignalAndWait();
        _end.SignalAndWait();
        if (_failed is not null)
            throw new InvalidOperationException("An action failed.", _failed);
    }

    public void Dispose()
    {
        _over = true;
        _start.SignalAndWait();
        foreach (var thread in _threads)
            thread.Join();
        _start.Dispose();
        _end.Dispose();
    }

    private void Run(int index)
    {
        while (true)
        {
            _start.SignalAndWait();
            if (_over)
                return;
            try
            {
                _actions[index]?.Invoke();
            }
            catch (Exception failed)
            {
                _failed = failed;
            }

            _end.SignalAndWait();
        }
    }
}
