using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.IdAnalyzer>;

namespace Artel.Analyzers.Tests;

public class IdAnalyzerTests
{
    [Theory]
    [InlineData("process.Spawn({|ART0201:\"resizer\"|}, \"app:host\", default);")]
    [InlineData("process.Spawn(\"app:resizer\", {|ART0201:\"host\"|}, default);")]
    [InlineData("process.SpawnLinked({|ART0201:\"app:\"|}, {|ART0201:\":host\"|}, default);")]
    [InlineData("spawner.SpawnMonitored({|ART0201:\"a:b:c\"|}, \"app:host\", default);")]
    [InlineData("runtime.Spawn({|ART0201:\"app: x\"|}, \"app:host\", default);")]
    [InlineData("runtime.SpawnNamed(\"name\", {|ART0201:\"\"|}, \"app:host\", default);")]
    [InlineData("process.Spawn({|ART0201:Name|}, \"app:host\", default);")]
    [InlineData("process.Spawn(\"app:resizer\", \"app:host\", default);")]
    [InlineData("process.Spawn(unknown, unknown, default);")]
    [InlineData("process.Spawn(\"a.b-c_d:e.f\", \"app:host\", default);")]
    [InlineData("process.Registry.Register(\"name\"); process.Send(\"name\", \"topic\"); runtime.TryLookup(\"name\");")]
    [InlineData("Spawn(\"no id\", \"nor this\");")]
    public Task An_id_reads_namespace_and_name(string statement) => Verify.VerifyAsync($$"""
        using Artel;
        class C
        {
            const string Name = "resizer";
            void M(ProcessContext process, Spawner spawner, ArtelRuntime runtime, string unknown) { {{statement}} }
            static void Spawn(string id, string host) { }
        }
        """);
}
