using Artel.Hosting;
using Artel.Runtime;
using Artel.Security;
using Artel.Supervision;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artel;

/// <content>Services: processes that the application keeps running.</content>
public sealed partial class ArtelBuilder
{
    private readonly Dictionary<string, ServiceOptions> _kept = new(StringComparer.Ordinal);
    private string? _serviceHost;

    /// <summary>Adds a service: a process of a class that runs as long as the application, and is started anew when it fails.</summary>
    /// <typeparam name="TProcess">The class, marked <see cref="ProcessAttribute"/>; its definition is added if it is not there.</typeparam>
    /// <param name="id">The service's id, <c>namespace:name</c>; its process has it as a name.</param>
    /// <param name="configure">Sets options; the configuration's <c>Artel:Services:{id}</c> goes before them.</param>
    /// <exception cref="ArgumentException">The id is malformed or there already, or a figure is out of its range.</exception>
    /// <example><code>
    /// artel.AddService&lt;Resizer&gt;("app:resizer", s => s.Requires("app:store"));
    /// </code></example>
    public ArtelBuilder AddService<TProcess>(string id, Action<ServiceOptions>? configure = null)
        where TProcess : IProcess => AddProcess<TProcess>().AddService(id, TProcess.Definition.Id, configure);

    /// <summary>Adds a service: a process of a definition, in whatever language, that runs as long as the application.</summary>
    /// <param name="id">The service's id, <c>namespace:name</c>; its process has it as a name.</param>
    /// <param name="definition">The definition's id.</param>
    /// <param name="configure">Sets options; the configuration's <c>Artel:Services:{id}</c> goes before them.</param>
    /// <exception cref="ArgumentException">An id is malformed or there already, or a figure is out of its range.</exception>
    public ArtelBuilder AddService(string id, string definition, Action<ServiceOptions>? configure = null)
    {
        if (!ProcessDefinition.IsValidId(id))
            throw new ArgumentException($"'{id}' is not a service id; an id reads namespace:name.", nameof(id));
        if (!ProcessDefinition.IsValidId(definition))
            throw new ArgumentException($"'{definition}' is not a definition id; an id reads namespace:name.", nameof(definition));
        var options = new ServiceOptions(id) { Definition = definition };
        configure?.Invoke(options);
        foreach (var (field, problem) in options.FindProblems())
            throw new ArgumentException($"Service '{id}': {field.Replace(":", ".", StringComparison.Ordinal)}: {problem}.", nameof(configure));
        if (!_kept.TryAdd(id, options))
            throw new ArgumentException($"There are two services with the id '{id}'.", nameof(id));
        return this;
    }

    /// <summary>Names the host of the services that name none; without it, it is the application's only one.</summary>
    /// <param name="host">The host's id.</param>
    public ArtelBuilder UseServiceHost(string host)
    {
        if (!ProcessDefinition.IsValidId(host))
            throw new ArgumentException($"'{host}' is not a host id; an id reads namespace:name.", nameof(host));
        _serviceHost = host;
        return this;
    }

    /// <exception cref="InvalidOperationException">A service is wrong; the text begins with the path of the key, or with the service.</exception>
    private ArtelServices BuildServices(IServiceProvider services, ArtelRuntime runtime, ProcessScheduler scheduler)
    {
        var configured = services.GetService<IConfiguration>()?.GetSection("Artel:Services") is { } section
            ? ServiceSettings.Read(section, _kept)
            : ServiceSettings.None;
        var specs = new ServiceCheck(_definitions, _hosts, _serviceHost, _policies, configured).Verify(_kept.Values);
        return new ArtelServices(runtime, specs, new ServiceTurns(scheduler), services.GetService<Random>() ?? Random.Shared);
    }
}
