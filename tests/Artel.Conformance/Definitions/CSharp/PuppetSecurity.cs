using System.Globalization;
using Artel.Security;

namespace Artel.Conformance.Definitions;

/// <summary>What a C# puppet can be told to do with <c>Process.Security</c>.</summary>
internal sealed class PuppetSecurity(ProcessSecurity security)
{
    private readonly List<object> _held = [];

    /// <summary>The actor, the policy or the scope of a handle.</summary>
    public T Held<T>(object? handle) => (T)_held[Convert.ToInt32(handle, CultureInfo.InvariantCulture) - 1];

    public object? Do(string operation, object?[] arguments)
    {
        switch (operation)
        {
            case "actor":
                return security.Actor is { } actor ? new Dictionary<string, object?> { ["id"] = actor.Id, ["meta"] = new Dictionary<string, object?>(actor.Meta) } : null;
            case "scope":
                return security.Scope is { } own ? IdsOf(own) : null;
            case "scope.policies":
                return IdsOf(Held<Scope>(arguments[0]));
            case "can":
                return security.Can((string)arguments[0]!, (string)arguments[1]!, Meta(arguments, 2));
            case "security.new_actor":
                return Hold(security.CreateActor((string)arguments[0]!, Meta(arguments, 1)));
            case "security.new_scope":
                return Hold(security.CreateScope(((IEnumerable<object?>)arguments[0]!).Select(id => security.GetPolicy((string)id!))));
            case "security.policy":
                return Hold(security.GetPolicy((string)arguments[0]!));
            case "security.named_scope":
                return Hold(security.GetNamedScope((string)arguments[0]!));
            case "scope.with":
                return Hold(Held<Scope>(arguments[0]).With(security.GetPolicy((string)arguments[1]!)));
            case "scope.without":
                return Hold(Held<Scope>(arguments[0]).Without((string)arguments[1]!));
            case "evaluate":
                return Evaluate(arguments).ToString().ToLowerInvariant();
            default:
                throw new NotSupportedException($"A C# puppet has no operation '{operation}'.");
        }
    }

    private Decision Evaluate(object?[] arguments)
    {
        var actor = arguments[1] is null ? null : Held<Actor>(arguments[1]);
        var (action, resource, meta) = ((string)arguments[2]!, (string)arguments[3]!, Meta(arguments, 4));
        return Held<object>(arguments[0]) is Policy policy
            ? policy.Evaluate(actor, action, resource, meta)
            : Held<Scope>(arguments[0]).Evaluate(actor, action, resource, meta);
    }

    private int Hold(object made)
    {
        _held.Add(made);
        return _held.Count;
    }

    private static List<object?> IdsOf(Scope scope) => [.. scope.Policies.Select(static policy => policy.Id).Order(StringComparer.Ordinal)];

    private static IReadOnlyDictionary<string, object?>? Meta(object?[] arguments, int index) =>
        arguments.Length > index ? (IReadOnlyDictionary<string, object?>?)arguments[index] : null;
}
