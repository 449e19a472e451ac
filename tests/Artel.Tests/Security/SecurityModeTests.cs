using Artel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Artel.Tests.Security;

public sealed class SecurityModeTests
{
    private const string Processes = "app:processes";

    [Theory]
    [InlineData("Development", null, null, SecurityMode.Permissive, "in the environment Development")]
    [InlineData("development", null, null, SecurityMode.Permissive, "in the environment development")]
    [InlineData("Production", null, null, SecurityMode.Strict, "in the environment Production")]
    [InlineData("Staging", null, null, SecurityMode.Strict, "in the environment Staging")]
    [InlineData("Development", SecurityMode.Strict, null, SecurityMode.Strict, "by UseSecurityMode")]
    [InlineData("Production", SecurityMode.Permissive, null, SecurityMode.Permissive, "by UseSecurityMode")]
    [InlineData("Development", SecurityMode.Permissive, "strict", SecurityMode.Strict, "by configuration")]
    [InlineData("Production", null, "Permissive", SecurityMode.Permissive, "by configuration")]
    public async Task S108_the_mode_is_what_the_configuration_or_the_code_or_the_environment_says_and_the_start_tells_which_and_why(
        string environment, SecurityMode? coded, string? configured, SecurityMode mode, string why)
    {
        var log = new CollectedLog();
        using var app = Build(environment, log, artel =>
        {
            if (coded is { } given)
                artel.UseSecurityMode(given);
            artel.AddDefinition(new ProcessDefinition("app:declares", static _ => null!) { Permissions = [] })
                .AddDefinition(new ProcessDefinition("app:silent", static _ => null!))
                .AddPolicy("p", static p => p.Allow("*")).AddPolicyGroup("g", "p");
        }, configured);
        await app.StartAsync();
        Assert.Equal(mode, app.Services.GetRequiredService<ArtelRuntime>().SecurityMode);
        Assert.Contains($"Information: Security is {mode} ({why}): 1 of 2 definitions declare permissions, 1 policies, 1 groups", await log.TakeAllAsync());
        await app.StopAsync();
    }

    [Fact]
    public async Task What_a_definition_declares_and_no_policy_grants_is_logged_at_the_start()
    {
        var log = new CollectedLog(LogLevel.Warning);
        using var app = Build("Production", log, static artel => artel
            .AddDefinition(new ProcessDefinition("app:b", static _ => null!)
            {
                Permissions = [new(Permissions.Send), new(Permissions.Spawn, "app.workers:*"), new(Permissions.Terminate), new("process.registry.*", "app.*")],
            })
            .AddDefinition(new ProcessDefinition("app:a", static _ => null!) { Permissions = [new(Permissions.Host, "other:host")] })
            .AddPolicy("p", static p => p
                .Allow(Permissions.Send).On("{local@*").When("actor.id", ConditionOperator.Equal, "nobody")
                .Allow(Permissions.Host).On(Processes)
                .Allow("*.spawn").On("*:resizer")
                .Allow(Permissions.RegistryRegister).On("app.name")
                .Deny("*")));
        await app.StartAsync();
        Assert.Equal(
            [
                "Warning: Definition app:a declares process.host on 'other:host', which no policy grants to anybody",
                "Warning: Definition app:b declares process.terminate on '*', which no policy grants to anybody",
            ],
            await log.TakeAllAsync());
        await app.StopAsync();
    }

    [Theory]
    [InlineData("Development", 0)]
    [InlineData("Production", 1)]
    public async Task An_application_without_policies_is_told_of_it_only_where_it_needs_some(string environment, int lines)
    {
        var log = new CollectedLog(LogLevel.Warning);
        using var app = Build(environment, log, static artel => artel
            .AddDefinition(new ProcessDefinition("app:a", static _ => null!) { Permissions = [new(Permissions.Send)] }));
        await app.StartAsync();
        Assert.Equal(lines, log.Lines.Count);
        await app.StopAsync();
    }

    public static TheoryData<SecurityMode, bool, bool, string?, bool> Identities => new()
    {
        { SecurityMode.Strict, true, true, null, true },
        { SecurityMode.Strict, true, false, "no scope", false },
        { SecurityMode.Strict, false, true, "no actor", false },
        { SecurityMode.Strict, false, false, "no actor", false },
        { SecurityMode.Permissive, true, true, null, true },
        { SecurityMode.Permissive, true, false, null, true },
        { SecurityMode.Permissive, false, true, null, true },
        { SecurityMode.Permissive, false, false, null, true },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public async Task S108_without_actor_or_scope_the_mode_decides_and_with_both_the_scope_does(
        SecurityMode mode, bool hasActor, bool hasScope, string? missing, bool allowed)
    {
        var answers = new Probe<(bool Granted, bool Other, string? Error)>();
        await using var app = new TestApp()
            .With(artel => artel.UseSecurityMode(mode).AddPolicy("p", static p => p.Allow(Permissions.Send)))
            .Define(new ProcessDefinition("test:asks", _ => new Asking(process =>
            {
                string? error = null;
                try
                {
                    process.Send(process.Pid, "x");
                }
                catch (ProcessException denied) when (denied.Kind == ErrorKind.PermissionDenied)
                {
                    error = denied.Message;
                }

                answers.Tell((process.Security.Can(Permissions.Send, "x"), process.Security.Can("app.read", "x"), error));
            })) { Permissions = [new("*")] });
        var spawner = app.Runtime.WithContext(new Dictionary<string, object?>());
        if (hasActor)
            spawner = spawner.WithActor(new Actor("ann"));
        if (hasScope)
            spawner = spawner.WithScope(app.Runtime.Policies.CreateScope(["p"]));
        spawner.Spawn("test:asks", TestApp.Host);

        var (granted, other, failed) = await answers.NextAsync();
        Assert.Equal(allowed, granted);
        Assert.Equal(allowed && !(hasActor && hasScope), other);
        if (missing is null)
            Assert.Null(failed);
        else
            Assert.Contains($"the process has {missing}", failed, StringComparison.Ordinal);
    }

    private static IHost Build(string environment, CollectedLog log, Action<ArtelBuilder> configure, string? mode = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment, DisableDefaults = true });
        if (mode is not null)
            builder.Configuration.AddInMemoryCollection([new("Artel:Security:Mode", mode)]);
        builder.Services.AddSingleton<ILoggerFactory>(new ArtelOnly(log));
        builder.Services.AddArtel(artel => configure(artel.AddHost(Processes)));
        return builder.Build();
    }

    /// <summary>Keeps apart what others log.</summary>
    private sealed class ArtelOnly(ILogger log) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) =>
            categoryName == "Artel" ? log : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose() { }
    }
}

/// <summary>Does one thing in its first turn and waits then.</summary>
internal sealed class Asking(Action<ProcessContext> act) : IProcessBehavior
{
    public BehaviorStep Start(ProcessContext process)
    {
        act(process);
        return BehaviorStep.Done;
    }

    public BehaviorStep Receive(Message message) => BehaviorStep.NotHandled;

    public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
}
