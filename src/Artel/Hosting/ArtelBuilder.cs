using System.ComponentModel;
using Artel.Hosting;
using Artel.Runtime;
using Artel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Artel;

/// <summary>What an application's runtime is made of; the argument of <c>AddArtel</c>. For use at start-up only, not thread-safe.</summary>
public sealed partial class ArtelBuilder
{
    private readonly Dictionary<string, ProcessDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProcessHostOptions> _hosts = new(StringComparer.Ordinal);

    private readonly PolicyCatalog _policies = new();
    private SecurityMode? _mode;
    private IdentitySettings? _identity;
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
        return AddDefinition(definition, $"one in {definition.Language} that was made by hand");
    }

    /// <summary>Adds a definition with the words for where it comes from, by which two of one id are told apart.</summary>
    internal ArtelBuilder AddDefinition(ProcessDefinition definition, string origin)
    {
        if (_definitions.TryAdd(definition.Id, definition))
            _origins.Add(definition.Id, origin);
        else if (!ReferenceEquals(_definitions[definition.Id], definition))
            throw new ArgumentException($"There are two definitions with the id '{definition.Id}': {_origins[definition.Id]}, and {origin}. Give one of them another id.", nameof(definition));
        return this;
    }

    /// <summary>Adds a named policy.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="build">Writes its statements.</param>
    /// <exception cref="ArgumentException">The id is there already; or a statement, field, operator or regular expression is bad.</exception>
    /// <example><code>
    /// artel.AddPolicy("app:workers", p => p.Allow(Permissions.Send).On("*").When("actor.meta.role", ConditionOperator.Equal, "worker"));
    /// </code></example>
    public ArtelBuilder AddPolicy(string id, Action<PolicyBuilder> build)
    {
        var policy = Policy.Create(id, build);
        if (_policies.Find(id) is not null)
            throw new ArgumentException($"There are two policies with the id '{id}'.", nameof(id));
        _policies.Set(policy);
        return this;
    }

    /// <summary>Adds a group of policies.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="policies">The ids of its policies, which were added before.</param>
    /// <exception cref="ArgumentException">The id is there already, or there is no such policy.</exception>
    public ArtelBuilder AddPolicyGroup(string id, params IEnumerable<string> policies)
    {
        if (_policies.Groups.Contains(id))
            throw new ArgumentException($"There are two policy groups with the id '{id}'.", nameof(id));
        _policies.SetGroup(id, policies);
        return this;
    }

    /// <summary>
    /// What a process may do that has no actor or no scope (statement 108). If it is not said, here or in the configuration
    /// (<c>Artel:Security:Mode</c>), it is permissive in the environment <c>Development</c>, else strict.
    /// </summary>
    /// <param name="mode">The mode.</param>
    public ArtelBuilder UseSecurityMode(SecurityMode mode)
    {
        _mode = mode;
        return this;
    }

    /// <summary>
    /// Who the processes act for that are spawned by code in no process, if that says nothing else, and so all that they spawn. The
    /// configuration's <c>Artel:Security:Identity</c> goes before it.
    /// </summary>
    /// <param name="actor">The actor.</param>
    /// <param name="policies">The ids of the policies of its scope.</param>
    /// <param name="groups">The ids of the policy groups of its scope.</param>
    public ArtelBuilder UseIdentity(Actor actor, IEnumerable<string>? policies = null, IEnumerable<string>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        _identity = new IdentitySettings("UseIdentity", actor, [.. policies ?? []], [.. groups ?? []]);
        return this;
    }

    /// <summary>The runtime, made of what was added.</summary>
    /// <exception cref="InvalidOperationException">The configuration is wrong; the text names the path of the key.</exception>
    internal ArtelRuntime Build(
        IServiceProvider services, ProcessScheduler scheduler, Func<ProcessDefinition, ProcessDefinition>? adapt = null, SecurityMode? defaultMode = null)
    {
        var logger = services.GetService<ILoggerFactory>()?.CreateLogger("Artel") ?? NullLogger.Instance;
        var security = BuildSecurity(services, logger, defaultMode);
        var definitions = adapt is null ? _definitions.Values : _definitions.Values.Select(adapt);
        var runtime = new ArtelRuntime(services, definitions, _hosts, security, scheduler, services.GetRequiredService<TimeProvider>(), logger)
        {
            FunctionHost = FindFunctionHost(),
            Random = services.GetService<Random>() ?? Random.Shared,
        };
        try
        {
            runtime.Keep(BuildServices(services, runtime, scheduler));
            QueueSystem = BuildQueues(services, runtime);
            return runtime;
        }
        catch
        {
            runtime.Metrics.Dispose();
            security.Reload?.Dispose();
            throw;
        }
    }

    private SecuritySetup BuildSecurity(IServiceProvider services, ILogger logger, SecurityMode? defaultMode)
    {
        SecuritySettings? settings = null;
        SecurityReload? reload = null;
        if (services.GetService<IConfiguration>()?.GetSection("Artel:Security") is { } section)
        {
            reload = new SecurityReload(section, _policies, logger);
            settings = reload.Settings;
        }

        var (mode, why) = FindMode(services, settings?.Mode, defaultMode);
        var identity = new SecurityIdentity(null, null);
        if ((settings?.Identity ?? _identity) is { } named)
        {
            try
            {
                identity = new SecurityIdentity(named.Actor, _policies.CreateScope(named.Policies, named.Groups));
            }
            catch (ArgumentException unknown)
            {
                reload?.Dispose();
                throw new InvalidOperationException($"{named.Path}: {unknown.Message}", unknown);
            }
        }

        return new SecuritySetup(new SecurityRules(mode, _policies), identity, why, reload);
    }

    private (SecurityMode Mode, string Why) FindMode(IServiceProvider services, SecurityMode? configured, SecurityMode? defaultMode)
    {
        if (configured is { } fromConfiguration)
            return (fromConfiguration, "by configuration");
        if (_mode is { } fromCode)
            return (fromCode, "by UseSecurityMode");
        if (defaultMode is { } given)
            return (given, "by default");
        var environment = services.GetService<IHostEnvironment>()?.EnvironmentName
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Production;
        return environment.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase)
            ? (SecurityMode.Permissive, $"in the environment {environment}")
            : (SecurityMode.Strict, $"in the environment {environment}");
    }

    /// <summary>Adds the definition of a process class.</summary>
    /// <typeparam name="TProcess">The class, marked <see cref="ProcessAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">Another definition has the id.</exception>
    public ArtelBuilder AddProcess<TProcess>()
        where TProcess : IProcess => AddDefinition(TProcess.Definition, $"the class {typeof(TProcess).FullName}");

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
