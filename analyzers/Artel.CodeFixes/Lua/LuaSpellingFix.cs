using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Artel.CodeFixes;

/// <summary>Writes the name, topic, module, annotation or duration that was probably meant; of what nobody reads, a name that says so (ART0509, ART0511).</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(LuaSpellingFix),
    DocumentKinds = new[] { nameof(TextDocumentKind.AdditionalDocument) },
    DocumentExtensions = new[] { ".lua" })]
public sealed class LuaSpellingFix : LuaTextFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.TopicIsNotTaken,
        RuleIds.LuaMemberIsUnknown,
        RuleIds.LuaGlobalIsUndefined,
        RuleIds.LuaModuleIsUnknown,
        RuleIds.LuaAnnotationIsMalformed,
        RuleIds.LuaLocalIsUnused,
        RuleIds.LuaErrorIsIgnored,
        RuleIds.DurationIsMalformed);
}
