using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0411: a process with handlers that asks to be told of ends, and has no handler for them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnseenExitAnalyzer : ProcessAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public UnseenExitAnalyzer() : base(RuleDescriptors.ExitIsUnseen) { }

    private protected override void Register(SymbolStartAnalysisContext context, INamedTypeSymbol process)
    {
        var attributes = AttributesOf(process);
        if (!attributes.Contains("OnMessageAttribute") || attributes.Contains("OnExitAttribute") || attributes.Contains("MainAttribute"))
            return;
        var seesEvents = 0;
        var monitors = new System.Collections.Concurrent.ConcurrentBag<(Location Place, string Name)>();
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.Operation is IInvocationOperation call)
                {
                    if (call.TargetMethod.Name is "Monitor" or "TryMonitor" or "SpawnMonitored" or "SpawnLinkedMonitored" && ArtelOperations.IsOperation(call.TargetMethod))
                        monitors.Add((call.Syntax.GetLocation(), call.TargetMethod.Name));
                }
                else if (operation.Operation is IPropertyReferenceOperation { Property: { Name: "Events", ContainingType.Name: "ProcessContext" } })
                {
                    Interlocked.Exchange(ref seesEvents, 1);
                }
            },
            OperationKind.Invocation,
            OperationKind.PropertyReference);
        context.RegisterSymbolEndAction(end =>
        {
            if (seesEvents == 0)
                foreach (var (place, name) in monitors)
                    end.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.ExitIsUnseen, place, process.Name, name));
        });
    }

    private static HashSet<string> AttributesOf(INamedTypeSymbol process)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var type = process; type is { SpecialType: SpecialType.None }; type = type.BaseType)
            foreach (var attribute in type.GetMembers().OfType<IMethodSymbol>().SelectMany(static method => method.GetAttributes()))
                if (attribute.AttributeClass is { ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } } known)
                    names.Add(known.Name);
        return names;
    }
}
