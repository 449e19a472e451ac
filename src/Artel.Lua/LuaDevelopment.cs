using Artel.Lua.Development;
using Artel.Lua.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Artel.Lua;

/// <summary>What helps while Lua files are written.</summary>
public static class LuaDevelopment
{
    /// <summary>
    /// Makes a saved <c>.lua</c> file current without a restart: the next spawn runs the new code, and each process of a definition whose
    /// file, or module, changed is told by <see cref="OutdatedEvent"/> if it has <see cref="ProcessOptions.Upgradable"/> set, so that it
    /// can upgrade itself. A file that is no Lua is logged with its line and column, and the old code stays current.
    /// </summary>
    /// <param name="artel">What the runtime is made of.</param>
    /// <param name="sourceFolder">
    /// The project's folder, absolute or relative to the current one: its files then go before the copies in the application's folder.
    /// Null to watch the application's folder only, where a build (<c>dotnet watch</c>) puts the copies.
    /// </param>
    /// <param name="always">Whether to watch outside of development too; else the call does nothing where <c>DOTNET_ENVIRONMENT</c> is not <c>Development</c>.</param>
    /// <remarks>A source folder that is not there stops the start, where the watch is on, with an error that names it.</remarks>
    /// <example><code>
    /// artel.AddDefinitions().WatchLua("../../..");
    /// </code></example>
    public static ArtelBuilder WatchLua(this ArtelBuilder artel, string? sourceFolder = null, bool always = false)
    {
        ArgumentNullException.ThrowIfNull(artel);
        var folder = sourceFolder is null ? null : Path.GetFullPath(sourceFolder);
        var scripts = LuaScripts.Of(artel.Services);
        artel.Services.AddSingleton<IHostedService>(provider => new LuaWatchService(
            provider.GetRequiredService<ArtelRuntime>(),
            scripts,
            provider.GetRequiredService<IHostEnvironment>(),
            folder,
            always));
        return artel;
    }
}
