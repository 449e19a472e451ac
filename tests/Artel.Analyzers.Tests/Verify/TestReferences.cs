using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Artel.Analyzers.Tests;

/// <summary>What test sources are compiled against.</summary>
internal static class TestReferences
{
    public static ImmutableArray<MetadataReference> Framework { get; } =
        [.. Directory.GetFiles(TestPaths.TargetingPack, "*.dll").Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))];

    public static MetadataReference Artel { get; } = MetadataReference.CreateFromFile(typeof(TopicAttribute).Assembly.Location);

    /// <summary>The framework comes by <see cref="Framework"/>: the testing library's own way would download it.</summary>
    public static ReferenceAssemblies None { get; } = new("net10.0");
}
