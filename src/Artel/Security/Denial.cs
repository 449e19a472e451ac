namespace Artel.Security;

/// <summary>Why a check is denied. Immutable.</summary>
internal sealed class Denial
{
    private Denial(string reason, string? policy)
    {
        Reason = reason;
        Policy = policy;
    }

    /// <summary>No denial: it is allowed.</summary>
    public static Denial None { get; } = new("", null);

    /// <summary>Why, as the end of a sentence.</summary>
    public string Reason { get; }

    /// <summary>The policy that decided; null where none did.</summary>
    public string? Policy { get; }

    public static Denial NotDeclared(string definition) =>
        new($"definition '{definition}' does not declare it; add it with [Permission] or ---@permission", null);

    public static Denial NoIdentity(SecurityIdentity identity) => new(
        $"the process has no {(identity.Actor is null ? "actor" : "scope")}, and the application runs in strict mode; give it an identity, or set the security mode to permissive for development",
        null);

    public static Denial NotAllowed(SecurityIdentity identity) => new($"no policy of the scope allows it to actor '{identity.Actor}'", null);

    public static Denial ByPolicy(PolicyStatement statement, in PolicyCheck check)
    {
        foreach (var condition in statement.Conditions)
        {
            if (condition.Evaluate(check) == ConditionOutcome.Failed)
                return new($"policy '{statement.Policy}' denies it, since its condition '{condition}' can't be evaluated", statement.Policy);
        }

        return new($"policy '{statement.Policy}' denies it to actor '{check.Actor}'", statement.Policy);
    }
}
