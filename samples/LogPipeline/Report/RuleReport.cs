namespace LogPipeline.Report;

/// <summary>What one rule made of the entries. An entry it crashed on was seen, but is not a hit.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Seen">How many entries it was given and has finished or crashed on.</param>
/// <param name="Hits">How many it gave a label.</param>
/// <param name="Labels">How many of each label.</param>
/// <param name="CrashCount">How often it crashed on an entry.</param>
/// <param name="Crashes">The first of these.</param>
/// <param name="Restarts">How often one of its processes was started anew.</param>
public sealed record RuleReport(
    string Name,
    long Seen,
    long Hits,
    IReadOnlyDictionary<string, long> Labels,
    long CrashCount,
    IReadOnlyList<RuleCrash> Crashes,
    int Restarts);
