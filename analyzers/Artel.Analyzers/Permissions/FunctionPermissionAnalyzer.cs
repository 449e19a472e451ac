using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0101 to ART0104 for functions: what a method does against what it and its class declare.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionPermissionAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public FunctionPermissionAnalyzer() : base(
        RuleDescriptors.PermissionIsMissing,
        RuleDescriptors.PermissionIsTooNarrow,
        RuleDescriptors.PermissionIsUnused,
        RuleDescriptors.PermissionMayBeTooNarrow) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols)
    {
        var graph = MethodGraph.Of(context.Compilation);
        context.RegisterSymbolAction(
            symbol =>
            {
                var method = (IMethodSymbol)symbol.Symbol;
                if (FunctionDeclarations.IdOf(method) is { } id)
                    Analyze(symbol, method, id, FunctionDeclarations.PermissionsOf(method, symbols), graph);
            },
            SymbolKind.Method);
    }

    private static void Analyze(
        SymbolAnalysisContext context,
        IMethodSymbol method,
        string id,
        IReadOnlyList<(DeclaredPermission Permission, AttributeData Attribute, bool IsOfMethod)> declarations,
        MethodGraph graph)
    {
        var declared = declarations.Select(static one => one.Permission).ToList();
        var name = MethodGraph.NameOfMember(method);
        var reach = graph.Of(method, context.CancellationToken);
        var needs = reach.Needs.Where(need => !need.IsSpared(id)).ToList();
        foreach (var need in needs)
            if (PermissionVerdict.Of(name, need, declared) is var (rule, arguments))
                context.ReportDiagnostic(Diagnostic.Create(rule, method.Locations[0], PermissionProperties.Of(need), arguments));

        // What is declared for a class serves all its functions.
        if (reach.IsOpaque)
            return;
        foreach (var (permission, attribute, isOfMethod) in declarations)
            if (isOfMethod && attribute.ApplicationSyntaxReference is { } syntax && !needs.Exists(need => permission.MayServe(need, declared)))
                context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.PermissionIsUnused, Location.Create(syntax.SyntaxTree, syntax.Span), name, permission));
    }
}
