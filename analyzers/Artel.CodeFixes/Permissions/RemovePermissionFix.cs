using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>ART0103 in C#: removes the declaration, with its line where nothing else stands in it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemovePermissionFix))]
public sealed class RemovePermissionFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.PermissionIsUnused);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } attribute)
            return;

        var change = new TextChange(list.Attributes.Count == 1 ? WithLine(list.Span, text) : WithComma(attribute, list), string.Empty);
        context.RegisterCodeFix(
            CodeAction.Create("Remove the permission", _ => Task.FromResult(context.Document.WithText(text.WithChanges(change))), nameof(RemovePermissionFix)),
            context.Diagnostics);
    }

    private static TextSpan WithComma(AttributeSyntax attribute, AttributeListSyntax list)
    {
        var position = list.Attributes.IndexOf(attribute);
        return position == 0
            ? TextSpan.FromBounds(attribute.SpanStart, list.Attributes[1].SpanStart)
            : TextSpan.FromBounds(list.Attributes[position - 1].Span.End, attribute.Span.End);
    }

    private static TextSpan WithLine(TextSpan span, SourceText text)
    {
        var first = text.Lines.GetLineFromPosition(span.Start);
        var last = text.Lines.GetLineFromPosition(span.End);
        var before = text.ToString(TextSpan.FromBounds(first.Start, span.Start));
        var after = text.ToString(TextSpan.FromBounds(span.End, last.End));
        if (after.Trim().Length > 0)
            return TextSpan.FromBounds(span.Start, span.End + after.Length - after.TrimStart().Length);
        return before.Trim().Length == 0
            ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak)
            : TextSpan.FromBounds(first.Start + before.TrimEnd().Length, span.End);
    }
}
