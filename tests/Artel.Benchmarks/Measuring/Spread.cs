namespace Artel.Benchmarks.Measuring;

/// <summary>The lowest, the middle and the highest of some figures.</summary>
internal readonly record struct Spread(double Min, double Median, double Max)
{
    /// <summary>The spread of figures; there is at least one.</summary>
    public static Spread Of(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(sorted[0], median, sorted[^1]);
    }
}
