using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

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
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.TopicIsReserved);
}
