using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0401: a call in a process class that holds its thread until something happens.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingCallAnalyzer : ProcessAnalyzer
{
    private const string NoLock = "what is the process's own needs none; give what several share to a process of its own";

    private static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal)
    {
        ["System.Threading.Thread.Sleep"] = "await Task.Delay with Process.Time",
        ["System.Threading.Thread.Join"] = "await a task",
        ["System.Threading.Tasks.Task.Wait"] = "await the task",
        ["System.Threading.Tasks.Task.WaitAll"] = "await Task.WhenAll",
        ["System.Threading.Tasks.Task.WaitAny"] = "await Task.WhenAny",
        ["System.Threading.WaitHandle.WaitOne"] = "await a task",
        ["System.Threading.ManualResetEventSlim.Wait"] = "await a task",
        ["System.Threading.SemaphoreSlim.Wait"] = "await WaitAsync",
        ["System.Threading.Monitor.Enter"] = NoLock,
        ["System.Threading.Lock.Enter"] = NoLock,
        ["System.Threading.Lock.EnterScope"] = NoLock,
        ["System.Console.ReadLine"] = "read outside of the process",
        ["System.Console.ReadKey"] = "read outside of the process",
        ["System.Console.Read"] = "read outside of the process",
    };

    private static readonly HashSet<string> Names =
        new(Calls.Keys.Select(static name => name.Substring(name.LastIndexOf('.') + 1)).Concat(["GetResult"]), StringComparer.Ordinal);

    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public BlockingCallAnalyzer() : base(RuleDescriptors.CallBlocksProcess) { }

    private protected override void Register(SymbolStartAnalysisContext context, INamedTypeSymbol process)
    {
        context.RegisterOperationAction(
            static operation =>
            {
                // The whole name is text that has to be made; nearly all calls have another name.
                var call = (IInvocationOperation)operation.Operation;
                if (!Names.Contains(call.TargetMethod.Name))
                    return;
                var name = $"{call.TargetMethod.ContainingType.OriginalDefinition.ToDisplayString()}.{call.TargetMethod.Name}";
                var isWait = name.EndsWith("Awaiter.GetResult", StringComparison.Ordinal) || name.EndsWith("Awaiter<TResult>.GetResult", StringComparison.Ordinal);

                // A wait that is given a time of nothing only asks.
                var onlyAsks = call.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: 0 });
                if ((isWait || Calls.ContainsKey(name)) && !onlyAsks)
                    Report(operation, call, $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}", isWait ? "await the task" : Calls[name]);
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            static operation =>
            {
                var property = (IPropertyReferenceOperation)operation.Operation;
                if (property.Property is { Name: "Result", ContainingType: { Name: "Task" or "ValueTask", Arity: 1, ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } } type }
                    && !IsKnownToBeDone(property))
                {
                    Report(operation, property, $"{type.Name}.Result", "await the task");
                }
            },
            OperationKind.PropertyReference);
        context.RegisterOperationAction(
            static operation => Report(operation, ((ILockOperation)operation.Operation).LockedValue, "lock", NoLock),
            OperationKind.Lock);
    }

    private static void Report(OperationAnalysisContext context, IOperation place, string call, string instead)
    {
        if (!ProcessState.IsOutsideTurn(place))
            context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.CallBlocksProcess, place.Syntax.GetLocation(), call, instead));
    }

    /// <summary>True where the same task was awaited before, also among others, or is asked whether it is done.</summary>
    private static bool IsKnownToBeDone(IPropertyReferenceOperation result)
    {
        if (SymbolOf(result.Instance) is not { } task)
            return false;
        foreach (var operation in LocalWrites.RootOf(result).Descendants())
        {
            if (operation.Syntax.SpanStart > result.Syntax.SpanStart)
                continue;
            if (operation is IAwaitOperation && operation.Descendants().Any(part => SymbolEqualityComparer.Default.Equals(SymbolOf(part), task)))
                return true;
            if (operation is IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" } asked && SymbolEqualityComparer.Default.Equals(SymbolOf(asked.Instance), task))
                return true;
        }

        return false;
    }

    private static ISymbol? SymbolOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };
}
