namespace Artel.Conformance.Definitions;

/// <summary>Ends at once with its actor and the policies of its scope.</summary>
[Process("conf.csharp:identity-reader")]
[Permission("*")]
public sealed partial class IdentityReader
{
    [Main]
    private Dictionary<string, object?> Run() => new Dictionary<string, object?>
    {
        ["actor"] = Process.Security.Actor!.Id,
        ["scope"] = string.Join(' ', Process.Security.Scope!.Policies.Select(static policy => policy.Id)),
    };
}
