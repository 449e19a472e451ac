using System.Collections.Concurrent;

namespace Artel.Analyzers.Tests;

/// <summary>What functions need with all that they call, held against a plain walk from each of them.</summary>
public class CallGraphTests
{
    private const int Parameters = 2;

    [Fact]
    public void Each_function_needs_what_a_walk_from_it_finds_by_the_same_ways_in_the_same_order()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var program = TestProgram.Random(seed);
            var graph = new TestGraph(program);
            string[] order = [.. program.Functions.Keys];
            new Random(seed).Shuffle(order);
            foreach (var function in order)
            {
                var reach = graph.Of(function, CancellationToken.None);
                var (needs, isOpaque) = program.WalkFrom(function, Parameters);
                Assert.True(needs.SequenceEqual(reach.Needs.Select(TestProgram.Text)), $"seed {seed}, function {function}");
                Assert.True(isOpaque == reach.IsOpaque, $"seed {seed}, function {function}");
            }
        }
    }

    [Fact]
    public void What_spares_the_process_itself_does_not_stand_for_what_does_not()
    {
        var program = new TestProgram();
        var ofParameter = program.Need("cancel") with { Resource = ResourceTerm.OfParameter(0) };
        program.Add("both", needs: [ofParameter with { SparesOwn = true }, ofParameter]);
        program.Functions.Add("caller", new([], [new FunctionCall<string>("both", [ResourceTerm.Own])], IsOpaque: false));
        var need = Assert.Single(new TestGraph(program).Of("caller", CancellationToken.None).Needs);
        Assert.Equal((false, ResourceTerm.Own), (need.SparesOwn, need.Resource));
    }

    [Fact]
    public void Many_threads_find_the_same()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var program = TestProgram.Random(seed);
            var graph = new TestGraph(program);
            Parallel.ForEach(Enumerable.Repeat(program.Functions.Keys, 4).SelectMany(static names => names), function =>
                Assert.Equal(program.WalkFrom(function, Parameters).Needs, graph.Of(function, CancellationToken.None).Needs.Select(TestProgram.Text)));
        }
    }

    [Fact]
    public void A_function_that_many_call_is_read_once()
    {
        var program = new TestProgram();
        program.Add("shared", needs: [program.Need("send")], calls: ["shared"]);
        for (var i = 0; i < 20; i++)
            program.Add($"caller{i}", calls: ["shared", "shared"]);
        var graph = new TestGraph(program);
        for (var i = 0; i < 20; i++)
            Assert.Equal($"caller{i} → shared → send", Assert.Single(graph.Of($"caller{i}", CancellationToken.None).Needs).Way);
        Assert.Equal(21, graph.Reads.Count);
        Assert.All(graph.Reads.Values, static count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_way_may_be_long_also_in_a_ring(bool isRing)
    {
        const int Length = 5_000;
        var program = new TestProgram();
        for (var i = 0; i < Length; i++)
            program.Add($"f{i}", needs: i == Length - 1 ? [program.Need("send")] : [], calls: i < Length - 1 ? [$"f{i + 1}"] : isRing ? ["f0"] : []);
        var need = Assert.Single(new TestGraph(program).Of("f0", CancellationToken.None).Needs);
        Assert.Equal(string.Join(" → ", Enumerable.Range(0, Length).Select(static i => $"f{i}").Append("send")), need.Way);
    }

    [Fact]
    public void What_leads_to_too_much_is_cut_and_not_all_of_it_can_be_seen()
    {
        var program = new TestProgram();
        program.Add("many", needs: [.. Enumerable.Range(0, 1_000).Select(i => program.Need($"a{i}"))]);
        program.Add("more", needs: [program.Need("b")], calls: ["many"]);
        program.Add("caller", calls: ["more"]);
        var graph = new TestGraph(program);
        Assert.Equal((1_000, false), CountOf("many"));
        Assert.Equal((1_000, true), CountOf("more"));
        Assert.Equal((1_000, true), CountOf("caller"));
        Assert.Equal("more → b", graph.Of("more", CancellationToken.None).Needs[0].Way);

        (int, bool) CountOf(string function)
        {
            var reach = graph.Of(function, CancellationToken.None);
            return (reach.Needs.Count, reach.IsOpaque);
        }
    }

    [Fact]
    public void It_can_be_cancelled_and_asked_again()
    {
        var program = new TestProgram();
        program.Add("f", needs: [program.Need("send")], calls: ["g"]);
        program.Add("g", calls: ["f"]);
        var graph = new TestGraph(program);
        Assert.Throws<OperationCanceledException>(() => graph.Of("f", new CancellationToken(canceled: true)));
        Assert.Single(graph.Of("g", CancellationToken.None).Needs);
    }

    private sealed class TestGraph(TestProgram program) : CallGraph<string>(StringComparer.Ordinal)
    {
        public ConcurrentDictionary<string, int> Reads { get; } = new(StringComparer.Ordinal);

        protected override string NameOf(string function) => function;

        protected override FunctionFacts<string> Read(string function, CancellationToken cancellationToken)
        {
            Reads.AddOrUpdate(function, 1, static (_, count) => count + 1);
            return program.Functions[function];
        }
    }

    private sealed class TestProgram
    {
        public Dictionary<string, FunctionFacts<string>> Functions { get; } = new(StringComparer.Ordinal);

        public static TestProgram Random(int seed)
        {
            var random = new Random(seed);
            var program = new TestProgram();
            var names = Enumerable.Range(0, random.Next(1, 12)).Select(static number => $"f{number}").ToArray();
            foreach (var name in names)
            {
                program.Functions[name] = new(
                    [.. Enumerable.Range(0, random.Next(3)).Select(_ => new PermissionNeed(
                        $"a{random.Next(3)}", Term(), random.Next(4) > 0, random.Next(3) == 0, new NeedPath($"op{random.Next(100)}", null)))
                        .Where(static need => !need.IsSpared(ownId: null))],
                    [.. Enumerable.Range(0, random.Next(4)).Select(_ => new FunctionCall<string>(
                        names[random.Next(names.Length)], [.. Enumerable.Range(0, random.Next(Parameters + 1)).Select(_ => Term())]))],
                    random.Next(15) == 0);
            }

            return program;

            ResourceTerm Term() => random.Next(6) switch
            {
                0 => ResourceTerm.Unknown,
                1 => ResourceTerm.Nothing,
                2 => ResourceTerm.Own,
                3 => ResourceTerm.Of($"r{random.Next(2)}"),
                _ => ResourceTerm.OfParameter(random.Next(Parameters)),
            };
        }

        public static string Text(PermissionNeed need) => $"{need.Action} {need.Resource} {need.IsCertain} {need.SparesOwn} {need.Way}";

        public PermissionNeed Need(string action) => new(action, ResourceTerm.Unknown, IsCertain: true, SparesOwn: false, new NeedPath(action, null));

        public void Add(string name, PermissionNeed[]? needs = null, string[]? calls = null) =>
            Functions.Add(name, new(needs ?? [], [.. (calls ?? []).Select(static callee => new FunctionCall<string>(callee, []))], IsOpaque: false));

        /// <summary>Breadth first, through each function once for each way to be called.</summary>
        public (List<string> Needs, bool IsOpaque) WalkFrom(string root, int parameters)
        {
            var needs = new List<string>();
            var isOpaque = false;
            var found = new HashSet<(string, ResourceTerm, bool)>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var pending = new Queue<(string Function, ResourceTerm[] Arguments, string[] Way)>();
            Add(root, [.. Enumerable.Range(0, parameters).Select(ResourceTerm.OfParameter)], []);
            while (pending.TryDequeue(out var step))
            {
                isOpaque |= Functions[step.Function].IsOpaque;
                foreach (var need in Functions[step.Function].Needs)
                {
                    var ofRoot = step.Way.Reverse().Aggregate(need with { Resource = need.Resource.With(step.Arguments) }, static (inner, caller) => inner.Within(caller));
                    if (!ofRoot.IsSpared(ownId: null) && found.Add((ofRoot.Action, ofRoot.Resource, ofRoot.IsCertain)))
                        needs.Add(Text(ofRoot));
                }

                foreach (var call in Functions[step.Function].Calls)
                    Add(call.Callee, [.. call.Arguments.Select(term => term.With(step.Arguments))], step.Way);
            }

            return (needs, isOpaque);

            void Add(string function, ResourceTerm[] arguments, string[] way)
            {
                if (seen.Add($"{function}({string.Join(", ", arguments)})"))
                    pending.Enqueue((function, arguments, [.. way, function]));
            }
        }
    }
}
