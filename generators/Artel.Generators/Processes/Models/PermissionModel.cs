namespace Artel.Generators;

/// <summary>A permission that a definition declares.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">What it may be done to.</param>
internal sealed record PermissionModel(string Action, string Resource)
{
    /// <summary>Distinct permissions, ordered by action and resource.</summary>
    public static EquatableArray<PermissionModel> Order(IEnumerable<PermissionModel> permissions) => permissions
        .Distinct()
        .OrderBy(static permission => permission.Action, StringComparer.Ordinal)
        .ThenBy(static permission => permission.Resource, StringComparer.Ordinal)
        .ToEquatableArray();
}
