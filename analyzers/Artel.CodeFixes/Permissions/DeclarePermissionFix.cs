using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Artel.CodeFixes;

/// <summary>ART0101 and ART0102 in C#: declares what is missing, on the resource itself or on any.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclarePermissionFix))]
public sealed class DeclarePermissionFix : CodeFixProvider
{
    internal const string OnAny = nameof(DeclarePermissionFix) + ".Any";
    internal const string OnResource = nameof(DeclarePermissionFix);

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleIds.PermissionIsMissing, RuleIds.PermissionIsTooNarrow);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => new DeclarePermissionFixAll();

    /// <inheritdoc />
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(PermissionProperties.Action, out var action))
                continue;
            diagnostic.Properties.TryGetValue(PermissionProperties.Resource, out var resource);
            Register(resource is null ? $"Declare '{action}'" : $"Declare '{action}' on '{resource}'", OnResource);
            if (resource is not null)
                Register($"Declare '{action}' on any resource", OnAny);

            void Register(string title, string key) => context.RegisterCodeFix(
                CodeAction.Create(title, cancellation => DeclareAsync(context.Document.Project.Solution, [(context.Document, diagnostic)], key, cancellation), key),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    /// <summary>Adds to each class what its diagnostics say is missing, each permission once.</summary>
    internal static async Task<Solution> DeclareAsync(
        Solution solution, IEnumerable<(Document Document, Diagnostic Diagnostic)> missing, string key, CancellationToken cancellationToken)
    {
        var classes = new Dictionary<INamedTypeSymbol, (ProcessClass Class, List<string> Attributes)>(SymbolEqualityComparer.Default);
        foreach (var (document, diagnostic) in missing)
        {
            if (!diagnostic.Properties.TryGetValue(PermissionProperties.Action, out var action) || action is null ||
                await ProcessClass.FindAsync(document, diagnostic.Location.SourceSpan, cancellationToken).ConfigureAwait(false) is not { } process)
            {
                continue;
            }

            diagnostic.Properties.TryGetValue(PermissionProperties.Resource, out var resource);
            if (!classes.TryGetValue(process.Type, out var known))
                classes.Add(process.Type, known = (process, []));
            var attribute = process.AttributeFor(action, key == OnAny ? null : resource);
            if (!known.Attributes.Contains(attribute))
                known.Attributes.Add(attribute);
        }

        foreach (var file in classes.Values.GroupBy(static entry => entry.Class.Document.Id))
        {
            var text = await solution.GetDocument(file.Key)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var changes = file.Select(entry => entry.Class.Insert(entry.Attributes, text)).OrderBy(static change => change.Span.Start);
            solution = solution.WithDocumentText(file.Key, text.WithChanges(changes));
        }

        return solution;
    }
}
