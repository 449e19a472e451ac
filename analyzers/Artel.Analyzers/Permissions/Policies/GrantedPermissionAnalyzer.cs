using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0105 in C#: a permission that is declared and that no policy allows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GrantedPermissionAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public GrantedPermissionAnalyzer() : base(RuleDescriptors.PermissionIsGrantedToNobody) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols)
    {
        if (GrantedPermissions.Read(context.Options, context.CancellationToken) is not { } granted)
            return;
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                foreach (var (permission, attribute) in ProcessDeclarations.Of(type, symbols)?.Permissions ?? [])
                    if (!granted.Include(permission) && attribute.ApplicationSyntaxReference is { } syntax)
                        symbol.ReportDiagnostic(Diagnostic.Create(
                            RuleDescriptors.PermissionIsGrantedToNobody, Location.Create(syntax.SyntaxTree, syntax.Span), type.Name, permission, granted.Files));
            },
            SymbolKind.NamedType);
    }
}
