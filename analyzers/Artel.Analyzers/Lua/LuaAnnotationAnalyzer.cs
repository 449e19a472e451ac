using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0508: <c>---@</c> lines that say less or more than they should, that belong to nothing, or that nobody knows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaAnnotationAnalyzer : LuaAnalyzer
{
    private static readonly string[] Own = ["process", "function", "permission", "message", "reply", "entry", "host", "consumer"];

    /// <summary>Those of the Lua language server.</summary>
    private static readonly HashSet<string> OfEditors = new(StringComparer.Ordinal)
    {
        "alias", "as", "async", "cast", "class", "deprecated", "diagnostic", "enum", "field", "generic", "lang", "meta", "module", "nodiscard",
        "operator", "overload", "package", "param", "private", "protected", "public", "return", "see", "source", "type", "vararg", "version",
    };

    private static readonly HashSet<string> Known = new(Own.Concat(OfEditors), StringComparer.Ordinal);

    private const string Detached = "has no function: it says what the one directly below its lines takes or gives";

    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaAnnotationAnalyzer() : base(RuleDescriptors.LuaAnnotationIsMalformed) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        var orphans = LuaOrphanedAnnotations.In(file.Tree);
        var detached = LuaDetachedAnnotations.In(file.File);
        foreach (var line in file.Tree.Annotations)
            if ((Problem(line) ?? (orphans.TryGetValue(line, out var orphaned) ? orphaned : detached.Contains(line) ? Detached : null)) is { } problem)
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
            "reply" when words == 0 => "takes the type of the answer: '---@reply { count: integer }'",
            "entry" when words != 1 => "takes the name of a function in the table that the file returns: '---@entry resize'",
            "host" when words != 1 => "takes the id of a host: '---@host app:functions'",
            "consumer" when words != 1 => "takes the id of a queue: '---@consumer app:emails'",
            var name when Own.Contains(name) => null,
            var name when OfEditors.Contains(name) => null,
            var name => $"is unknown{Spelling.Proposal(name, Known)}",
        };
    }
}
