using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0003 and ART0004: a message to a process that the same method has spawned, and that does not take it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KnownTargetAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public KnownTargetAnalyzer() : base(RuleDescriptors.TopicIsNotTaken, RuleDescriptors.PayloadIsOfAnotherType) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols)
    {
        var definitions = KnownDefinitions.Of(context.Compilation, symbols, LuaProject.Of(context.Options));
        context.RegisterOperationAction(operation => Check(operation, definitions), OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext operation, KnownDefinitions definitions)
    {
        var send = (IInvocationOperation)operation.Operation;
        if (!ArtelOperations.IsSend(send.TargetMethod) || ArtelOperations.Argument(send, "topic") is not { } given ||
            ConstantText.Of(given, operation.CancellationToken) is not { Length: > 0 } topic || topic[0] == '@' ||
            ArtelOperations.Argument(send, "destination") is not { } destination || SpawnedPid.IdOf(destination, operation.CancellationToken) is not { } id ||
            definitions.Find(id, operation.CancellationToken) is not { } taken)
        {
            return;
        }

        if (!taken.Topics.TryGetValue(topic, out var expected))
        {
            operation.ReportDiagnostic(Diagnostic.Create(
                RuleDescriptors.TopicIsNotTaken, given.Syntax.GetLocation(), LuaSpelling.Nearest(topic, taken.Topics.Keys), taken.Name, topic, Spelling.Proposal(topic, taken.Topics.Keys)));
        }
        else if (expected is not null && ArtelOperations.Argument(send, "payload") is { } payload && ArtelOperations.Unconverted(payload).Type is { } type &&
            !(expected.Type is { } exact ? PayloadTypes.MayBe(operation.Compilation, type, exact) : (LuaKindsReader.Of(type) & expected.Accepts) != 0))
        {
            operation.ReportDiagnostic(Diagnostic.Create(
                RuleDescriptors.PayloadIsOfAnotherType, payload.Syntax.GetLocation(), taken.Name, expected.TypeName, topic, type.ToDisplayString()));
        }
    }
}
