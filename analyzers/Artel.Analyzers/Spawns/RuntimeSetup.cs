using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>What the code of a project adds to the runtime that it sets up, by the calls on <c>ArtelBuilder</c>. Thread-safe.</summary>
internal sealed class RuntimeSetup
{
    private readonly ConcurrentDictionary<string, bool> _definitions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _hosts = new(StringComparer.Ordinal);
    private volatile bool _addsUnknownDefinitions;
    private volatile bool _addsUnknownHosts;

    /// <summary>The ids of the definitions that are added by their ids; null where not all are known.</summary>
    public IReadOnlyCollection<string>? Definitions => _addsUnknownDefinitions ? null : [.. _definitions.Keys];

    /// <summary>The ids of the hosts; null where not all are known, or none is added.</summary>
    public IReadOnlyCollection<string>? Hosts => _addsUnknownHosts || _hosts.IsEmpty ? null : [.. _hosts.Keys];

    public void Look(IInvocationOperation call, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod;
        if (IsBuilder(method.ContainingType))
        {
            if (method.Name == "AddHost")
                _addsUnknownHosts |= !TryAdd(_hosts, call, cancellationToken);
            else if (method.Name == "AddSupervisor")
                _addsUnknownDefinitions |= !TryAdd(_definitions, call, cancellationToken);
            else if (method.Name is "AddDefinition" or "AddRegistry")
                _addsUnknownDefinitions = true;
        }
        else if (TakesBuilder(method) && method.DeclaringSyntaxReferences.IsEmpty
            && method.Name.StartsWith("Add", StringComparison.Ordinal) && method.Name != "AddDefinitions")
        {
            // What a library's method adds is seen where it says an id, as those of Artel do.
            var isKnown = TryAdd(_definitions, call, cancellationToken);
            _addsUnknownDefinitions |= !isKnown;
            _addsUnknownHosts |= !isKnown;
        }
    }

    private static bool TryAdd(ConcurrentDictionary<string, bool> ids, IInvocationOperation call, CancellationToken cancellationToken) =>
        ArtelOperations.Argument(call, "id") is { } given && ConstantText.Of(given, cancellationToken) is { } id && (ids.TryAdd(id, true) || ids.ContainsKey(id));

    private static bool TakesBuilder(IMethodSymbol method)
    {
        method = method.ReducedFrom ?? method;
        if (!method.IsStatic)
            return false;
        foreach (var parameter in method.Parameters)
            if (IsBuilder(parameter.Type))
                return true;
        return false;
    }

    private static bool IsBuilder(ITypeSymbol? type) =>
        type is { Name: "ArtelBuilder", ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } };
}
