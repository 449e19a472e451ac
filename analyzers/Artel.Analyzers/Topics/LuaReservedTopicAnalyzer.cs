using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0001 and ART0002 in Lua files.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaReservedTopicAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaReservedTopicAnalyzer() : base(RuleDescriptors.TopicIsReserved, RuleDescriptors.TopicIsEmpty) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        foreach (var (topic, span) in LuaTopics.In(file.Tree, file.Nodes))
            if (ReservedTopic.RuleOf(topic) is { } rule)
                file.Report(rule, span, topic);
    }
}
