using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Artel.CodeFixes;

/// <summary>
/// All that is missing at once. Roslyn's own way would add a permission once for each place that needs it, and a class's declaration may
/// be in another file than its use.
/// </summary>
internal sealed class DeclarePermissionFixAll : FixAllProvider
{
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var documents = fixAllContext.Scope switch
        {
            FixAllScope.Document when fixAllContext.Document is { } document => [document],
            FixAllScope.Project => fixAllContext.Project.Documents,
            FixAllScope.Solution => fixAllContext.Solution.Projects.SelectMany(static project => project.Documents),
            _ => [],
        };
        var missing = new List<(Document, Diagnostic)>();
        foreach (var document in documents)
        {
            var found = await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            missing.AddRange(found
                .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(static diagnostic => diagnostic.Properties[PermissionProperties.Action], StringComparer.Ordinal)
                .Select(diagnostic => (document, diagnostic)));
        }

        var key = fixAllContext.CodeActionEquivalenceKey ?? DeclarePermissionFix.OnResource;
        return missing.Count == 0
            ? null
            : CodeAction.Create(
                "Declare all missing permissions",
                cancellation => DeclarePermissionFix.DeclareAsync(fixAllContext.Solution, missing, key, cancellation),
                key);
    }

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];
}
