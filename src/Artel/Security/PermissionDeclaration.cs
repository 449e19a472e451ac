namespace Artel;

/// <summary>
/// A permission that a definition declares. What it declares is the ceiling of what its processes may do, whatever the policies allow
/// (statement 115).
/// </summary>
/// <param name="Action">The action, as in <see cref="Permissions"/>; <c>*</c> stands for any text.</param>
/// <param name="Resource">What it may be done to; <c>*</c> stands for any text.</param>
public sealed record PermissionDeclaration(string Action, string Resource = "*");

/// <summary>
/// Declares a permission of a process definition: an operation that needs one which is not declared is refused, whatever the policies
/// allow. The analyzers say which are missing.
/// </summary>
/// <example><code>
/// [Process("app.workers:resizer")]
/// [Permission(Permissions.Send)]
/// [Permission(Permissions.Spawn, "app.workers:*")]
/// public sealed partial class Resizer { }
/// </code></example>
/// <param name="action">The action, as in <see cref="Permissions"/>; <c>*</c> stands for any text.</param>
/// <param name="resource">What it may be done to; <c>*</c> stands for any text.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class PermissionAttribute(string action, string resource = "*") : Attribute
{
    /// <summary>The action; <c>*</c> stands for any text.</summary>
    public string Action { get; } = action;

    /// <summary>What it may be done to; <c>*</c> stands for any text.</summary>
    public string Resource { get; } = resource;
}
