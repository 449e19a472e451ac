using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0205 in C#: a definition of this project that is started with too few or too many arguments, or with some that it can't take.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpawnArgumentAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public SpawnArgumentAnalyzer() : base(RuleDescriptors.MainArgumentIsWrong) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols)
    {
        var definitions = KnownDefinitions.Of(context.Compilation, symbols, LuaProject.Of(context.Options));
        context.RegisterOperationAction(operation => Check(operation, definitions), OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext operation, KnownDefinitions definitions)
    {
        if (SpawnCall.Of((IInvocationOperation)operation.Operation) is not { Arguments: { } arguments } call ||
            ConstantText.Of(call.Id, operation.CancellationToken) is not { } id ||
            definitions.FindMain(id, operation.CancellationToken) is not { } main)
        {
            return;
        }

        if (main.CountProblem(arguments.Count, mayBeMore: false) is { } problem)
            Report(call.Id, problem);
        for (var i = 0; i < Math.Min(arguments.Count, main.Parameters.Count); i++)
            if (ArtelOperations.Unconverted(arguments[i]) is { Type: { } type } given && !MayBe(operation.Compilation, type, main.Parameters[i]))
                Report(given, main.TypeProblem(i, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));

        void Report(IOperation place, string problem) =>
            operation.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.MainArgumentIsWrong, place.Syntax.GetLocation(), main.Name, problem));
    }

    private static bool MayBe(Compilation compilation, ITypeSymbol given, MainParameter expected) => expected.Type is { } type
        ? PayloadTypes.MayBe(compilation, given, type)
        : (LuaKindsReader.Of(given) & expected.Accepts) != 0;
}
