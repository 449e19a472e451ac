using Artel.Benchmarks.Contenders;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Workloads;

/// <summary>What the rounds of one workload gave: a sample of each contender in each round.</summary>
internal sealed class WorkloadResults(Workload workload)
{
    private readonly List<Dictionary<string, Sample>> _rounds = [];
    private readonly Dictionary<string, string> _failures = [];
    private readonly List<Contender> _contenders = [];

    public Workload Workload => workload;

    /// <summary>Those who took part, in their order.</summary>
    public IReadOnlyList<Contender> Contenders => _contenders;

    /// <summary>Why contenders have no figure.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    public void BeginRound() => _rounds.Add([]);

    public void Add(Contender contender, Sample sample)
    {
        if (!_contenders.Contains(contender))
            _contenders.Add(contender);
        _rounds[^1][contender.Name] = sample;
    }

    public void Fail(Contender contender, string why)
    {
        _failures[contender.Name] = why;
        _contenders.Remove(contender);
    }

    /// <summary>A contender's figures.</summary>
    public Spread Values(string contender) => Spread.Of(Samples(contender).Select(static sample => sample.Value));

    /// <summary>The median of a further figure; null where there is none.</summary>
    public double? Median(string contender, Func<Sample, double?> figure)
    {
        var figures = Samples(contender).Select(figure).OfType<double>().ToArray();
        return figures.Length == 0 ? null : Spread.Of(figures).Median;
    }

    /// <summary>
    /// A contender's figure divided by the lowest of others in the same round, which the machine's other work disturbed alike; null when
    /// there was no other.
    /// </summary>
    public Spread? Ratio(string contender, Func<Contender, bool> others) => Ratio(contender, others, static sample => sample.Value);

    /// <summary>The same of a further figure; null also where there is none.</summary>
    public Spread? Ratio(string contender, Func<Contender, bool> others, Func<Sample, double?> figure)
    {
        var names = _contenders.Where(others).Select(static other => other.Name).ToArray();
        var ratios = _rounds
            .Where(round => round.ContainsKey(contender) && names.Any(round.ContainsKey))
            .Select(round => figure(round[contender]) / names.Where(round.ContainsKey).Min(name => figure(round[name])))
            .OfType<double>()
            .ToArray();
        return ratios.Length == 0 ? null : Spread.Of(ratios);
    }

    private IEnumerable<Sample> Samples(string contender) =>
        _rounds.Where(round => round.ContainsKey(contender)).Select(round => round[contender]);
}
