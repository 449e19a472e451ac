using Artel.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Artel.Lua.Tests;

/// <summary>Who sets the limits of a process (statement 116).</summary>
public sealed class LimitsTests
{
    private const string Hungry = "return function() local t = {} while true do t[#t + 1] = { #t } end end";
    private const string Busy = "return function() while true do end end";

    [Theory]
    [InlineData("test:own", "app:limited", "memory limit of 1 MiB reached")]
    [InlineData("test:none", "app:limited", "memory limit of 2 MiB reached")]
    [InlineData("test:none", "app:free", "memory limit of 3 MiB reached")]
    [InlineData("test:other", "app:limited", "memory limit of 2 MiB reached")]
    public async Task S116_the_definitions_limits_go_before_the_hosts_and_these_before_the_configurations(string definition, string host, string error)
    {
        using var app = Build(
            new() { ["Artel:Lua:Limits:MemoryBytes"] = $"{3 << 20}" },
            artel => artel
                .AddHost("app:limited", static options => options.UseLuaLimits(new LuaLimits { MemoryBytes = 2 << 20 }))
                .AddHost("app:free")
                .AddLuaSource("test:own", Hungry, new LuaLimits { MemoryBytes = 1 << 20 })
                .AddLuaSource("test:other", Hungry, new LuaLimits { PatternSteps = 5 })
                .AddLuaSource("test:none", Hungry));
        await app.StartAsync();
        var ended = await Assert.ThrowsAsync<ProcessException>(() => app.Services.GetRequiredService<ArtelRuntime>().ExecAsync<object?>(definition, host).WaitAsync(TestApp.Patience));
        Assert.StartsWith(error, ended.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.RateLimited, ended.Kind);
        await app.StopAsync();
    }

    [Fact]
    public async Task S116_a_definition_that_sets_one_limit_keeps_the_hosts_others_and_may_lift_them()
    {
        using var app = Build([], artel => artel
            .AddHost("app:host", static options => options.UseLuaLimits(new LuaLimits { CpuBudget = TimeSpan.FromMilliseconds(20) }))
            .AddLuaSource("test:busy", Busy, new LuaLimits { MemoryBytes = 1 << 20 })
            .AddLuaSource("test:lifted", "return function() for i = 1, 1e7 do end return 1 end", new LuaLimits { CpuBudget = Timeout.InfiniteTimeSpan }));
        await app.StartAsync();
        var runtime = app.Services.GetRequiredService<ArtelRuntime>();
        var ended = await Assert.ThrowsAsync<ProcessException>(() => runtime.ExecAsync<object?>("test:busy", "app:host").WaitAsync(TestApp.Patience));
        Assert.Equal(
            "time limit of 20 ms for processor time reached; to allow more, raise CpuBudget of the Lua limits of the definition or its host", ended.Message);
        Assert.Equal(1, await runtime.ExecAsync<int>("test:lifted", "app:host").WaitAsync(TestApp.Patience));
        await app.StopAsync();
    }

    [Theory]
    [InlineData(Busy, "time limit of 10 ms for processor time reached; to allow more, raise CpuBudget")]
    [InlineData(Hungry, "memory limit of 256 KiB reached; to allow more, raise MemoryBytes")]
    [InlineData("return function() table.sort({ 2, 1 }, function() while true do end end) end", "time limit of 5 ms for code that can't be interrupted reached; to allow more, raise UninterruptibleTime")]
    public async Task S116_the_exit_carries_the_limit_and_the_process_dies_alone(string script, string limit)
    {
        var limits = new LuaLimits
        {
            CpuBudget = script == Busy ? TimeSpan.FromMilliseconds(10) : null,
            MemoryBytes = 256 << 10,
            UninterruptibleTime = TimeSpan.FromMilliseconds(5),
        };
        await using var app = new TestApp()
            .WithHost("test:limited", options => options.UseLuaLimits(limits))
            .Define(LuaDefinitions.Define("test:busy", Lua.Processes.LuaScript.OfText("busy.lua", script), new Lua.Processes.LuaModules("."), new LuaLimits()))
            .Main("test:watcher", static async (process, _) =>
            {
                process.SpawnMonitored("test:busy", "test:limited");
                return (await process.Events.ReceiveAsync()).Value is ExitEvent { Error: { } error } ? $"{error.Kind}: {error.Message}" : "no error";
            });
        Assert.StartsWith(
            $"RateLimited: {limit}",
            await app.Runtime.ExecAsync<string>("test:watcher", TestApp.Host).WaitAsync(TestApp.Patience),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MemoryBytes", "1000", "'Artel:Lua:Limits:MemoryBytes' is '1000'; it has to be a whole number, 131072 or more.")]
    [InlineData("MemoryBytes", "64 MiB", "'Artel:Lua:Limits:MemoryBytes' is '64 MiB'; it has to be a whole number, 131072 or more.")]
    [InlineData("PatternSteps", "0", "'Artel:Lua:Limits:PatternSteps' is '0'; it has to be a whole number, 1 or more.")]
    [InlineData("TimeSlice", "-00:00:01", "'Artel:Lua:Limits:TimeSlice' is '-00:00:01'; it has to be a time above zero, as in 00:00:00.050 for 50 ms.")]
    [InlineData("UninterruptibleTime", "5", "'Artel:Lua:Limits:UninterruptibleTime' is '5'; it has to be a time above zero")]
    [InlineData("CpuBudget", "soon", "'Artel:Lua:Limits:CpuBudget' is 'soon'; it has to be a time above zero")]
    [InlineData("PayloadBytes", "1000", "'Artel:Lua:Limits:PayloadBytes' is '1000'; it has to be a whole number, 1024 or more, 268435456 at most.")]
    [InlineData("PayloadBytes", "268435457", "'Artel:Lua:Limits:PayloadBytes' is '268435457'; it has to be a whole number, 1024 or more, 268435456 at most.")]
    [InlineData("UnreceivedBytes", "1023", "'Artel:Lua:Limits:UnreceivedBytes' is '1023'; it has to be a whole number, 1024 or more.")]
    [InlineData("Memory", "1", "'Artel:Lua:Limits:Memory': there is no such limit; there are MemoryBytes, TimeSlice, UninterruptibleTime, PatternSteps, CpuBudget, PayloadBytes, UnreceivedBytes.")]
    public async Task A_wrong_value_in_the_configuration_stops_the_start_with_its_path(string key, string value, string error)
    {
        using var app = Build(new() { ["Artel:Lua:Limits:" + key] = value }, static artel => artel.AddLuaSource("test:a", Busy));
        var refused = await Assert.ThrowsAsync<ProcessException>(() => app.StartAsync());
        Assert.Equal(ErrorKind.Invalid, refused.Kind);
        Assert.StartsWith("Configuration " + error, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_limit_can_be_configured()
    {
        using var app = Build(
            new()
            {
                ["Artel:Lua:Limits:memorybytes"] = "1048576",
                ["Artel:Lua:Limits:TimeSlice"] = "00:00:00.001",
                ["Artel:Lua:Limits:UninterruptibleTime"] = "00:00:00.020",
                ["Artel:Lua:Limits:PatternSteps"] = "100",
                ["Artel:Lua:Limits:CpuBudget"] = "00:01:00",
                ["Artel:Lua:Limits:PayloadBytes"] = "2048",
                ["Artel:Lua:Limits:UnreceivedBytes"] = "4096",
            },
            static artel => artel.AddLuaSource("test:a", Busy));
        await app.StartAsync();
        Assert.Equal(
            new LuaLimits
            {
                MemoryBytes = 1 << 20,
                TimeSlice = TimeSpan.FromMilliseconds(1),
                UninterruptibleTime = TimeSpan.FromMilliseconds(20),
                PatternSteps = 100,
                CpuBudget = TimeSpan.FromMinutes(1),
                PayloadBytes = 2048,
                UnreceivedBytes = 4096,
            },
            app.Services.GetRequiredService<LuaConfiguration>().Limits);
        await app.StopAsync();
    }

    public static TheoryData<LuaLimits, string> Wrong => new()
    {
        { new LuaLimits { MemoryBytes = 1000 }, "MemoryBytes is 1000; it has to be 131072 bytes (128 KiB) or more." },
        { new LuaLimits { TimeSlice = TimeSpan.Zero }, "TimeSlice is 00:00:00; it has to be more than nothing." },
        { new LuaLimits { UninterruptibleTime = TimeSpan.FromSeconds(-1) }, "UninterruptibleTime is -00:00:01; it has to be more than nothing." },
        { new LuaLimits { PatternSteps = 0 }, "PatternSteps is 0; it has to be 1 or more." },
        { new LuaLimits { CpuBudget = TimeSpan.Zero }, "CpuBudget is 00:00:00; it has to be more than nothing, or Timeout.InfiniteTimeSpan for no limit." },
        { new LuaLimits { PayloadBytes = 1000 }, "PayloadBytes is 1000; it has to be between 1024 and 268435456 bytes (256 MiB)." },
        { new LuaLimits { PayloadBytes = (1 << 28) + 1 }, "PayloadBytes is 268435457; it has to be between 1024 and 268435456 bytes (256 MiB)." },
        { new LuaLimits { UnreceivedBytes = 1023 }, "UnreceivedBytes is 1023; it has to be 1024 bytes or more." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_limit_is_refused_where_it_is_set(LuaLimits limits, string error)
    {
        var host = Assert.Throws<ArgumentException>(() => new ProcessHostOptions().UseLuaLimits(limits));
        Assert.Equal($"The Lua limits of a host: {error}", host.Message);
        var definition = Assert.Throws<ArgumentException>(() => Build([], artel => artel.AddLuaSource("test:a", Busy, limits)));
        Assert.Equal($"The Lua limits of definition 'test:a': {error}", definition.Message);
    }

    private static IHost Build(Dictionary<string, string?> configuration, Action<ArtelBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Services.AddArtel(configure);
        return builder.Build();
    }
}
