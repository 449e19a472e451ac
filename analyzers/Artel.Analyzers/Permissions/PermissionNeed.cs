using Artel.Security;

namespace Artel.Analyzers;

/// <summary>A permission that an operation in the program needs, and how one gets there.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">What it is done to.</param>
/// <param name="IsCertain">False where it depends on what cannot be seen whether the check is made at all.</param>
/// <param name="SparesOwn">True where nothing is checked when the resource is left out or the process's own.</param>
/// <param name="Path">The functions on the way, the operation last.</param>
internal sealed record PermissionNeed(string Action, ResourceTerm Resource, bool IsCertain, bool SparesOwn, NeedPath Path)
{
    /// <summary>What an operation needs whose arguments are known so far.</summary>
    /// <param name="row">The operation.</param>
    /// <param name="argumentOf">What is given for the resource of a check.</param>
    /// <param name="name">How the operation is called in messages.</param>
    public static IEnumerable<PermissionNeed> Of(OperationPermissions row, Func<PermissionCheck, ResourceTerm> argumentOf, string name)
    {
        foreach (var check in row.Checks)
        {
            var resource = check.Resource switch
            {
                ResourceKind.Constant => ResourceTerm.Of(check.Argument),

                // A pid comes to be when the process is spawned, and a name is resolved to one.
                ResourceKind.Process => ResourceTerm.Unknown,
                _ => argumentOf(check),
            };

            // Where one argument names two resources, the second is behind the first: the owner of a name.
            var isCertain = check.Resource != ResourceKind.ForeignProcess || row.Checks.Count(other => other.Argument == check.Argument) == 1;
            var sparesOwn = check.Resource == ResourceKind.ForeignProcess || row == PermissionTable.Upgrade;
            var need = new PermissionNeed(check.Action, resource, isCertain, sparesOwn, new NeedPath(name, null));
            if (!need.IsSpared(ownId: null))
                yield return need;
        }
    }

    /// <summary>True where nothing is checked.</summary>
    public bool IsSpared(string? ownId) => SparesOwn
        && (Resource.Kind is ResourceTermKind.Nothing or ResourceTermKind.Own || (Resource.Text is { } text && text == ownId));

    /// <summary>The same for a caller.</summary>
    public PermissionNeed Behind(string function, IReadOnlyList<ResourceTerm> arguments) =>
        this with { Resource = Resource.With(arguments), Path = new(function, Path) };

    /// <summary>The same where it stands in that function.</summary>
    public PermissionNeed Within(string function) => this with { Path = new(function, Path) };

    /// <summary>The way in the words of a message.</summary>
    public string Way => Path.ToString();
}
