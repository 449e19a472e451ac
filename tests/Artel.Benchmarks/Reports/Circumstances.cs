using System.Runtime;
using System.Runtime.InteropServices;

namespace Artel.Benchmarks.Reports;

/// <summary>Where and how figures were taken.</summary>
internal sealed record Circumstances(string Text)
{
    public static Circumstances Now(int rounds, double scale) => new(
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors, "
        + $"{(GCSettings.IsServerGC ? "server" : "workstation")} GC; {rounds} rounds after a warm-up"
        + (scale < 1 ? $"; {scale:P0} of the full work, so rough figures." : "."));
}
