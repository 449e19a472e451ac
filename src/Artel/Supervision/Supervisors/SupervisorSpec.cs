using System.Collections.Immutable;

namespace Artel.Supervision;

/// <summary>What a supervisor is made of. Immutable.</summary>
/// <param name="Strategy">Which children are started anew together.</param>
/// <param name="MaxRestarts">How many restarts there may be within <paramref name="Within"/>.</param>
/// <param name="Within">How long a restart counts.</param>
/// <param name="Children">The children that it starts with, in order; for a template, that alone.</param>
/// <param name="Dynamic">Further definitions and hosts that children may be started of at run time; <c>*</c> stands for any text.</param>
internal sealed record SupervisorSpec(
    SupervisionStrategy Strategy,
    int MaxRestarts,
    TimeSpan Within,
    ImmutableArray<ChildSpec> Children,
    ImmutableArray<(string Definition, string? Host)> Dynamic)
{
    public bool IsTemplate => Strategy == SupervisionStrategy.SimpleOneForOne;

    /// <summary>The definition of it. It declares by itself what its children need: their definitions, and their hosts.</summary>
    /// <param name="id">The definition's id.</param>
    /// <exception cref="ArgumentException">Something is wrong; the text names it.</exception>
    public ProcessDefinition ToDefinition(string id)
    {
        Verify(id);
        return new ProcessDefinition(id, _ => new SupervisorBehavior(this))
        {
            Topics = SupervisorTopics.All,
            Permissions = [.. Children.Select(static child => (child.Definition, child.Host)).Concat(Dynamic).SelectMany(Permit).Distinct()],
            IsSupervisor = true,
        };
    }

    private static IEnumerable<PermissionDeclaration> Permit((string Definition, string? Host) child) =>
    [
        new(Permissions.Spawn, child.Definition), new(Permissions.SpawnMonitored, child.Definition), new(Permissions.SpawnLinked, child.Definition),
        new(Permissions.Host, child.Host ?? "*"),
    ];

    private void Verify(string id)
    {
        if (!Enum.IsDefined(Strategy))
            throw new ArgumentException($"Supervisor '{id}': {Strategy} is no strategy.");
        if (MaxRestarts < 0)
            throw new ArgumentException($"Supervisor '{id}': {MaxRestarts} restarts are less than none.");
        if (Within <= TimeSpan.Zero)
            throw new ArgumentException($"Supervisor '{id}': the time {Within}, within which restarts count, is not positive.");
        if (IsTemplate && Children.Length != 1)
            throw new ArgumentException($"Supervisor '{id}': {nameof(SupervisionStrategy.SimpleOneForOne)} takes one child, the template; there are {Children.Length}.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in Children)
        {
            if (child.FindProblem() is { } problem)
                throw new ArgumentException($"Supervisor '{id}': {problem}.");
            if (!ids.Add(child.Id))
                throw new ArgumentException($"Supervisor '{id}': there are two children with the id '{child.Id}'.");
        }
    }
}
