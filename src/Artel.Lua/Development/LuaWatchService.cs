using Artel.Lua.Processes;
using Microsoft.Extensions.Hosting;

namespace Artel.Lua.Development;

/// <summary>Watches as long as the application runs, in development, or always if it was told so.</summary>
internal sealed class LuaWatchService(ArtelRuntime runtime, LuaScripts scripts, IHostEnvironment environment, string? sourceFolder, bool always)
    : IHostedService, IDisposable
{
    private LuaWatch? _watch;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!always && !environment.IsDevelopment())
            return Task.CompletedTask;
        if (sourceFolder is not null && !Directory.Exists(sourceFolder))
            throw new ProcessException(ErrorKind.NotFound, $"WatchLua: there is no folder '{sourceFolder}'; give the project's folder", retryable: false);
        var folders = sourceFolder is null ? new[] { AppContext.BaseDirectory } : [AppContext.BaseDirectory, sourceFolder];
        _watch = new LuaWatch(runtime, scripts, new LuaFolderChanges(folders), sourceFolder);
        _watch.Start();
        LuaWatchLog.Watching(runtime.Logger, string.Join(" and ", folders));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _watch = null;
    }
}
