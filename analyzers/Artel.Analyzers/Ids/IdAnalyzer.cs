using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0201 in C#: a malformed id in what starts a process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdAnalyzer : ArtelAnalyzer
{
    private static readonly string[] Operations = ["Spawn", "TrySpawn", "Exec", "Upgrade"];

    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public IdAnalyzer() : base(RuleDescriptors.IdIsMalformed) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols) =>
        context.RegisterOperationAction(
            operation =>
            {
                var argument = (IArgumentOperation)operation.Operation;
                if (argument is { ArgumentKind: not ArgumentKind.DefaultValue, Parameter: { Name: "id" or "host" } parameter } && TakesIds(parameter) &&
                    ConstantText.Of(argument.Value, operation.CancellationToken) is { } id && !DefinitionId.IsValid(id))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(
                        RuleDescriptors.IdIsMalformed, argument.Value.Syntax.GetLocation(), id, parameter.Name == "id" ? "definition" : "host"));
                }
            },
            OperationKind.Argument);

    private static bool TakesIds(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { ContainingType: { Name: "ProcessContext" or "Spawner" or "ArtelRuntime", ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } } } method
        && Operations.Any(operation => method.Name.StartsWith(operation, StringComparison.Ordinal));
}
