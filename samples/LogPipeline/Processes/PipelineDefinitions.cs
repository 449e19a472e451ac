using Artel;

namespace LogPipeline.Processes;

/// <summary>What the pipeline is made of, for whoever hosts it.</summary>
public static class PipelineDefinitions
{
    /// <summary>Adds the pipeline's processes, those in C# and the rule scripts.</summary>
    /// <param name="artel">What the application's runtime is made of.</param>
    public static ArtelBuilder AddPipeline(this ArtelBuilder artel) => artel.AddDefinitions();
}
