using Artel.Queues.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Artel;

/// <summary>Adds queues in a SQLite file to an application.</summary>
public static class SqliteQueuesBuilderExtensions
{
    private const string DefaultPath = "artel-queues.db";

    /// <summary>
    /// Adds the driver <c>sqlite</c>: queues in a file, which survive a restart, a kill and, once a publish is complete, a loss of power. One program has the
    /// file at a time.
    /// </summary>
    /// <param name="artel">The application's runtime.</param>
    /// <param name="path">
    /// The file, from the content root on; made, readable by its owner alone, if it is not there. Null for <c>artel-queues.db</c>. The configuration's
    /// <c>Artel:Queues:Path</c> goes before it.
    /// </param>
    /// <exception cref="ArgumentException">It is there already, or the path is empty.</exception>
    public static ArtelBuilder UseSqliteQueues(this ArtelBuilder artel, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(artel);
        if (path is not null)
            ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return artel.UseQueueDriver("sqlite", services =>
        {
            var root = services.GetService<IHostEnvironment>()?.ContentRootPath ?? AppContext.BaseDirectory;
            var configured = services.GetService<IConfiguration>()?["Artel:Queues:Path"];
            var file = string.IsNullOrEmpty(configured) ? path ?? DefaultPath : configured;
            return new SqliteQueueDriver(Path.Combine(root, file), services.GetRequiredService<TimeProvider>());
        });
    }
}
