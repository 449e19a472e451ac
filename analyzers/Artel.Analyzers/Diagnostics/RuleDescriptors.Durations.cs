using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

internal static partial class RuleDescriptors
{
    public static readonly DiagnosticDescriptor DurationIsMalformed = Error(
        RuleIds.DurationIsMalformed,
        category: "Durations",
        title: "Duration is malformed",
        message: "'{0}' is no duration: write it as in '1.5s', '200ms' or '1h30m'",
        description: "A duration is a number, or numbers with the units ns, us, ms, s, m, h; the operation fails with INVALID.");

    public static readonly DiagnosticDescriptor DurationIsNotPositive = Error(
        RuleIds.DurationIsNotPositive,
        category: "Durations",
        title: "Duration is not positive",
        message: "'{0}' takes a duration above zero",
        description: "A deadline or a delay of zero or less is INVALID.");
}
