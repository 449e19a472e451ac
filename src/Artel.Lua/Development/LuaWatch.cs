using Artel.Lua.Processes;
using Artel.Runtime;

namespace Artel.Lua.Development;

/// <summary>
/// Makes saved Lua files current: it compiles what changed, so that the next spawn runs it, and tells the processes that run what is
/// outdated by it. A file that does not compile changes nothing but the log.
/// </summary>
/// <remarks>Checks run one at a time, on whatever thread the timer fires; <see cref="Start"/> and <see cref="Dispose"/> once each.</remarks>
internal sealed class LuaWatch : IDisposable
{
    /// <summary>Editors write a file in several steps, and a build many files: it is read when nothing has changed for so long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a file that another program holds is tried again.</summary>
    private const int MostRetries = 20;

    private readonly ArtelRuntime _runtime;
    private readonly LuaScripts _scripts;
    private readonly ILuaChangeSource _changes;
    private readonly string? _sourceFolder;
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private int _retries;

    /// <summary>A watch that has not started.</summary>
    /// <param name="runtime">Whose processes are told.</param>
    /// <param name="scripts">What is watched.</param>
    /// <param name="changes">Says when to look.</param>
    /// <param name="sourceFolder">A folder whose files go before those of the application's folder; null for none.</param>
    public LuaWatch(ArtelRuntime runtime, LuaScripts scripts, ILuaChangeSource changes, string? sourceFolder)
    {
        _runtime = runtime;
        _scripts = scripts;
        _changes = changes;
        _sourceFolder = sourceFolder;
    }

    /// <summary>Called after each check, with how many files were made current; for tests.</summary>
    internal Action<int>? Checked { get; init; }

    public void Start()
    {
        _timer = _runtime.Time.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _changes.Start(() =>
        {
            Volatile.Write(ref _retries, 0);
            CheckSoon();
        });
    }

    public void Dispose()
    {
        _changes.Dispose();
        _timer?.Dispose();
    }

    private void CheckSoon() => _timer!.Change(Quiet, Timeout.InfiniteTimeSpan);

    private void Check()
    {
        lock (_gate)
        {
            var current = 0;
            var outdated = new HashSet<string>(StringComparer.Ordinal);
            foreach (var source in _scripts.Sources)
            {
                var changed = Update(source.Script) | Update(source.Modules);
                if (changed == 0)
                    continue;
                current += changed;
                outdated.Add(source.Id);
            }

            if (outdated.Count > 0)
                Tell(outdated);
            Checked?.Invoke(current);
        }
    }

    private int Update(LuaModules modules) => modules.Loaded.Sum(Update);

    /// <summary>1 if the script has new code now.</summary>
    private int Update(LuaScript script)
    {
        try
        {
            if (!script.TryUpdate(_sourceFolder))
                return 0;
            LuaWatchLog.Current(_runtime.Logger, script.Name);
            return 1;
        }
        catch (LuaSyntaxException refused)
        {
            LuaWatchLog.Refused(_runtime.Logger, refused.Message);
        }
        catch (ProcessException unreadable) when (unreadable.Kind == ErrorKind.Unavailable)
        {
            if (_retries++ < MostRetries)
                CheckSoon();
            else
                LuaWatchLog.Refused(_runtime.Logger, unreadable.Message);
        }
        catch (ProcessException gone) when (gone.Kind == ErrorKind.NotFound)
        {
            LuaWatchLog.Gone(_runtime.Logger, script.Name);
        }

        return 0;
    }

    private void Tell(HashSet<string> outdated)
    {
        var told = new OutdatedEvent(_runtime.Time.GetUtcNow());
        foreach (var cell in _runtime.Processes.Snapshot())
        {
            if (outdated.Contains(cell.Id))
                cell.Post(new OutdatedSignal(told));
        }
    }
}
