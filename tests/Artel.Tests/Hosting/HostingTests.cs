using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Artel.Tests.Hosting;

public sealed class HostingTests
{
    private const string Processes = "app:processes";

    [Fact]
    public async Task S079_when_the_application_stops_every_process_gets_cancel_and_the_stubborn_are_terminated()
    {
        var seen = new Probe<string>();
        var time = new FakeTimeProvider();
        using var app = Build(artel => artel
            .AddHost(Processes, static host => host.StopTimeout = TimeSpan.FromSeconds(5))
            .AddDefinition(new ProcessDefinition("app:polite", _ => new Waiting(seen, endsOnCancel: true)))
            .AddDefinition(new ProcessDefinition("app:stubborn", _ => new Waiting(seen, endsOnCancel: false))), time);
        await app.StartAsync();
        var runtime = app.Services.GetRequiredService<ArtelRuntime>();
        runtime.Spawn("app:polite", Processes);
        var stubborn = runtime.WaitForExitAsync(runtime.Spawn("app:stubborn", Processes));
        Assert.Equal(["started", "started"], await seen.TakeAsync(2));

        var stopped = app.StopAsync();
        Assert.Equal("ended politely", await seen.NextAsync());
        while (runtime.ProcessCount > 1)
            await Task.Yield();
        Assert.False(stopped.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        await stopped.WaitAsync(TestApp.Patience);
        Assert.NotNull((await stubborn.WaitAsync(TestApp.Patience)).Error);
        Assert.Equal(0, runtime.ProcessCount);
    }

    [Fact]
    public async Task Nothing_can_be_spawned_before_the_application_has_started()
    {
        using var app = Build(static artel => artel.AddHost(Processes).AddDefinition(new ProcessDefinition("app:x", _ => throw new NotSupportedException())));
        var error = Assert.Throws<ProcessException>(() => app.Services.GetRequiredService<ArtelRuntime>().Spawn("app:x", Processes));
        Assert.Equal(ErrorKind.Unavailable, error.Kind);
        await app.StartAsync();
        Assert.Equal(ErrorKind.Internal, Assert.Throws<ProcessException>(() => app.Services.GetRequiredService<ArtelRuntime>().Spawn("app:x", Processes)).Kind);
        await app.StopAsync();
    }

    [Theory]
    [InlineData("processes")]
    [InlineData(":processes")]
    [InlineData("app:")]
    [InlineData("a:b:c")]
    [InlineData("app: x")]
    public void A_malformed_host_id_is_refused_and_named(string id) => Assert.Contains(
        $"'{id}'", Assert.Throws<ArgumentException>(() => Build(artel => artel.AddHost(id))).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_hosts_or_definitions_of_one_id_and_a_second_AddArtel_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Build(static artel => artel.AddHost(Processes).AddHost(Processes)));
        Assert.Throws<ArgumentException>(() => Build(static artel => artel
            .AddDefinition(new ProcessDefinition("app:x", _ => null!)).AddDefinition(new ProcessDefinition("app:x", _ => null!))));
        var services = new ServiceCollection().AddArtel(static artel => artel.AddHost(Processes));
        Assert.Throws<InvalidOperationException>(() => services.AddArtel(static artel => artel.AddHost("app:more")));
    }

    private static IHost Build(Action<ArtelBuilder> configure, TimeProvider? time = null)
    {
        var builder = Host.CreateApplicationBuilder();
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Logging.ClearProviders();
        builder.Services.AddArtel(configure);
        return builder.Build();
    }

    /// <summary>Waits for ever, or for a cancel.</summary>
    private sealed class Waiting(Probe<string> seen, bool endsOnCancel) : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process) => BehaviorStep.Main(RunAsync(process));

        public BehaviorStep Receive(Message message) => BehaviorStep.NotHandled;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;

        private async Task RunAsync(ProcessContext process)
        {
            seen.Tell("started");
            if (endsOnCancel)
                await process.Events.ReceiveAsync();
            else
                await process.Inbox.ReceiveAsync();
            seen.Tell("ended politely");
        }
    }
}
