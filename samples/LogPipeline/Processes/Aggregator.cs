using Artel;
using LogPipeline.Logs;
using LogPipeline.Report;

namespace LogPipeline.Processes;

/// <summary>Collects what the reader and the rules say, and answers who asks for it, also in the middle of a run.</summary>
[Process("log:aggregator")]
[Permission(Permissions.Send)]
public sealed partial class Aggregator([Argument] PipelineOptions options, [Argument] Pid pipeline, TimeProvider time)
{
    private const int MalformedSamples = 10;

    private readonly long _started = time.GetTimestamp();
    private readonly TrafficCounter _traffic = new();
    private readonly List<MalformedLine> _malformed = [];
    private readonly SortedDictionary<string, RuleTally> _rules = new(
        options.Rules.ToDictionary(RuleName.Of, static _ => new RuleTally()),
        StringComparer.Ordinal);

    private ReadSoFar _read = new(0, 1);
    private long _parsed;
    private long _malformedCount;
    private int _rulesEnded;
    private bool _readAll;

    [OnMessage("entry")]
    private void CountEntry(LogEntry entry)
    {
        _parsed++;
        _traffic.Add(entry);
    }

    [OnMessage("malformed")]
    private void CountMalformed(MalformedLine line)
    {
        _malformedCount++;
        if (_malformed.Count < MalformedSamples)
            _malformed.Add(line);
    }

    [OnMessage("read so far")]
    private void NoteProgress(ReadSoFar read) => _read = read;

    [OnMessage("verdict")]
    private void CountVerdict(Verdict verdict) => _rules[verdict.Rule].Add(verdict.Label);

    [OnMessage("crashed")]
    private void CountCrash(RuleCrashed crash) => _rules[crash.Rule].Add(
        new RuleCrash(crash.Entry.File, crash.Entry.Number, crash.Entry.Text, crash.Error));

    [OnMessage("restarted")]
    private void CountRestart(string rule) => _rules[rule].Restarts++;

    [OnMessage("read all")]
    private void ReaderEnded()
    {
        _readAll = true;
        FinishIfDone();
    }

    [OnMessage("rule ended")]
    private void NoteRuleEnd(RuleEnded ended)
    {
        if (_rules[ended.Rule].End())
            _rulesEnded++;
        FinishIfDone();
    }

    [OnMessage("progress")]
    private ProgressSnapshot Progress() => new(
        _read.BytesRead,
        _read.BytesTotal,
        _parsed + _malformedCount,
        [.. _rules.Select(static rule => new RuleProgress(rule.Key, rule.Value.Hits, rule.Value.CrashCount))]);

    [OnMessage("report")]
    private PipelineReport Report() => new(
        options.Path,
        _parsed + _malformedCount,
        _parsed,
        _malformedCount,
        [.. _malformed],
        [.. _rules.Select(static rule => rule.Value.ToReport(rule.Key))],
        _traffic.ToReport(),
        time.GetElapsedTime(_started));

    private void FinishIfDone()
    {
        if (_readAll && _rulesEnded == _rules.Count)
            Process.TrySend(pipeline, "finished");
    }
}
