namespace Artel;

/// <summary>When and how fast a service is started anew (statements 117 to 121). For use at start-up only.</summary>
public sealed class RestartOptions
{
    /// <summary>When it is started anew; <see cref="RestartPolicy.Transient"/>, after an error, unless set.</summary>
    public RestartPolicy Policy { get; set; } = RestartPolicy.Transient;

    /// <summary>How long the first restart waits; one second unless set, zero for not at all.</summary>
    public TimeSpan InitialDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a restart waits at most, before the jitter; 90 seconds unless set.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>What the delay is multiplied by with each restart; 1 or more, 2 unless set.</summary>
    public double BackoffFactor { get; set; } = 2;

    /// <summary>The part of a delay that is left to chance, in both directions, from 0 to 1; 0.1 unless set.</summary>
    public double Jitter { get; set; } = 0.1;

    /// <summary>
    /// How many restarts there may be before the service has failed for good; 0, as it is unless set, for no limit. A service that runs for
    /// its <see cref="ServiceOptions.StableThreshold"/> has all of them again.
    /// </summary>
    public int MaxAttempts { get; set; }
}
