using System.Reflection;

namespace Artel.Analyzers.Tests;

/// <summary>Paths that the project file knows.</summary>
internal static class TestPaths
{
    public static string TargetingPack { get; } = Metadata("TargetingPack");

    public static string Repository { get; } = Metadata("RepositoryRoot");

    public static string Compiler { get; } = Metadata("Compiler");

    public static string Generator { get; } = Metadata("Generator");

    private static string Metadata(string key) => typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
