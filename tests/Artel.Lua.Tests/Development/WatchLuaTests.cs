using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Artel.Lua.Tests.Development;

/// <summary>Where the watch is on. A folder that is not there tells: only a watch that is on looks for it.</summary>
public sealed class WatchLuaTests
{
    [Theory]
    [InlineData("Development", false, true)]
    [InlineData("Production", false, false)]
    [InlineData("Production", true, true)]
    public async Task It_is_on_in_development_or_always(string environment, bool always, bool isOn)
    {
        using var app = Build(environment, artel => artel.WatchLua("no-such-folder", always));
        if (isOn)
        {
            var missing = await Assert.ThrowsAsync<ProcessException>(() => app.StartAsync());
            Assert.Equal(ErrorKind.NotFound, missing.Kind);
            Assert.Contains("no-such-folder", missing.Message, StringComparison.Ordinal);
            return;
        }

        await app.StartAsync();
        await app.StopAsync();
    }

    [Fact]
    public async Task An_application_that_watches_its_own_folder_starts_and_stops()
    {
        using var app = Build("Development", static artel => artel.AddHost("app:host").AddLuaSource("test:a", "return function() return 1 end").WatchLua());
        await app.StartAsync();
        Assert.Equal(1, await app.Services.GetRequiredService<ArtelRuntime>().ExecAsync<int>("test:a", "app:host").WaitAsync(Artel.Tests.TestApp.Patience));
        await app.StopAsync();
    }

    private static IHost Build(string environment, Action<ArtelBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Services.AddArtel(configure);
        return builder.Build();
    }
}
