using Artel;
using Artel.Hosting;
using Artel.Runtime;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Artel to an application.</summary>
public static class ArtelServiceCollectionExtensions
{
    /// <summary>
    /// Adds the process runtime: it starts with the application; when the application stops (Ctrl+C), every process gets CANCEL, the stop
    /// timeout of its host to end in, and is terminated then.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Adds hosts and definitions.</param>
    /// <exception cref="InvalidOperationException">Artel was added before.</exception>
    /// <example><code>
    /// builder.Services.AddArtel(artel => artel
    ///     .AddHost("app:processes")
    ///     .AddDefinitions());
    /// </code></example>
    public static IServiceCollection AddArtel(this IServiceCollection services, Action<ArtelBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(static service => service.ServiceType == typeof(ArtelRuntime)))
            throw new InvalidOperationException("AddArtel was called twice; add all hosts and definitions in one call.");

        var builder = new ArtelBuilder(services);
        configure(builder);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => builder.Build(provider, builder.CreateScheduler()));
        services.AddHostedService<ArtelHostedService>();

        // After the runtime's: what is started last is stopped first.
        services.AddHostedService(provider => new QueueHostedService(provider.GetRequiredService<ArtelRuntime>(), builder));
        return services;
    }
}
