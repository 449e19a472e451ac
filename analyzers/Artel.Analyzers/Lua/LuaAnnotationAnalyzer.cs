using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0508: <c>---@</c> lines that say less or more than they should, or that nobody knows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaAnnotationAnalyzer : LuaAnalyzer
{
    private static readonly string[] Own = ["process", "permission", "message"];

    /// <summary>Those of the Lua language server.</summary>
    private static readonly HashSet<string> OfEditors = new(StringComparer.Ordinal)
    {
        "alias", "as", "async", "cast", "class", "deprecated", "diagnostic", "enum", "field", "generic", "lang", "meta", "module", "nodiscard",
        "operator", "overload", "package", "param", "private", "protected", "public", "return", "see", "source", "type", "vararg", "version",
    };

    private static readonly HashSet<string> Known = new(Own.Concat(OfEditors), StringComparer.Ordinal);

    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaAnnotationAnalyzer() : base(RuleDescriptors.LuaAnnotationIsMalformed) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        foreach (var line in file.Tree.Annotations)
            if (Problem(line) is { } problem)
                file.Report(
                    RuleDescriptors.LuaAnnotationIsMalformed,
                    line.NameSpan,
                    Known.Contains(line.Name) ? LuaSpelling.None : LuaSpelling.Nearest(line.Name, Known),
                    [line.Name, problem]);
    }

    private static string? Problem(LuaAnnotation line)
    {
        var words = line.Text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).Length;
        return line.Name switch
        {
            "permission" when words is 0 or > 2 => "takes an action and a pattern of the resource: '---@permission process.send *'",
            "message" when words == 0 => "takes a topic and the payload's type: '---@message resize { url: string }'",
            "process" or "permission" or "message" => null,
            var name when OfEditors.Contains(name) => null,
            var name => $"is unknown{Spelling.Proposal(name, Known)}",
        };
    }
}
