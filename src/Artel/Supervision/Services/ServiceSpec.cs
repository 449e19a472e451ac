using Artel.Security;

namespace Artel.Supervision;

/// <summary>A service as the application declares it, checked: the definition and the host are there.</summary>
/// <param name="Id">Its id, and its process's name.</param>
/// <param name="Definition">What it runs.</param>
/// <param name="Host">Where.</param>
/// <param name="Options">How.</param>
/// <param name="Identity">Who its process acts for; null for who the application's processes act for.</param>
internal sealed record ServiceSpec(string Id, string Definition, string Host, ServiceOptions Options, SecurityIdentity? Identity)
{
    public IReadOnlyList<string> Requires => Options.Required;
}
