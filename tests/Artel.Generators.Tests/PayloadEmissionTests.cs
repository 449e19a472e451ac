namespace Artel.Generators.Tests;

/// <summary>What is written for payload types; each compiles without a warning.</summary>
public sealed class PayloadEmissionTests
{
    [Fact]
    public void Records() => Verify("""
        namespace App;
        [Payload] public sealed record Job(int Id, string UserAgent, string? Note, double Scale = 1.5, Job? Next = null);
        """);

    [Fact]
    public void Structs_and_enums() => Verify("""
        namespace App;
        [Payload] public readonly record struct Point(double X, double Y);
        [Payload] public struct Box { public Point From; public Point To { get; set; } public readonly double Width => To.X - From.X; }
        [Payload] public enum Color { DeepRed, Blue = 5, Navy = 5 }
        [Payload, Flags] public enum Rights : byte { None, Read, Write }
        """);

    [Fact]
    public void Classes_with_settable_members() => Verify("""
        using System.Text.Json.Serialization;
        namespace App;
        public abstract class Entity { public required Guid Id { get; init; } }
        [Payload] public class User : Entity
        {
            [JsonPropertyName("IP")] public string? IPAddress { get; init; }
            public int Visits { get; init; } = 1;
            public List<string> Tags { get; set; } = [];
            public DateTime? Seen { get; set; }
            [JsonIgnore] public object? Cache { get; set; }
            public string Display => Id + IPAddress;
            internal int Hidden { get; set; }
        }
        """);

    [Fact]
    public void Types_that_processes_use() => Verify("""
        namespace App;
        public sealed record In(Dictionary<string, Part> Parts, IReadOnlyList<int?> Numbers);
        public sealed record Part(Kind? Kind, byte[] Data, Part[] Parts);
        public enum Kind { One }
        public sealed record Out(TimeSpan Took);
        public sealed record Start(decimal Price);
        public sealed record Told(Pid From);
        [Process("app:a")] public sealed partial class A { [OnMessage("x")] private Task<Out?> XAsync(In job) => Task.FromResult<Out?>(null); }
        [Process("app:b")] public sealed partial class B([Argument] Told told) { [Main] private List<Start> Run(Start? start) => [start!, new(told.From is null ? 0 : 1)]; }
        """);

    [Fact]
    public void Generic_types() => Verify("""
        namespace App;
        [Payload] public sealed record Page<T>(T[] Items, T? Last);
        [Process("app:a")] public sealed partial class A { [OnMessage("x")] private void X(Page<string> texts, Page<int> numbers) { } }
        """);

    [Fact]
    public void Kinds() => Verify("""
        namespace App;
        [Payload] public abstract record Shape
        {
            public sealed record Circle(double Radius) : Shape;
            [PayloadKind("box")] public sealed record Rectangle(double Width) : Shape;
        }
        [Payload] public sealed record Group(Shape[] Shapes) : Shape;
        """);

    [Fact]
    public void Objects_that_can_be_in_themselves() => Verify("""
        namespace App;
        [Payload] public sealed class Node { public required int Id { get; set; } }
        [Payload] public sealed class Link { public int Id { get; set; } public string Name { get; set; } = "x"; public Link? Next { get; set; } }
        """);

    [Fact]
    public void Tuples_and_collections() => Verify("""
        using System.Collections.Frozen;
        using System.Collections.Immutable;
        namespace App;
        public sealed record All((int Id, string? Name) Pair, (int, string?)? Maybe, ImmutableArray<int> Array, IReadOnlyDictionary<string, int> Map, FrozenDictionary<int, byte> Frozen, ISet<Guid> Set);
        [Process("app:a")] public sealed partial class A { [OnMessage("x")] private void X(All all, (int A, int B) pair, IEnumerable<(int C, int D)> pairs) { } }
        """);

    [Fact]
    public void Naming() => Verify("""
        namespace App;
        [Payload(Naming = PayloadNaming.CamelCase)] public sealed record Camel(int UserId, [PayloadName("IP")] string Address);
        [Payload(Naming = PayloadNaming.AsWritten)] public enum Level { Low, [PayloadName("top")] Best }
        """);

    [Fact]
    public void Types_of_other_assemblies()
    {
        var contracts = Compiler.Create("""
            namespace Contracts;
            [Payload] public sealed record Marked(int Id);
            public sealed record Plain(int Id, Level Level);
            public enum Level { Low }
            internal sealed record Hidden(int Id);
            """).WithAssemblyName("Contracts");
        var run = Compiler.Run(Compiler.Create("""
            using Contracts;
            [Process("app:a")] public sealed partial class A { [OnMessage("x")] private void X(Marked[] marked, Plain plain, DayOfWeek day, Uri uri) { } }
            """).AddReferences(contracts.ToMetadataReference()));
        Snapshot.Match(run.VerifyClean().Text("ArtelPayloads.g.cs"));
    }

    [Theory]
    [InlineData("Action")]
    [InlineData("IDisposable")]
    [InlineData("System.IO.Stream")]
    [InlineData("Uri")]
    [InlineData("(int, int, int, int, int, int, int, int)")]
    [InlineData("Dictionary<byte[], int>")]
    [InlineData("IAsyncEnumerable<int>")]
    [InlineData("Closed")]
    [InlineData("Hidden.Inner")]
    [InlineData("SameKeys")]
    [InlineData("int[,]")]
    [InlineData("Task")]
    [InlineData("A")]
    [InlineData("string")]
    [InlineData("object")]
    [InlineData("byte[]")]
    public void Types_that_get_no_codec(string type) => Assert.DoesNotContain(
        "ArtelPayloads.g.cs",
        Compiler.Run($$"""
            public sealed class Closed { public Closed(int value) { } public int Sum => 1; }
            public static class Hidden { public sealed class Inner { private Inner() { } public int Value { get; set; } } }
            public sealed record SameKeys(int UserId, int user_id);
            [Process("app:a")] public sealed partial class A { [OnMessage("x")] private void X({{type}} value) { } }
            """).VerifyClean().Files);

    [Theory]
    [InlineData("UserAgent", "user_agent")]
    [InlineData("IPAddress", "ip_address")]
    [InlineData("HTTPServer", "http_server")]
    [InlineData("URL2", "url2")]
    [InlineData("Sha256Hash", "sha256_hash")]
    [InlineData("userId", "user_id")]
    [InlineData("X", "x")]
    [InlineData("ID", "id")]
    [InlineData("already_there", "already_there")]
    [InlineData("Mixed_Case", "mixed_case")]
    [InlineData("ÄrgerÜber", "ärger_über")]
    public void Names_on_the_wire(string name, string expected) => Assert.Equal(expected, SnakeCase.Of(name));

    [Theory]
    [InlineData("UserAgent", "userAgent")]
    [InlineData("IPAddress", "ipAddress")]
    [InlineData("already_there", "alreadyThere")]
    [InlineData("X", "x")]
    public void Names_as_in_json(string name, string expected) => Assert.Equal(expected, SnakeCase.ToCamelCase(name));

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string member = "") =>
        Snapshot.Match(Compiler.Run(source).VerifyClean().Text("ArtelPayloads.g.cs"), member: member);
}
