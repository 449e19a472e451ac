using System.Diagnostics;
using Artel.Benchmarks.Contenders;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Workloads;

/// <summary>
/// Runs workloads in rounds: each contender once, in turn, so that what else the machine does meets all alike; each round begins with another
/// one, and what one leaves behind comes to rest before the next. Before that each runs for a while that does not count: what is compiled in
/// haste is not what runs in a program, and some contenders have more of it than others.
/// </summary>
/// <param name="contenders">Those who may take part.</param>
/// <param name="rounds">How many rounds count.</param>
/// <param name="scale">How much of the full work.</param>
/// <param name="progress">Told of each workload.</param>
internal sealed class Rounds(IReadOnlyList<Contender> contenders, int rounds, double scale, TextWriter progress) : IDisposable
{
    /// <summary>How long a contender runs a workload before its figures count, where the full work is done.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a contender runs a workload in a round; the figure is the median of the runs.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.15);

    /// <summary>How many runs that may be.</summary>
    private const int MostRuns = 30;

    private readonly HashSet<Contender> _started = [];

    public WorkloadResults Run(Workload workload)
    {
        var from = Stopwatch.GetTimestamp();
        progress.Write($"{workload.Id,-5} {workload.Title} ");
        var results = new WorkloadResults(workload);
        var taking = contenders.Where(contender => contender.Share(workload.Id) > 0).ToList();
        foreach (var absent in taking.Where(static contender => contender.Unavailable is not null))
            results.Fail(absent, $"skipped: {absent.Unavailable}");
        taking.RemoveAll(static contender => contender.Unavailable is not null);

        for (var round = -1; round < rounds; round++)
        {
            if (round >= 0)
                results.BeginRound();
            var first = Math.Max(round, 0) % Math.Max(taking.Count, 1);
            foreach (var contender in taking.Skip(first).Concat(taking.Take(first)).ToArray())
            {
                if (!TryRun(workload, contender, results, (round < 0 ? WarmUp : Turn) * scale, out var samples))
                    taking.Remove(contender);
                else if (round >= 0)
                    results.Add(contender, samples.OrderBy(static sample => sample.Value).ElementAt((samples.Count - 1) / 2));
            }

            progress.Write('.');
        }

        progress.WriteLine($" {Stopwatch.GetElapsedTime(from).TotalSeconds:F1} s");
        foreach (var (name, why) in results.Failures)
            progress.WriteLine($"      {name}: {why}");
        return results;
    }

    public void Dispose()
    {
        foreach (var contender in _started)
            contender.Dispose();
    }

    /// <summary>Runs a workload again and again for a while, once at least.</summary>
    private bool TryRun(Workload workload, Contender contender, WorkloadResults results, TimeSpan atLeast, out List<Sample> samples)
    {
        samples = [];
        try
        {
            if (_started.Add(contender))
                contender.Start();
            Rest.Await();
            var from = Stopwatch.GetTimestamp();
            do
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                samples.Add(workload.Run(contender, scale * contender.Share(workload.Id)));
            }
            while (samples.Count < MostRuns && Stopwatch.GetElapsedTime(from) < atLeast);
            return true;
        }
        catch (Exception failed)
        {
            // A contender that fails has no figure here; the others go on.
            results.Fail(contender, $"failed: {failed.GetBaseException().Message}");
            return false;
        }
    }
}
