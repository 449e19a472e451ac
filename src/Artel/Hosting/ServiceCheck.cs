using Artel.Security;
using Artel.Supervision;

namespace Artel.Hosting;

/// <summary>
/// Holds the services against the application before anything starts: their definitions, hosts, requirements, figures and identities.
/// </summary>
internal sealed class ServiceCheck(
    IReadOnlyDictionary<string, ProcessDefinition> definitions,
    IReadOnlyDictionary<string, ProcessHostOptions> hosts,
    string? defaultHost,
    PolicyCatalog policies,
    ServiceSettings settings)
{
    /// <summary>The services, each checked.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong; the text begins with where it is said.</exception>
    public IReadOnlyList<ServiceSpec> Verify(IReadOnlyCollection<ServiceOptions> services)
    {
        var ids = services.Select(static service => service.Id).ToHashSet(StringComparer.Ordinal);
        var specs = services.Select(service => Verify(service, ids)).ToList();
        if (ServiceOrder.FindCycle(specs) is { } cycle)
            throw new InvalidOperationException($"{settings.PathOf(cycle[0], "Requires")}: services require one another in a circle: {string.Join(" -> ", cycle)}.");
        return specs;
    }

    private ServiceSpec Verify(ServiceOptions service, HashSet<string> ids)
    {
        foreach (var (field, problem) in service.FindProblems())
            throw Wrong(service, field, problem);
        if (service.Definition is not { } definition)
            throw Wrong(service, "Definition", "it is missing, and no AddService has the id");
        if (!definitions.ContainsKey(definition))
            throw Wrong(service, "Definition", $"there is no definition '{definition}'; add it with AddDefinitions or AddDefinition");
        foreach (var required in service.Required)
        {
            if (!ids.Contains(required))
                throw Wrong(service, "Requires", $"there is no service '{required}'");
        }

        return new ServiceSpec(service.Id, definition, HostOf(service), service, IdentityOf(service));
    }

    private string HostOf(ServiceOptions service)
    {
        var host = service.Host ?? defaultHost;
        if (host is null)
        {
            return hosts.Count == 1
                ? hosts.Keys.Single()
                : throw Wrong(service, "Host", hosts.Count == 0
                    ? "there is no host; add one with AddHost"
                    : $"it is missing, and there are several: {string.Join(", ", hosts.Keys.Order(StringComparer.Ordinal))}; name one, or UseServiceHost");
        }

        return hosts.ContainsKey(host) ? host : throw Wrong(service, "Host", $"there is no host '{host}'; add it with AddHost");
    }

    private SecurityIdentity? IdentityOf(ServiceOptions service)
    {
        if (service.Actor is null)
        {
            return service.Policies.Count + service.Groups.Count == 0
                ? null
                : throw Wrong(service, "Security:Actor", "it is missing: policies and groups are those of an actor's scope");
        }

        try
        {
            return new SecurityIdentity(service.Actor, policies.CreateScope(service.Policies, service.Groups));
        }
        catch (ArgumentException unknown)
        {
            throw Wrong(service, "Security", unknown.Message);
        }
    }

    private InvalidOperationException Wrong(ServiceOptions service, string field, string problem) =>
        new($"{settings.PathOf(service.Id, field)}: {problem}{(problem.EndsWith('.') ? "" : ".")}");
}
