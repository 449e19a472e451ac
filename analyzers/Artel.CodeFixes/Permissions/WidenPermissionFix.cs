using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>ART0102 and ART0104 in C#: drops the resource of the declaration, where it is the only one of its action.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WidenPermissionFix))]
public sealed class WidenPermissionFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleIds.PermissionIsTooNarrow, RuleIds.PermissionMayBeTooNarrow);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (!context.Diagnostics[0].Properties.TryGetValue(PermissionProperties.Action, out var action) ||
            await ProcessClass.FindAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is not { } process)
        {
            return;
        }

        var declared = process.Type.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { Name: "PermissionAttribute" } && attribute.ConstructorArguments.Length == 2
                && attribute.ConstructorArguments[0].Value is string pattern && TextPattern.Matches(pattern, action!))
            .ToList();
        if (declared.Count != 1 || declared[0].ApplicationSyntaxReference is not { } reference ||
            context.Document.Project.Solution.GetDocument(reference.SyntaxTree) is not { } document ||
            await reference.GetSyntaxAsync(context.CancellationToken).ConfigureAwait(false) is not AttributeSyntax { ArgumentList.Arguments: { Count: 2 } arguments })
        {
            return;
        }

        var resource = arguments.FirstOrDefault(static argument => argument.NameColon?.Name.Identifier.ValueText == "resource") ?? arguments[1];
        var change = resource == arguments[1]
            ? new TextChange(TextSpan.FromBounds(arguments[0].Span.End, resource.Span.End), string.Empty)
            : new TextChange(TextSpan.FromBounds(resource.SpanStart, arguments[1].SpanStart), string.Empty);
        context.RegisterCodeFix(
            CodeAction.Create($"Declare '{action}' on any resource, in place of the pattern", cancellation => ApplyAsync(document, change, cancellation), nameof(WidenPermissionFix)),
            context.Diagnostics);
    }

    private static async Task<Solution> ApplyAsync(Document document, TextChange change, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.Project.Solution.WithDocumentText(document.Id, text.WithChanges(change));
    }
}
