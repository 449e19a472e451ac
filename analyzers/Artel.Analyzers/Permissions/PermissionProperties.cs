using System.Collections.Immutable;

namespace Artel.Analyzers;

/// <summary>What a permission rule tells its fix.</summary>
internal static class PermissionProperties
{
    public const string Action = nameof(Action);

    /// <summary>Missing where the resource is not known.</summary>
    public const string Resource = nameof(Resource);

    public static ImmutableDictionary<string, string?> Of(PermissionNeed need)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Action, need.Action);
        return need.Resource.Text is { } text ? properties.Add(Resource, text) : properties;
    }
}
