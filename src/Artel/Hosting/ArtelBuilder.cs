using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace Artel;

/// <summary>What an application's runtime is made of; the argument of <c>AddArtel</c>. For use at start-up only, not thread-safe.</summary>
public sealed class ArtelBuilder
{
    private readonly Dictionary<string, ProcessDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProcessHostOptions> _hosts = new(StringComparer.Ordinal);

    private readonly HashSet<Type> _registries = [];

    internal ArtelBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    internal IReadOnlyDictionary<string, ProcessDefinition> Definitions => _definitions;

    internal IReadOnlyDictionary<string, ProcessHostOptions> Hosts => _hosts;

    /// <summary>Adds a host, which runs processes.</summary>
    /// <param name="id">Its id, <c>namespace:name</c>.</param>
    /// <param name="configure">Sets its options.</param>
    /// <exception cref="ArgumentException">The id is malformed or there already.</exception>
    public ArtelBuilder AddHost(string id, Action<ProcessHostOptions>? configure = null)
    {
        if (!ProcessDefinition.IsValidId(id))
            throw new ArgumentException($"'{id}' is not a host id; an id reads namespace:name.", nameof(id));
        var options = new ProcessHostOptions();
        configure?.Invoke(options);
        options.Verify(id);
        if (!_hosts.TryAdd(id, options))
            throw new ArgumentException($"There are two hosts with the id '{id}'.", nameof(id));
        return this;
    }

    /// <summary>Adds a definition, which can be spawned by its id.</summary>
    /// <param name="definition">The definition. The same one again changes nothing.</param>
    /// <exception cref="ArgumentException">Another definition has the id.</exception>
    public ArtelBuilder AddDefinition(ProcessDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (!_definitions.TryAdd(definition.Id, definition) && !ReferenceEquals(_definitions[definition.Id], definition))
            throw new ArgumentException($"There are two definitions with the id '{definition.Id}'.", nameof(definition));
        return this;
    }

    /// <summary>Adds the definition of a process class.</summary>
    /// <typeparam name="TProcess">The class, marked <see cref="ProcessAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">Another definition has the id.</exception>
    public ArtelBuilder AddProcess<TProcess>()
        where TProcess : IProcess => AddDefinition(TProcess.Definition);

    /// <summary>Adds the definitions of an assembly, unless they were added before; what generated code calls.</summary>
    /// <param name="registry">What stands for the assembly.</param>
    /// <param name="add">Adds them.</param>
    /// <exception cref="ArgumentException">Another definition has the id of one of them.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ArtelBuilder AddRegistry(Type registry, Action<ArtelBuilder> add)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(add);
        if (_registries.Add(registry))
            add(this);
        return this;
    }
}
