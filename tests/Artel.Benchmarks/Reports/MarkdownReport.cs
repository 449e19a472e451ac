using System.Text;
using Artel.Benchmarks.Contenders;
using Artel.Benchmarks.LuaFigures;
using Artel.Benchmarks.Measuring;
using Artel.Benchmarks.Workloads;

namespace Artel.Benchmarks.Reports;

/// <summary>The figures as Markdown tables.</summary>
internal static class MarkdownReport
{
    public static string Write(IReadOnlyList<WorkloadResults> results, IReadOnlyList<LuaFigureResult> lua, Circumstances circumstances)
    {
        var text = new StringBuilder();
        text.AppendLine("# Benchmarks").AppendLine().AppendLine(circumstances.Text).AppendLine();
        text.AppendLine("Lowest / **median** / highest of the rounds. A ratio is of figures of the same round; on a machine that does other work");
        text.AppendLine("too only ratios mean anything. *Peers* are the actor libraries and Erlang; the *floor* is a bare mailbox on the thread pool.").AppendLine();
        if (results.Count > 0)
            WriteTargets(text, results);
        foreach (var result in results)
            WriteWorkload(text, result);
        if (lua.Count > 0)
            WriteLua(text, lua);
        return text.ToString();
    }

    private static void WriteTargets(StringBuilder text, IReadOnlyList<WorkloadResults> results)
    {
        text.AppendLine("## Artel and its targets").AppendLine();
        text.AppendLine("| | style | to the best peer | target | p99.9 to the best peer | target | to the floor | target | value | target | reached |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var result in results)
        {
            foreach (var contender in result.Contenders.Where(static contender => contender.Kind == ContenderKind.Artel))
            {
                var (workload, name) = (result.Workload, contender.Name);
                var peer = result.Ratio(name, Contender.IsPeer);
                var tail = result.Ratio(name, Contender.IsPeer, static sample => sample.Percentile999);
                var floor = result.Ratio(name, Contender.IsFloor);
                var value = result.Values(name);
                text.AppendLine(
                    $"| {workload.Id} | {name} | {FigureText.OfOptional(peer)} | {FigureText.OfOptional(workload.TargetOfPeer)} "
                    + $"| {FigureText.OfOptional(tail)} | {FigureText.OfOptional(workload.TargetOfPeerTail)} "
                    + $"| {FigureText.OfOptional(floor)} | {FigureText.OfOptional(workload.TargetOfFloor)} "
                    + $"| {FigureText.Of(value.Median)} | {FigureText.OfOptional(workload.TargetValue)} | {Reached(workload, peer, tail, floor, value)} |");
            }
        }

        text.AppendLine();
    }

    /// <summary>Whether the medians reach all targets; nothing where there is none, or nothing to compare with.</summary>
    private static string Reached(Workload workload, Spread? peer, Spread? tail, Spread? floor, Spread value)
    {
        var met = new List<bool>();
        if (workload.TargetOfPeer is { } ofPeer && peer is { } toPeer)
            met.Add(toPeer.Median <= ofPeer);
        if (workload.TargetOfPeerTail is { } ofTail && tail is { } toTail)
            met.Add(toTail.Median <= ofTail);
        if (workload.TargetOfFloor is { } ofFloor && floor is { } toFloor)
            met.Add(toFloor.Median <= ofFloor);
        if (workload.TargetValue is { } target)
            met.Add(value.Median <= target);
        return met.Count == 0 ? "" : met.All(static one => one) ? "yes" : "no";
    }

    private static void WriteWorkload(StringBuilder text, WorkloadResults result)
    {
        text.AppendLine($"## {result.Workload.Id}: {result.Workload.Title}").AppendLine();
        var withTail = result.Contenders.Any(contender => result.Median(contender.Name, static sample => sample.Percentile99) is not null);
        text.AppendLine($"| | {result.Workload.Unit} | to the floor | to the best peer | {(withTail ? "p99 | p99.9" : "bytes allocated | processor, ns")} |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var contender in result.Contenders)
        {
            var name = contender.Name;
            var (first, second) = withTail
                ? (result.Median(name, static sample => sample.Percentile99), result.Median(name, static sample => sample.Percentile999))
                : (result.Median(name, static sample => sample.AllocatedBytes), result.Median(name, static sample => sample.ProcessorNanoseconds));
            text.AppendLine(
                $"| {name} | {FigureText.Of(result.Values(name))} | {FigureText.OfOptional(result.Ratio(name, Contender.IsFloor))} "
                + $"| {FigureText.OfOptional(result.Ratio(name, Contender.IsPeer))} | {FigureText.OfOptional(first)} | {FigureText.OfOptional(second)} |");
        }

        foreach (var (name, why) in result.Failures)
            text.AppendLine($"| {name} | {why.Replace("|", "\\|", StringComparison.Ordinal)} | | | | |");
        text.AppendLine();
    }

    private static void WriteLua(StringBuilder text, IReadOnlyList<LuaFigureResult> results)
    {
        text.AppendLine("## Lua").AppendLine();
        text.AppendLine("Beside the same work on the bare engine: a state without sandbox, limits, preemption or process, in the same run, where a message is");
        text.AppendLine("a resume by the same thread. Processor time is that of the whole program.").AppendLine();
        text.AppendLine("| | | unit | Artel | bare engine | ratio | processor, Artel | processor, bare | bytes allocated | to meet or beat, on another machine |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var result in results)
        {
            text.AppendLine(
                $"| {result.Figure.Id} | {result.Figure.Title} | {result.Figure.Unit} | {FigureText.Of(result.Artel)} | {FigureText.Of(result.Bare)} "
                + $"| {FigureText.Of(result.Ratio)} | {FigureText.OfOptional(result.ArtelProcessor)} | {FigureText.OfOptional(result.BareProcessor)} "
                + $"| {FigureText.OfOptional(result.ArtelAllocated)} | {FigureText.OfOptional(result.Figure.Known)} |");
        }

        text.AppendLine();
    }
}
