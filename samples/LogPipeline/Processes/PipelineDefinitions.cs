using Artel;
using Artel.Security;

namespace LogPipeline.Processes;

/// <summary>What the pipeline is made of, for whoever hosts it.</summary>
public static class PipelineDefinitions
{
    /// <summary>The policy that all of the pipeline's processes run under.</summary>
    private const string PolicyId = "log:pipeline";

    /// <summary>Adds the pipeline's processes, those in C# and the rule scripts, and who they act for.</summary>
    /// <param name="artel">What the application's runtime is made of.</param>
    public static ArtelBuilder AddPipeline(this ArtelBuilder artel) => artel
        .AddDefinitions()
        .AddPolicy(PolicyId, static policy => policy
            .Allow(Permissions.Send, Permissions.Cancel, Permissions.Terminate, Permissions.Unmonitor, Permissions.RegistryForeign)
                .On("{*@" + Pipeline.Host + "|*}")
            .Allow(Permissions.Spawn, Permissions.SpawnLinked, Permissions.SpawnMonitored).On("log:*", RuleName.Namespace + "*")
            .Allow(Permissions.Host).On(Pipeline.Host)
            .Allow(Permissions.Context).On("context")
            .Allow(Permissions.RegistryRegister).On("log.*"))
        .UseIdentity(new Actor("log-pipeline"), [PolicyId]);
}
