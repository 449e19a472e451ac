using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>ART0003 in C#: writes the topic that was probably meant, where the wrong one is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SpellingFix))]
public sealed class SpellingFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.TopicIsNotTaken);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (!context.Diagnostics[0].Properties.TryGetValue(LuaSpelling.Instead, out var instead) || instead is null ||
            root?.FindNode(context.Span, getInnermostNodeForTie: true) is not LiteralExpressionSyntax literal || !literal.IsKind(SyntaxKind.StringLiteralExpression))
        {
            return;
        }

        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var change = new TextChange(literal.Span, SymbolDisplay.FormatLiteral(instead, quote: true));
        context.RegisterCodeFix(
            CodeAction.Create($"Change to '{instead}'", _ => Task.FromResult(context.Document.WithText(text.WithChanges(change))), nameof(SpellingFix)),
            context.Diagnostics);
    }
}
