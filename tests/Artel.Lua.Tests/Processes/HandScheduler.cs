using Artel.Runtime;

namespace Artel.Lua.Tests.Processes;

/// <summary>Turns are run by the test, on its thread, of the processes that it names.</summary>
internal sealed class HandScheduler : ProcessScheduler
{
    private readonly List<Cell> _waiting = [];

    /// <summary>How many turns it has run.</summary>
    public int Turns { get; private set; }

    public override void Schedule(Cell cell) => _waiting.Add(cell);

    /// <summary>Runs turns of processes of a definition until none of them has anything to do; the others wait.</summary>
    public void Run(string id)
    {
        while (RunOne(id))
        {
        }
    }

    /// <summary>Runs one turn of a process of a definition; false if none of them has anything to do.</summary>
    public bool RunOne(string id)
    {
        if (_waiting.FirstOrDefault(cell => cell.Id == id) is not { } next)
            return false;
        _waiting.Remove(next);
        Turns++;
        next.Execute();
        return true;
    }

    /// <summary>Runs all turns.</summary>
    public void RunAll()
    {
        while (_waiting.Count > 0)
            Run(_waiting[0].Id);
    }
}
