using System.Reflection;

namespace Artel.Analyzers.Tests;

/// <summary>Paths that the project file knows.</summary>
internal static class TestPaths
{
    public static string TargetingPack { get; } = Metadata("TargetingPack");

    public static string Repository { get; } = Metadata("RepositoryRoot");

    public static string Compiler { get; } = Metadata("Compiler");

    public static string Generator { get; } = Metadata("Generator");

    /// <summary>What is generated for the log messages of the runtime comes with a package.</summary>
    public static string LoggingGenerator { get; } = Directory
        .GetFiles(Path.Combine(Metadata("Packages"), "microsoft.extensions.logging.abstractions"), "Microsoft.Extensions.Logging.Generators.dll", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Last();

    private static string Metadata(string key) => typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
