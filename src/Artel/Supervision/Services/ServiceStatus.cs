namespace Artel;

/// <summary>What is known of a service. A picture of a moment.</summary>
public sealed record ServiceStatus
{
    /// <summary>The service's id, which is its process's name too.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the definition that it runs.</summary>
    public required string Definition { get; init; }

    /// <summary>The id of the host that it runs on.</summary>
    public required string Host { get; init; }

    /// <summary>The ids of the services that have to run before it.</summary>
    public required IReadOnlyList<string> Requires { get; init; }

    /// <summary>Whether it is started with the application.</summary>
    public required bool AutoStart { get; init; }

    /// <summary>What it is doing.</summary>
    public required ServiceState State { get; init; }

    /// <summary>When it came to that, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Its process; null while there is none.</summary>
    public Pid? Pid { get; init; }

    /// <summary>How often it was started anew since the application started.</summary>
    public int Restarts { get; init; }

    /// <summary>How many of them came since it was told to start or last was stable: those that <see cref="RestartOptions.MaxAttempts"/> counts.</summary>
    public int Attempts { get; init; }

    /// <summary>When it will be started anew, UTC; null unless it waits for that.</summary>
    public DateTimeOffset? RestartAt { get; init; }

    /// <summary>The last error that it ended with, or could not be started for; null if there was none since it was told to start.</summary>
    public ProcessException? LastError { get; init; }
}

/// <summary>A service has come to another state. Immutable.</summary>
/// <param name="Previous">What it was doing before.</param>
/// <param name="Status">What is known of it now.</param>
public sealed record ServiceChange(ServiceState Previous, ServiceStatus Status)
{
    /// <summary>The topic of the message in which a process gets it (<see cref="ArtelServices.Subscribe"/>).</summary>
    public const string Topic = "service.changed";
}
