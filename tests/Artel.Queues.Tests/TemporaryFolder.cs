namespace Artel.Queues.Tests;

/// <summary>A folder of its own, which goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("artel-queues-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
