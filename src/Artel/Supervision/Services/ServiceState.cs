namespace Artel;

/// <summary>What a service is doing (statement 122).</summary>
public enum ServiceState
{
    /// <summary>Nothing: it was not started yet, or it was stopped.</summary>
    Stopped = 0,

    /// <summary>It is being started: it waits for what it requires, for the delay of a restart, or for its process's first step.</summary>
    Starting,

    /// <summary>Its process runs: the first step of it is done.</summary>
    Running,

    /// <summary>It was told to stop, and has not ended.</summary>
    Stopping,

    /// <summary>It ended with an error, or could not be started, and is not started anew.</summary>
    Failed,

    /// <summary>Its process ended normally by itself, and is not started anew.</summary>
    Exited,
}
