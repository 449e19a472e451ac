using Artel.Benchmarks.Contenders.InArtel;
using Artel.Security;
using BenchmarkDotNet.Attributes;

namespace Artel.Benchmarks.Micro;

/// <summary>
/// A permitted send and its dispatch, against one that is not checked, with more and more policies that are about something else, and with
/// the deciding condition on the actor only, on the resource, and on what is different for each message.
/// </summary>
public class PermissionBenchmarks
{
    private const int Times = 1000;

    private readonly Tally _tally = new();
    private MicroRuntime _runtime = null!;
    private Pid _driver = null!;

    /// <summary>What decides.</summary>
    public enum Decision
    {
        /// <summary>Nothing: permissive mode, no identity.</summary>
        Unchecked,

        /// <summary>A condition on the actor.</summary>
        Actor,

        /// <summary>The pattern of the resource.</summary>
        Resource,

        /// <summary>A condition on the resource.</summary>
        ResourceCondition,

        /// <summary>A condition on the message's topic.</summary>
        Topic,
    }

    /// <summary>What decides.</summary>
    [ParamsAllValues]
    public Decision Decides { get; set; }

    /// <summary>How many policies are about something else.</summary>
    [Params(0, 10, 1000)]
    public int Policies { get; set; }

    /// <summary>Writes the policy that decides; null for none.</summary>
    public static Action<PolicyBuilder>? PolicyOf(Decision decides) => decides switch
    {
        Decision.Actor => ArtelContender.ByRole,
        Decision.Resource => ArtelContender.ByResource,
        Decision.ResourceCondition => static policy =>
            policy.Allow(Permissions.Send).When("resource", ConditionOperator.Matches, @"^\{[a-z]+@" + ArtelContender.Host + @"\|"),
        Decision.Topic => static policy => policy.Allow(Permissions.Send).When("meta.topic", ConditionOperator.Equal, "nothing"),
        _ => null,
    };

    /// <summary>Starts the processes.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _runtime = new MicroRuntime(PolicyOf(Decides), Policies);
        _driver = _runtime.Spawn("bench.micro:driver", _runtime.Spawn("bench.micro:sink", _tally));
    }

    /// <summary>Ends them.</summary>
    [GlobalCleanup]
    public void Cleanup() => _runtime.Dispose();

    /// <summary>From a process to another.</summary>
    [Benchmark(OperationsPerInvoke = Times)]
    public void Send()
    {
        _runtime.Artel.Send(_driver, "send nothing", Times);
        _runtime.Scheduler.RunAll();
        _tally.Verify(Times);
    }
}
