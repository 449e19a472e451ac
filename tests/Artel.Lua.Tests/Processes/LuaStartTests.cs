using Artel.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Artel.Lua.Tests.Processes;

/// <summary>When a service in Lua runs: at its main's first wait, however many turns it takes to come to that (statement 122).</summary>
public sealed class LuaStartTests
{
    private const string Id = "test:service";

    /// <summary>Each of them takes more than one turn.</summary>
    [Theory]
    [InlineData("for i = 1, 10000 do end error('too early')", "Starting, Failed")]
    [InlineData("for i = 1, 10000 do end process.inbox():receive()", "Starting, Running")]
    [InlineData("coroutine.spawn(function() while true do end end) process.inbox():receive()", "Starting, Running")]
    [InlineData("coroutine.spawn(function() for i = 1, 10000 do end error('too late') end) process.inbox():receive()", "Starting, Running, Failed")]
    public async Task S122_a_service_runs_when_its_main_first_waits(string body, string states)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddArtel(artel => artel
            .AddHost("test:processes")
            .AddLuaSource("test:lua", $"return function() {body} end", new LuaLimits { TimeSlice = TimeSpan.FromTicks(1) })
            .AddService(Id, "test:lua", static service =>
            {
                service.AutoStart = false;
                service.Restart.Policy = RestartPolicy.Temporary;
                service.StopTimeout = TimeSpan.Zero;
            }));
        using var host = builder.Build();
        await host.StartAsync();
        var services = host.Services.GetRequiredService<ArtelRuntime>().Services;
        var seen = new List<string>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        services.Changed += (_, change) =>
        {
            lock (seen)
            {
                seen.Add($"{change.Status.State}");
                if (seen.Count == states.Split(',').Length)
                    done.TrySetResult();
            }
        };
        var starting = services.StartAsync(Id);
        await done.Task.WaitAsync(TestApp.Patience);
        lock (seen)
            Assert.Equal(states, string.Join(", ", seen));
        if (states.Contains("Running", StringComparison.Ordinal))
            await starting.WaitAsync(TestApp.Patience);
        else
            Assert.Contains("too early", (await Assert.ThrowsAsync<ProcessException>(() => starting).WaitAsync(TestApp.Patience)).Message, StringComparison.Ordinal);
        await host.StopAsync();
    }
}
