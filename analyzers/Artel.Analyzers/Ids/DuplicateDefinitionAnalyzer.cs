using System.Collections.Concurrent;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers;

/// <summary>ART0202: two classes, functions or Lua files, or two of these, with one id. It needs the whole project, so it speaks in the build.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateDefinitionAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public DuplicateDefinitionAnalyzer() : base(RuleDescriptors.DefinitionIsDefinedTwice) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols)
    {
        var definitions = new ConcurrentBag<Definition>();
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (ProcessDeclarations.Of(type, symbols) is { Id: { Length: > 0 } id, Place: { } place })
                    definitions.Add(new(id, type.Name, place, IsLua: false));
            },
            SymbolKind.NamedType);

        context.RegisterSymbolAction(
            symbol =>
            {
                var method = (IMethodSymbol)symbol.Symbol;
                if (FunctionDeclarations.IdOf(method) is { Length: > 0 } id)
                    definitions.Add(new(id, MethodGraph.NameOfMember(method), method.Locations[0], IsLua: false));
            },
            SymbolKind.Method);

        var project = LuaProject.Of(context.Options);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var file in project.Files(end.CancellationToken))
                foreach (var definition in Read(file))
                    definitions.Add(definition);
            Check(definitions, end.ReportDiagnostic);
        });
    }

    /// <summary>Looks at the Lua files alone.</summary>
    internal static void Check(LuaProject project, Action<Diagnostic> report, CancellationToken cancellationToken) =>
        Check(project.Files(cancellationToken).SelectMany(Read), report);

    private static void Check(IEnumerable<Definition> definitions, Action<Diagnostic> report)
    {
        foreach (var same in definitions.GroupBy(static definition => definition.Id, StringComparer.Ordinal))
        {
            var inOrder = same.OrderBy(static definition => definition.IsLua)
                .ThenBy(static definition => definition.Place.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(static definition => definition.Place.SourceSpan.Start)
                .ToList();
            foreach (var later in inOrder.Skip(1))
                report(Diagnostic.Create(RuleDescriptors.DefinitionIsDefinedTwice, later.Place, later.Id, inOrder[0].Name));
        }
    }

    private static IEnumerable<Definition> Read(LuaFile file) => file.Definitions
        .Where(definition => definition.Id.Length > 0
            && !file.Tree.Suppressions.Cover(RuleIds.DefinitionIsDefinedTwice, definition.Beginning.FirstWordSpan.Start))
        .Select(definition => Read(file, definition));

    private static Definition Read(LuaFile file, LuaDefinitionLines definition)
    {
        var word = definition.Beginning.FirstWordSpan;
        var place = TextSpan.FromBounds(word.Start, word.End);
        return new(definition.Id, Path.GetFileName(file.Path), Location.Create(file.Path, place, file.Text.Lines.GetLinePositionSpan(place)), IsLua: true);
    }

    private sealed record Definition(string Id, string Name, Location Place, bool IsLua);
}
