using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0003 and ART0004 in Lua files: a message to a process that the same file has spawned, and that does not take it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaKnownTargetAnalyzer : LuaAnalyzer
{
    private const int MaxSteps = 50;

    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaKnownTargetAnalyzer() : base(RuleDescriptors.TopicIsNotTaken, RuleDescriptors.PayloadIsOfAnotherType) { }

    internal override Action<LuaFileAnalysis> Prepare(LuaProject project, KnownDefinitions definitions) => file =>
    {
        foreach (var node in file.Nodes)
            if (node is LuaCallExpression { Arguments.Count: > 1 } call && LuaPaths.Of(call.Target) is "process.send" or "process.ask" && SpawnedIdOf(call.Arguments[0]) is { } id &&
                LuaValues.StringOf(call.Arguments[1]) is { Length: > 0 } topic && topic[0] != '@' && definitions.Find(id, file.CancellationToken) is { } taken)
            {
                Check(file, call, topic, taken);
            }
    };

    private static void Check(LuaFileAnalysis file, LuaCallExpression call, string topic, TakenMessages taken)
    {
        if (!taken.Topics.TryGetValue(topic, out var expected))
        {
            file.Report(
                RuleDescriptors.TopicIsNotTaken,
                LuaValues.Unwrap(call.Arguments[1]).Span,
                LuaSpelling.Nearest(topic, taken.Topics.Keys),
                [taken.Name, topic, Spelling.Proposal(topic, taken.Topics.Keys)]);
        }
        else if (expected is not null && call.Arguments.Count == 3 && LuaKindsReader.Of(call.Arguments[2]) is var given && given != LuaKinds.Function && (given & expected.Accepts) == 0)
        {
            file.Report(
                RuleDescriptors.PayloadIsOfAnotherType, LuaValues.Unwrap(call.Arguments[2]).Span, taken.Name, expected.TypeName, topic, LuaKindsReader.Name(given));
        }
    }

    /// <summary>The id of the definition that a pid is of, where it was given by a plain spawn: one with a name may be somebody else's.</summary>
    private static string? SpawnedIdOf(LuaExpression pid)
    {
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            switch (LuaValues.Unwrap(pid))
            {
                case LuaNameExpression { Local.OnlyValue: { } value }:
                    pid = value;
                    break;
                case LuaCallExpression { Arguments.Count: > 0 } call:
                    return LuaPaths.Of(call.Target) is "process.spawn" or "process.spawn_linked" or "process.spawn_monitored" or "process.spawn_linked_monitored"
                        ? LuaValues.StringOf(call.Arguments[0])
                        : null;
                default:
                    return null;
            }
        }

        return null;
    }
}
