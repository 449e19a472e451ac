using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>ART0001 in Lua files: drops the <c>@</c> from the text where the topic is written.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(LuaReservedTopicFix),
    DocumentKinds = new[] { nameof(TextDocumentKind.AdditionalDocument) },
    DocumentExtensions = new[] { ".lua" })]
public sealed class LuaReservedTopicFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.TopicIsReserved);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => new LuaReservedTopicFixAll();

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.TextDocument;
        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        if (LuaTopicText.WithoutAt(text.ToString(), context.Span) is not { } change)
            return;

        var mended = text.WithChanges(change);
        context.RegisterCodeFix(
            CodeAction.Create(
                ReservedTopicFix.Title,
                _ => Task.FromResult(document.Project.Solution.WithAdditionalDocumentText(document.Id, mended)),
                nameof(LuaReservedTopicFix)),
            context.Diagnostics);
    }
}
