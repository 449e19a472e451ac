using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>ART0005 in C#: marks the type <c>[Payload]</c>, where that is all that is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkPayloadFix))]
public sealed class MarkPayloadFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.PayloadCanNotCross);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (!context.Diagnostics[0].Properties.TryGetValue(PayloadMark.Type, out var id) || id is null ||
            await context.Document.Project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is not { } compilation ||
            DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is not INamedTypeSymbol { DeclaringSyntaxReferences: { Length: > 0 } declarations } ||
            await declarations[0].GetSyntaxAsync(context.CancellationToken).ConfigureAwait(false) is not BaseTypeDeclarationSyntax declaration ||
            context.Document.Project.Solution.GetDocument(declaration.SyntaxTree) is not { } document)
        {
            return;
        }

        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var found = model!.LookupNamespacesAndTypes(declaration.SpanStart, name: "PayloadAttribute");
        var name = found.Length == 1 && found[0].ContainingNamespace is { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } ? "Payload" : "Artel.Payload";
        var change = Mark(declaration, name, text);
        context.RegisterCodeFix(
            CodeAction.Create(
                "Mark the type [Payload]",
                _ => Task.FromResult(document.WithText(text.WithChanges(change)).Project.Solution),
                nameof(MarkPayloadFix)),
            context.Diagnostics);
    }

    /// <summary>On a line of its own, as deep as the declaration; before it, where that does not begin its line.</summary>
    private static TextChange Mark(BaseTypeDeclarationSyntax declaration, string name, SourceText text)
    {
        var start = declaration.GetFirstToken().SpanStart;
        var line = text.Lines.GetLineFromPosition(start);
        var before = text.ToString(TextSpan.FromBounds(line.Start, start));
        var newLine = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return new TextChange(new TextSpan(start, 0), before.Trim().Length > 0 || newLine.Length == 0 ? $"[{name}] " : $"[{name}]{newLine}{before}");
    }
}
