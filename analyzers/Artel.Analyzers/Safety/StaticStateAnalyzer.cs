using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0405: a static field or property of a process class that can be set.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticStateAnalyzer : ProcessAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public StaticStateAnalyzer() : base(RuleDescriptors.StateIsStatic) { }

    private protected override void Register(SymbolStartAnalysisContext context, INamedTypeSymbol process) => context.RegisterSymbolEndAction(end =>
    {
        foreach (var field in process.GetMembers().OfType<IFieldSymbol>())
        {
            if (field is not { IsStatic: true, IsReadOnly: false, IsConst: false } ||
                field.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute"))
            {
                continue;
            }

            // A property without a body of its own is its hidden field.
            var declared = field.AssociatedSymbol ?? field;
            if (declared is not IPropertySymbol { SetMethod: null } && declared.Locations is { Length: > 0 } places && places[0].IsInSource)
                end.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.StateIsStatic, places[0], declared.Name, process.Name));
        }

        foreach (var @event in process.GetMembers().OfType<IEventSymbol>())
            if (@event is { IsStatic: true, AddMethod.IsImplicitlyDeclared: true })
                end.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.StateIsStatic, @event.Locations[0], @event.Name, process.Name));
    });
}
