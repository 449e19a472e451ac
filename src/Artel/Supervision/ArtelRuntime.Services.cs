using System.Diagnostics.CodeAnalysis;

namespace Artel;

/// <content>The services, which are of a room above the runtime's own.</content>
public sealed partial class ArtelRuntime
{
    private ArtelServices? _keptServices;

    /// <summary>The services: the processes that the application keeps running.</summary>
    public ArtelServices Services => _keptServices ?? throw new InvalidOperationException("The runtime has no services yet: it is being made.");

    /// <summary>Gives the runtime its services; once, before its start.</summary>
    [MemberNotNull(nameof(_keptServices))]
    internal void Keep(ArtelServices services)
    {
        _keptServices = services;
        StopFirst.Add(services.StopAllAsync);
    }
}
