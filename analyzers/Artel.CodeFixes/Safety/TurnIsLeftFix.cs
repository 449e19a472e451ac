using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>ART0404: drops the <c>ConfigureAwait(false)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TurnIsLeftFix))]
public sealed class TurnIsLeftFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.TurnIsLeft);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } invocation)
            return;

        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var dot = member.OperatorToken.SpanStart;
        var hasComment = text.ToString(TextSpan.FromBounds(member.Expression.Span.End, dot)).Trim().Length > 0;
        var change = new TextChange(TextSpan.FromBounds(hasComment ? dot : member.Expression.Span.End, invocation.Span.End), string.Empty);
        context.RegisterCodeFix(
            CodeAction.Create("Remove ConfigureAwait(false)", _ => Task.FromResult(context.Document.WithText(text.WithChanges(change))), nameof(TurnIsLeftFix)),
            context.Diagnostics);
    }
}
