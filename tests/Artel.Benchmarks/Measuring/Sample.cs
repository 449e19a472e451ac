namespace Artel.Benchmarks.Measuring;

/// <summary>What one run of a workload gave.</summary>
/// <param name="Value">The figure, in the workload's unit.</param>
internal sealed record Sample(double Value)
{
    /// <summary>Managed bytes allocated per operation; null where that is not the question.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>Processor time of this program per operation, nanoseconds.</summary>
    public double? ProcessorNanoseconds { get; init; }

    /// <summary>The 99th percentile, where the value is a median.</summary>
    public double? Percentile99 { get; init; }

    /// <summary>The 99.9th percentile, where the value is a median.</summary>
    public double? Percentile999 { get; init; }
}
