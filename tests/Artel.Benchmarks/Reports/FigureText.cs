using System.Globalization;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Reports;

/// <summary>Numbers as people read them in the reports.</summary>
internal static class FigureText
{
    /// <summary>Three digits or more, without those that mean nothing.</summary>
    public static string Of(double value) => value switch
    {
        < 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };

    /// <summary>Lowest, middle and highest.</summary>
    public static string Of(Spread spread) => $"{Of(spread.Min)} / **{Of(spread.Median)}** / {Of(spread.Max)}";

    /// <summary>A figure that may be missing.</summary>
    public static string OfOptional(double? value) => value is { } there ? Of(there) : "";

    /// <summary>A spread that may be missing.</summary>
    public static string OfOptional(Spread? value) => value is { } there ? Of(there) : "";
}
