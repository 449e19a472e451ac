using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Artel.CodeFixes;

/// <summary>ART0101, ART0102 and ART0103 in Lua files: adds the <c>---@permission</c> line that is missing behind those that are there, removes the one that is not used.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(LuaPermissionFix),
    DocumentKinds = new[] { nameof(TextDocumentKind.AdditionalDocument) },
    DocumentExtensions = new[] { ".lua" })]
public sealed class LuaPermissionFix : LuaTextFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.PermissionIsMissing, RuleIds.PermissionIsTooNarrow, RuleIds.PermissionIsUnused);
}
