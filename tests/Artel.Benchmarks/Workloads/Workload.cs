using Artel.Benchmarks.Contenders;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Workloads;

/// <summary>A piece of work that all contenders do.</summary>
/// <param name="Id">Its id on the command line and in the tables.</param>
/// <param name="Title">What is done.</param>
/// <param name="Unit">What a figure is of.</param>
/// <param name="Run">Runs it; the number is how much of the full work.</param>
internal sealed record Workload(string Id, string Title, string Unit, Func<Contender, double, Sample> Run)
{
    /// <summary>What Artel is to reach against the best peer: its figure divided by that.</summary>
    public double? TargetOfPeer { get; init; }

    /// <summary>What Artel's 99.9th percentile is to reach against the best peer's.</summary>
    public double? TargetOfPeerTail { get; init; }

    /// <summary>What Artel is to reach against the bare floor.</summary>
    public double? TargetOfFloor { get; init; }

    /// <summary>What Artel is to reach in the unit itself.</summary>
    public double? TargetValue { get; init; }
}
