using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>ART0001 in Lua files: drops the <c>@</c> from the text where the topic is written.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(LuaReservedTopicFix),
    DocumentKinds = new[] { nameof(TextDocumentKind.AdditionalDocument) },
    DocumentExtensions = new[] { ".lua" })]
public sealed class LuaReservedTopicFix : LuaTextFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.TopicIsReserved);

    internal override string Title(Diagnostic diagnostic) => ReservedTopicFix.Title;

    internal override TextChange? Change(string source, Diagnostic diagnostic) => LuaTopicText.WithoutAt(source, diagnostic.Location.SourceSpan);
}
