using System.Collections.Immutable;
using Artel.Security;

namespace Artel.Analyzers;

/// <summary>What a permission rule tells its fix.</summary>
internal static class PermissionProperties
{
    public const string Action = nameof(Action);

    /// <summary>Missing where the resource is not known, and where the action has only one.</summary>
    public const string Resource = nameof(Resource);

    public static ImmutableDictionary<string, string?> Of(PermissionNeed need)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Action, need.Action);
        return need.Resource.Text is { } text && !HasOneResource(need.Action) ? properties.Add(Resource, text) : properties;
    }

    private static bool HasOneResource(string action) => PermissionTable.All.SelectMany(static row => row.Checks)
        .Any(check => check.Action == action && check.Resource == ResourceKind.Constant);
}
