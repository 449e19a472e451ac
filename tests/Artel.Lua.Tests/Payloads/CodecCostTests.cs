using Artel.Payloads;
using CsCheck;

namespace Artel.Lua.Tests.Payloads;

/// <summary>What codecs cost, and that they lose nothing, whatever the values are.</summary>
public sealed class CodecCostTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char[' ', '퟿'], 0, 12];

    private static readonly Gen<Frozen> Chains = Gen.Recursive<Frozen>((depth, self) => depth > 4
        ? Text.Select(static name => new Frozen(name, null))
        : Gen.Select(Text, self, self.Array[0, 3], Gen.Bool).Select(static (name, next, others, ends) => new Frozen(name, ends ? null : next, ends ? null : others)));

    [Fact]
    public void S028_any_record_comes_back() => Chains.Sample(static value =>
    {
        Assert.Equivalent(value, Crossing.ThroughBytes(value), strict: true);
        Assert.Equivalent(value, Crossing.ThroughLua(value), strict: true);
    }, iter: 200);

    [Fact]
    public void S028_any_scalars_come_back() =>
        Gen.Select(Gen.Int, Text, Gen.Double, Gen.Decimal, Gen.DateTimeOffset, Gen.Guid, Gen.Long, Gen.Bool).Sample(static (a, b, c, d, e, f, g, h) =>
        {
            Assert.Equal((a, b, c, d, e, f, g, h), (Both(a), Both(b), Both(c), Both(d), Both(e), Both(f), Both(g), Both(h)));
        }, iter: 300);

    [Fact]
    public void S024_any_sharing_comes_back() => Gen.Int[0, 9].Array[1, 40].Sample(static picks =>
    {
        var nodes = Enumerable.Range(0, 10).Select(static number => new Node { Name = $"{number}" }).ToArray();
        for (var i = 0; i < picks.Length; i++)
            nodes[i % 10].Others.Add(nodes[picks[i]]);
        var back = Crossing.ThroughLua(nodes[0]);
        Assert.Equal(Shape(nodes[0]), Shape(back));
        Assert.Equal(Shape(nodes[0]), Shape(Crossing.ThroughBytes(nodes[0])));
    }, iter: 300);

    [Fact]
    public void Writing_a_record_allocates_its_bytes_alone()
    {
        var value = new Positional(1, "agent", "note");
        Assert.Equal(
            Measure(static length => new byte[length], PayloadBytes.From(value).Length),
            Measure(static value => PayloadBytes.From(value), value));
    }

    [Fact]
    public void Reading_a_record_allocates_it_and_its_text_alone()
    {
        var values = PortableValues.Write(1, new Positional(1, "agent", "note"), static (writer, value) => writer.Write(value));
        var record = Measure(static _ => new Positional(1, "", null), 0);
        var texts = Measure(static _ => new string('a', 5), 0) + Measure(static _ => new string('a', 4), 0);
        Assert.Equal(record + texts, Measure(static values => values.Reader.Read<Positional>(), values));
    }

    [Fact]
    public void Reading_a_struct_allocates_nothing()
    {
        var values = PortableValues.Write(1, new Mutable { X = 1, Y = 2 }, static (writer, value) => writer.Write(value));
        Assert.Equal(0, Measure(static values => values.TryRead<Mutable>(0, out _, out _), values));
    }

    private static T Both<T>(T value) => Crossing.ThroughLua(Crossing.ThroughBytes(value));

    /// <summary>The names in the order of a walk, with a number for what came before.</summary>
    private static string Shape(Node root)
    {
        var known = new Dictionary<Node, int>(ReferenceEqualityComparer.Instance);
        var shape = new List<string>();
        Walk(root);
        return string.Join(' ', shape);

        void Walk(Node node)
        {
            if (!known.TryAdd(node, known.Count))
            {
                shape.Add($"#{known[node]}");
                return;
            }

            shape.Add($"{node.Name}({node.Others.Count})");
            node.Others.ForEach(Walk);
        }
    }

    private static long Measure<TState, TResult>(Func<TState, TResult> run, TState state)
    {
        // Until the runtime has compiled what it calls, and every pool is filled.
        for (var i = 0; i < 100; i++)
            run(state);
        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run(state);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
