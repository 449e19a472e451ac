using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>The part of the pipeline for supervisor classes.</summary>
internal static class SupervisorPipeline
{
    /// <summary>Has the supervisor classes completed; gives their models.</summary>
    public static IncrementalValuesProvider<SupervisorModel> Register(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<MarkedReadings> marked)
    {
        var readings = marked
            .SelectMany(static (all, _) => all.Supervisors)
            .WithTrackingName(TrackingNames.SupervisorReadings);
        var problems = readings
            .SelectMany(static (reading, _) => reading.Problems)
            .WithTrackingName(TrackingNames.SupervisorProblems);
        context.RegisterSourceOutput(problems, static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));

        var supervisors = readings
            .SelectMany(static (reading, _) => reading.Supervisor is { } supervisor ? new[] { supervisor } : [])
            .Collect()
            .SelectMany(static (all, _) => Name(all))
            .WithTrackingName(TrackingNames.Supervisors);
        context.RegisterSourceOutput(supervisors, static (output, supervisor) =>
            output.AddSource(supervisor.FileName + ".g.cs", SupervisorEmitter.Emit(supervisor)));
        return supervisors;
    }

    /// <summary>Gives each class a file name of its own, as process classes have them.</summary>
    private static ImmutableArray<SupervisorModel> Name(ImmutableArray<SupervisorModel> supervisors)
    {
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        // A class with the attribute on two of its parts comes twice; the compiler reports that.
        return supervisors.GroupBy(static supervisor => supervisor.Type, StringComparer.Ordinal)
            .Select(same => same.First() with { FileName = ProcessFiles.Distinct(same.First().FileName, names) })
            .ToImmutableArray();
    }
}
