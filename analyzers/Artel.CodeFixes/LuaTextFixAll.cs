using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>
/// A fix in all Lua files of a project or solution at once. The fix-all that Roslyn has works on source documents only.
/// </summary>
internal sealed class LuaTextFixAll(LuaTextFix fix) : FixAllProvider
{
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var solution = fixAllContext.Solution;
        IEnumerable<Project> projects = fixAllContext.Scope == FixAllScope.Solution ? solution.Projects : [fixAllContext.Project];
        foreach (var project in projects)
        {
            var diagnostics = await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            foreach (var file in diagnostics
                .Where(static diagnostic => diagnostic.Location.Kind == LocationKind.ExternalFile)
                .GroupBy(static diagnostic => diagnostic.Location.GetLineSpan().Path))
            {
                foreach (var document in project.AdditionalDocuments.Where(document => document.FilePath == file.Key))
                    solution = await MendAsync(solution, document, file, fixAllContext.CancellationToken).ConfigureAwait(false);
            }
        }

        return solution == fixAllContext.Solution
            ? null
            : CodeAction.Create("Fix all in Lua files", _ => Task.FromResult(solution), fix.GetType().Name);
    }

    private static async Task<Solution> MendAsync(
        Solution solution, TextDocument document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var source = text.ToString();
        var changes = diagnostics
            .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => LuaMend.Of(source, diagnostic)?.Change)
            .OfType<TextChange>()
            .Distinct()
            .OrderBy(static change => change.Span.Start)
            .ToList();
        return changes.Count == 0 ? solution : solution.WithAdditionalDocumentText(document.Id, text.WithChanges(changes));
    }
}
