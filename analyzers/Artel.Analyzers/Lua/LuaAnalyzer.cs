using System.Collections.Immutable;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers;

/// <summary>A rule over each <c>.lua</c> file that the project gives to the compiler.</summary>
public abstract class LuaAnalyzer : ArtelAnalyzer
{
    private protected LuaAnalyzer(params DiagnosticDescriptor[] rules) : base(rules) { }

    private protected sealed override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols)
    {
        var project = LuaProject.Of(context.Options);
        var analyze = Prepare(project, KnownDefinitions.Of(context.Compilation, symbols, project));
        context.RegisterAdditionalFileAction(file =>
        {
            if (LuaProject.IsLua(file.AdditionalFile.Path) && project.Read(file.AdditionalFile, file.CancellationToken) is { IsMeta: false } read)
                analyze(new LuaFileAnalysis(read, project, file.ReportDiagnostic, file.CancellationToken));
        });
    }

    /// <summary>Called once for the project: what looks at each file. Whoever has no compiler calls it too.</summary>
    internal virtual Action<LuaFileAnalysis> Prepare(LuaProject project, KnownDefinitions definitions) => Analyze;

    /// <summary>Called for each file.</summary>
    private protected virtual void Analyze(LuaFileAnalysis file) { }
}

/// <summary>A file while a rule looks at it.</summary>
internal sealed class LuaFileAnalysis(LuaFile file, LuaProject project, Action<Diagnostic> report, CancellationToken cancellationToken)
{
    public LuaFile File { get; } = file;

    public LuaSyntaxTree Tree => File.Tree;

    public IReadOnlyList<LuaNode> Nodes => File.Nodes;

    public LuaProject Project { get; } = project;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public void Report(DiagnosticDescriptor rule, LuaSpan span, params object[] arguments) =>
        Report(rule, span, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>Reports, unless a <c>---@diagnostic</c> line has switched the rule off there.</summary>
    public void Report(DiagnosticDescriptor rule, LuaSpan span, ImmutableDictionary<string, string?> properties, object[] arguments)
    {
        if (Tree.Suppressions.Cover(rule.Id, span.Start))
            return;
        var place = TextSpan.FromBounds(span.Start, span.End);
        var location = Location.Create(File.Path, place, File.Text.Lines.GetLinePositionSpan(place));
        report(Diagnostic.Create(rule, location, properties, arguments));
    }
}
