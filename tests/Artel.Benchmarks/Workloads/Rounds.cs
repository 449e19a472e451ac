using System.Diagnostics;
using Artel.Benchmarks.Contenders;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Workloads;

/// <summary>
/// Runs workloads in rounds: each contender once, in turn, so that what else the machine does meets all alike. The first round of a
/// workload is for the compiler and the caches, and is dropped.
/// </summary>
/// <param name="contenders">Those who may take part.</param>
/// <param name="rounds">How many rounds count.</param>
/// <param name="scale">How much of the full work.</param>
/// <param name="progress">Told of each workload.</param>
internal sealed class Rounds(IReadOnlyList<Contender> contenders, int rounds, double scale, TextWriter progress) : IDisposable
{
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
            foreach (var contender in taking.ToArray())
            {
                if (!TryRun(workload, contender, results, out var sample))
                    taking.Remove(contender);
                else if (round >= 0)
                    results.Add(contender, sample!);
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

    private bool TryRun(Workload workload, Contender contender, WorkloadResults results, out Sample? sample)
    {
        sample = null;
        try
        {
            if (_started.Add(contender))
                contender.Start();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            sample = workload.Run(contender, scale * contender.Share(workload.Id));
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
