using System.Reflection;

namespace Artel.Analyzers.Tests;

/// <summary>Paths that the project file knows.</summary>
internal static class TestPaths
{
    public static string TargetingPack { get; } = Metadata("TargetingPack");

    public static string Repository { get; } = Metadata("RepositoryRoot");

    private static string Metadata(string key) => typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
