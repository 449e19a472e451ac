using System.Collections.Immutable;
using Artel.Analyzers;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>
/// ART0101, ART0102 and ART0103 in Lua files: adds the <c>---@permission</c> line that is missing behind those that are there, removes
/// the one that is not used.
/// </summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(LuaPermissionFix),
    DocumentKinds = new[] { nameof(TextDocumentKind.AdditionalDocument) },
    DocumentExtensions = new[] { ".lua" })]
public sealed class LuaPermissionFix : LuaTextFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleIds.PermissionIsMissing, RuleIds.PermissionIsTooNarrow, RuleIds.PermissionIsUnused);

    internal override string Title(Diagnostic diagnostic) => diagnostic.Id == RuleIds.PermissionIsUnused
        ? "Remove the permission"
        : $"Declare '{TextOf(diagnostic)}'";

    internal override TextChange? Change(string source, Diagnostic diagnostic)
    {
        var text = SourceText.From(source);
        if (diagnostic.Id == RuleIds.PermissionIsUnused)
        {
            var line = text.Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start);
            var before = text.ToString(TextSpan.FromBounds(line.Start, diagnostic.Location.SourceSpan.Start));
            return new TextChange(before.Trim().Length == 0 ? line.SpanIncludingLineBreak : diagnostic.Location.SourceSpan, string.Empty);
        }

        var declared = LuaPermissions.In(LuaSyntaxTree.Parse(source));
        if (declared.Count == 0)
            return null;
        var last = text.Lines.GetLineFromPosition(declared[declared.Count - 1].Line.Span.Start);
        var lineBreak = text.ToString(TextSpan.FromBounds(last.End, last.EndIncludingLineBreak));
        return lineBreak.Length == 0
            ? new TextChange(new TextSpan(last.End, 0), $"\n---@permission {TextOf(diagnostic)}")
            : new TextChange(new TextSpan(last.EndIncludingLineBreak, 0), $"---@permission {TextOf(diagnostic)}{lineBreak}");
    }

    private static string TextOf(Diagnostic diagnostic) =>
        $"{diagnostic.Properties[PermissionProperties.Action]} {(diagnostic.Properties.TryGetValue(PermissionProperties.Resource, out var resource) ? resource : DeclaredPermission.Any)}";
}
