using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;

namespace Artel.Lua.Tests.Payloads;

// A payload type of each shape; their codecs are generated.

[Payload]
public sealed record Positional(int Id, string UserAgent, string? Note = null);

[Payload]
public sealed record WithInit
{
    public required string Name { get; init; }

    public int Count { get; init; } = 3;
}

[Payload]
public sealed class Settable
{
    public int Id { get; set; }

    public string? Text { get; set; }

    public List<string> Tags { get; set; } = [];

    [PayloadIgnore]
    public Action? Cache { get; set; }
}

[Payload]
public sealed class Mixed(string name)
{
    public string Name { get; } = name;

    public int Visits { get; set; }
}

[Payload]
public struct Mutable
{
    public int X { get; set; }

    public int Y { get; set; }
}

[Payload]
public readonly struct Immutable(double x)
{
    public double X { get; } = x;
}

[Payload]
public enum Level
{
    Low,
    VeryHigh,
    [PayloadName("top")] Best,
}

[Flags, Payload]
public enum Access
{
    None = 0,
    Read = 1,
    Write = 2,
}

[Payload]
public sealed record Scalars(
    DateOnly Day, TimeOnly Time, DateTime At, Uri Link, Version Version, Half Half, Int128 Wide, UInt128 Unsigned, BigInteger Big,
    ReadOnlyMemory<byte> Data, DateOnly? MaybeDay, Level? MaybeLevel, Mutable? MaybePoint, (int, string?) Pair, (double X, Level Y, int? Z) Triple);

[Payload]
public sealed record Lists(
    int[] Array, List<Level> List, IReadOnlyList<int> ReadOnlyList, IList<int> IList, ICollection<int> Collection,
    IReadOnlyCollection<int> ReadOnlyCollection, IEnumerable<int> Enumerable, ImmutableArray<int> ImmutableArray,
    ImmutableList<int> ImmutableList, HashSet<int> Set, ISet<int> ISet, IReadOnlySet<int> ReadOnlySet,
    ImmutableHashSet<int> ImmutableSet, FrozenSet<int> FrozenSet, List<List<int>> Nested, byte[][] Blobs);

[Payload]
public sealed record Dictionaries(
    Dictionary<string, int> Text, IReadOnlyDictionary<string, Positional> ReadOnly, IDictionary<string, int> IDictionary,
    ImmutableDictionary<string, int> Immutable, FrozenDictionary<string, int> Frozen, Dictionary<int, string> Numbers,
    Dictionary<long, int> Longs, Dictionary<byte, int> Bytes, Dictionary<Level, int> Levels, Dictionary<Guid, int> Ids, Dictionary<bool, int> Truths);

[Payload]
public sealed record Tree(string Name, ImmutableArray<Tree> Branches);

[Payload]
public sealed record Page<T>(T[] Items, T? Last);

[Payload]
public sealed record Pages(Page<int> Numbers, Page<Positional> Rows, object? Any);

[Payload]
public abstract record Figure
{
    public sealed record Circle(double Radius) : Figure;

    [PayloadKind("box")]
    public sealed record Rectangle(double Width, double Height) : Figure;
}

[Payload]
public sealed record Group(IReadOnlyList<Figure> Figures) : Figure;

public sealed record Stranger : Figure;

[Payload]
public class Plain
{
    public int Id { get; set; }
}

public sealed class Richer : Plain
{
    public int More { get; set; }
}

[Payload]
public sealed class Node
{
    public string Name { get; set; } = "";

    public Node? Next { get; set; }

    public List<Node> Others { get; set; } = [];
}

[Payload]
public sealed record Frozen(string Name, Frozen? Next, IReadOnlyList<Frozen>? Others = null);

[Payload(Naming = PayloadNaming.CamelCase)]
public sealed record Camel(int UserId, string HTTPServer, [PayloadName("IP")] string Address);

[Payload(Naming = PayloadNaming.AsWritten)]
public sealed record Written(int UserId, string HTTPServer);

[Payload]
public sealed record Snake(int UserId, string HTTPServer, int Sha256Hash);
