using Microsoft.Extensions.Hosting;

namespace Artel.Lua;

/// <summary>Reads the configuration when the application starts: what is wrong in it stops the start.</summary>
internal sealed class LuaStartCheck(Func<LuaConfiguration> configuration) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        configuration();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
