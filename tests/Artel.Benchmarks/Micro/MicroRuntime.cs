using System.Globalization;
using Artel.Benchmarks.Contenders.InArtel;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Benchmarks.Micro;

/// <summary>A runtime whose turns a benchmark runs itself.</summary>
internal sealed class MicroRuntime : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="policy">Writes the policy that all processes run under; null for permissive mode without an identity.</param>
    /// <param name="others">How many further policies the identity has, which are about other actions on other things.</param>
    public MicroRuntime(Action<PolicyBuilder>? policy = null, int others = 0)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        _services = services.BuildServiceProvider();
        var builder = new ArtelBuilder(services).AddHost(ArtelContender.Host).AddDefinitions();
        if (policy is null)
        {
            builder.UseSecurityMode(SecurityMode.Permissive);
        }
        else
        {
            var ids = new List<string> { "bench:workers" };
            builder.AddPolicy("bench:workers", policy).UseSecurityMode(SecurityMode.Strict);
            for (var i = 0; i < others; i++)
            {
                var number = i.ToString(CultureInfo.InvariantCulture);
                ids.Add("bench:other-" + number);
                builder.AddPolicy(ids[^1], policy => policy.Allow(Permissions.Send).On("other-" + number + ".*").When("actor.id", ConditionOperator.NotEqual, number));
            }

            builder.UseIdentity(new Actor("benchmarks", new Dictionary<string, object?> { ["role"] = "worker" }), ids);
        }

        Artel = builder.Build(_services, Scheduler);
        Artel.Start();
    }

    public ManualScheduler Scheduler { get; } = new();

    public ArtelRuntime Artel { get; }

    /// <summary>A process that has had its first turn.</summary>
    public Pid Spawn(string definition, params ReadOnlySpan<object?> arguments)
    {
        var pid = Artel.Spawn(definition, ArtelContender.Host, arguments);
        Scheduler.RunAll();
        return pid;
    }

    public void Dispose()
    {
        foreach (var process in Artel.InspectAll())
            Artel.Terminate(process.Pid);
        Scheduler.RunAll();
        _services.Dispose();
    }
}
