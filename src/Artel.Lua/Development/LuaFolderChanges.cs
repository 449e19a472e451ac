namespace Artel.Lua.Development;

/// <summary>The changes of the <c>.lua</c> files in folders, by the system's own watch.</summary>
internal sealed class LuaFolderChanges(IEnumerable<string> folders) : ILuaChangeSource
{
    private readonly List<FileSystemWatcher> _watchers = [];

    public void Start(Action changed)
    {
        foreach (var folder in folders.Distinct(StringComparer.Ordinal))
        {
            var watcher = new FileSystemWatcher(folder, "*.lua")
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime,
            };
            watcher.Changed += (_, _) => changed();
            watcher.Created += (_, _) => changed();
            watcher.Renamed += (_, _) => changed();

            // The system lost count of the changes: there were some.
            watcher.Error += (_, _) => changed();
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers)
            watcher.Dispose();
    }
}
