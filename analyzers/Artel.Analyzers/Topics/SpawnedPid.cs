using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>Of which definition a pid is, where the method that uses it has also spawned it.</summary>
internal static class SpawnedPid
{
    /// <summary>The definition's id; null where it is not known.</summary>
    public static string? IdOf(IOperation destination, CancellationToken cancellationToken)
    {
        var value = ArtelOperations.Unconverted(destination);
        if (value is ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } && !LocalWrites.AreOf(value, local))
        {
            value = LocalWrites.InitializerOf(value, local) is { } initial ? ArtelOperations.Unconverted(initial) : value;
        }

        return value is IInvocationOperation { TargetMethod.Name: "Spawn" or "SpawnMonitored" or "SpawnLinked" or "SpawnLinkedMonitored" } spawn
            && ArtelOperations.IsOperation(spawn.TargetMethod) && !MayHaveName(spawn.Instance) && ArtelOperations.Argument(spawn, "id") is { } id
                ? ConstantText.Of(id, cancellationToken)
                : null;
    }

    /// <summary>A spawn with a name that is taken gives the pid of who has it.</summary>
    private static bool MayHaveName(IOperation? spawner)
    {
        while (spawner?.Type?.Name == "Spawner")
        {
            if (spawner is not IInvocationOperation made || made.TargetMethod.Name == "WithName")
                return true;
            spawner = made.Instance;
        }

        return false;
    }
}
