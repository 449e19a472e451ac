using System.Collections.Immutable;
using Artel.Analyzers;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>ART0502 and ART0504: writes the name that was probably meant. ART0509 and ART0511: a name that says that nobody reads it.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(LuaSpellingFix),
    DocumentKinds = new[] { nameof(TextDocumentKind.AdditionalDocument) },
    DocumentExtensions = new[] { ".lua" })]
public sealed class LuaSpellingFix : LuaTextFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleIds.LuaMemberIsUnknown, RuleIds.LuaGlobalIsUndefined, RuleIds.LuaLocalIsUnused, RuleIds.LuaErrorIsIgnored);

    internal override string Title(Diagnostic diagnostic) => $"Change to '{diagnostic.Properties[LuaSpelling.Instead]}'";

    internal override TextChange? Change(string source, Diagnostic diagnostic)
    {
        // A member in brackets is a string, of which the quotes stay.
        var span = diagnostic.Location.SourceSpan;
        var isName = span.Length > 0 && source.Skip(span.Start).Take(span.Length).All(LuaCharacters.ContinuesName);
        return isName && diagnostic.Properties.TryGetValue(LuaSpelling.Instead, out var instead) && instead is not null
            ? new TextChange(span, instead)
            : null;
    }
}
