namespace Artel.Supervision;

/// <summary>Which services have to start before which.</summary>
internal static class ServiceOrder
{
    /// <summary>A circle of services that require one another, in order, the first one again at its end; null if there is none.</summary>
    /// <param name="services">The services, all that are required among them.</param>
    public static IReadOnlyList<string>? FindCycle(IReadOnlyCollection<ServiceSpec> services)
    {
        var byId = services.ToDictionary(static service => service.Id, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in services.OrderBy(static service => service.Id, StringComparer.Ordinal))
        {
            if (FindCycle(service, byId, done) is { } cycle)
                return cycle;
        }

        return null;
    }

    /// <summary>A walk along what each requires, without recursion, since chains may be as long as there are services.</summary>
    private static List<string>? FindCycle(ServiceSpec first, Dictionary<string, ServiceSpec> byId, HashSet<string> done)
    {
        var path = new List<(ServiceSpec Service, int Next)> { (first, 0) };
        var onPath = new HashSet<string>(StringComparer.Ordinal) { first.Id };
        if (done.Contains(first.Id))
            return null;
        while (path.Count > 0)
        {
            var (service, next) = path[^1];
            if (next == service.Requires.Count)
            {
                done.Add(service.Id);
                onPath.Remove(service.Id);
                path.RemoveAt(path.Count - 1);
                continue;
            }

            path[^1] = (service, next + 1);
            var required = byId[service.Requires[next]];
            if (onPath.Contains(required.Id))
                return [.. path.SkipWhile(step => step.Service.Id != required.Id).Select(static step => step.Service.Id), required.Id];
            if (done.Contains(required.Id))
                continue;
            path.Add((required, 0));
            onPath.Add(required.Id);
        }

        return null;
    }
}
