using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0005 in C#: what is given to a Lua definition and has no portable form.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PayloadCrossingAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public PayloadCrossingAnalyzer() : base(RuleDescriptors.PayloadCanNotCross) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols)
    {
        var definitions = KnownDefinitions.Of(context.Compilation, symbols, LuaProject.Of(context.Options));
        context.RegisterOperationAction(operation => Check(operation, symbols, definitions), OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext operation, ArtelSymbols symbols, KnownDefinitions definitions)
    {
        var (id, given) = GivenTo((IInvocationOperation)operation.Operation, operation.CancellationToken);
        if (id is null || definitions.FileOf(id) is null)
            return;
        foreach (var value in given)
            if (PortableForm.GapOf(value, operation.Compilation, symbols, definitions) is { } gap)
                operation.ReportDiagnostic(Diagnostic.Create(
                    RuleDescriptors.PayloadCanNotCross,
                    ArtelOperations.Unconverted(value).Syntax.GetLocation(),
                    gap.IsUnmarked ? PayloadMark.Properties(gap.Type) : LuaSpelling.None,
                    gap.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                    gap.Reason));
    }

    /// <summary>What a call gives to which definition, where that is known.</summary>
    private static (string? Id, IReadOnlyList<IOperation> Given) GivenTo(IInvocationOperation call, CancellationToken cancellationToken)
    {
        if (SpawnCall.Of(call) is { Arguments: { Count: > 0 } arguments } spawn)
            return (ConstantText.Of(spawn.Id, cancellationToken), arguments);
        return ArtelOperations.IsSend(call.TargetMethod) && ArtelOperations.Argument(call, "destination") is { } destination
            && ArtelOperations.Argument(call, "payload") is { } payload
                ? (SpawnedPid.IdOf(destination, cancellationToken), [payload])
                : (null, []);
    }
}
