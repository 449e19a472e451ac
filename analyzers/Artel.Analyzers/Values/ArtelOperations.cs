using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>The operations of processes, as C# calls them.</summary>
internal static class ArtelOperations
{
    /// <summary>True for a method of what a process, a spawner, an executor or the runtime itself offers.</summary>
    public static bool IsOperation(IMethodSymbol method) =>
        method.ContainingType is { Name: "ProcessContext" or "Spawner" or "FunctionExecutor" or "ArtelRuntime", ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>True for what sends a message to somebody.</summary>
    public static bool IsSend(IMethodSymbol method) => method.Name is "Send" or "TrySend" or "SendAsync" or "AskAsync" && IsOperation(method);

    /// <summary>What is given to the parameter of that name; null where there is none, or only its default.</summary>
    public static IOperation? Argument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter?.Name == parameter)?.Value;

    /// <summary>The value before all conversions.</summary>
    public static IOperation Unconverted(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value;
    }
}
