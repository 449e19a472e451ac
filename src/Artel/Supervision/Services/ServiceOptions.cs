using System.Globalization;
using Artel.Runtime;
using Artel.Security;

namespace Artel;

/// <summary>
/// How a service is run; the argument of <c>AddService</c>. What the configuration says in <c>Artel:Services:{id}</c> goes before it, field
/// by field. For use at start-up only.
/// </summary>
public sealed class ServiceOptions
{
    private readonly List<string> _requires = [];

    internal ServiceOptions(string id) => Id = id;

    /// <summary>The service's id, which its process gets as a name.</summary>
    public string Id { get; }

    /// <summary>The id of the definition that it runs.</summary>
    public string? Definition { get; internal set; }

    /// <summary>The id of the host that it runs on; null for the one of <c>UseServiceHost</c>, else the application's only one.</summary>
    public string? Host { get; set; }

    /// <summary>Whether it is started with the application; true unless set. What it requires is started with it in any case.</summary>
    public bool AutoStart { get; set; } = true;

    /// <summary>How long its process may take to its first step's end before the start has failed; 10 seconds unless set.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long its process may take to end after a CANCEL, before it is terminated (statement 124); 10 seconds unless set, zero for not at all.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it has to run until its restarts are forgotten (statement 120); 5 seconds unless set.</summary>
    public TimeSpan StableThreshold { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When and how fast it is started anew.</summary>
    public RestartOptions Restart { get; } = new();

    /// <summary>The ids of the services that have to run before it, and stop after it.</summary>
    public IReadOnlyList<string> Required => _requires;

    /// <summary>What its process is started with.</summary>
    internal SpawnArguments SpawnArguments { get; private set; } = SpawnArguments.None;

    /// <summary>Who its process acts for; null for who the application's processes act for.</summary>
    internal Actor? Actor { get; set; }

    internal IReadOnlyList<string> Policies { get; set; } = [];

    internal IReadOnlyList<string> Groups { get; set; } = [];

    /// <summary>Has it start after other services, and stop before them.</summary>
    /// <param name="services">Their ids.</param>
    public ServiceOptions Requires(params IEnumerable<string> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _requires.AddRange(services.Where(id => !_requires.Contains(id)));
        return this;
    }

    /// <summary>The arguments of its process's main or constructor, the same at each start.</summary>
    /// <param name="arguments">The arguments.</param>
    public ServiceOptions Arguments(params ReadOnlySpan<object?> arguments)
    {
        SpawnArguments = SpawnArguments.Of(arguments);
        return this;
    }

    /// <summary>Has its process act for an actor within a scope.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="policies">The ids of the policies of the scope.</param>
    /// <param name="groups">The ids of the policy groups of the scope.</param>
    public ServiceOptions RunAs(Actor actor, IEnumerable<string>? policies = null, IEnumerable<string>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        (Actor, Policies, Groups) = (actor, [.. policies ?? []], [.. groups ?? []]);
        return this;
    }

    /// <summary>Replaces what it requires.</summary>
    internal void SetRequired(IEnumerable<string> services)
    {
        _requires.Clear();
        Requires(services);
    }

    /// <summary>What is wrong with the figures: the field, as the configuration calls it, and the problem. None for nothing.</summary>
    internal IEnumerable<(string Field, string Problem)> FindProblems()
    {
        if (StartTimeout <= TimeSpan.Zero)
            yield return ("StartTimeout", $"{StartTimeout} is not positive");
        foreach (var (field, time) in (IEnumerable<(string, TimeSpan)>)[
            ("StartTimeout", StartTimeout), ("StopTimeout", StopTimeout), ("StableThreshold", StableThreshold),
            ("Restart:InitialDelay", Restart.InitialDelay), ("Restart:MaxDelay", Restart.MaxDelay)])
        {
            if (time < TimeSpan.Zero)
                yield return (field, $"{time} is negative");
            if (time > TimerLimits.Longest)
                yield return (field, $"{time} is longer than timers go, {TimerLimits.Longest.TotalDays.ToString("0", CultureInfo.InvariantCulture)} days");
        }

        if (!(Restart.BackoffFactor >= 1) || double.IsInfinity(Restart.BackoffFactor))
            yield return ("Restart:BackoffFactor", $"{Restart.BackoffFactor.ToString(CultureInfo.InvariantCulture)} is no factor; it has to be 1 or more");
        if (!(Restart.Jitter is >= 0 and <= 1))
            yield return ("Restart:Jitter", $"{Restart.Jitter.ToString(CultureInfo.InvariantCulture)} is no part of a whole; it has to be from 0 to 1");
        if (Restart.MaxAttempts < 0)
            yield return ("Restart:MaxAttempts", $"{Restart.MaxAttempts.ToString(CultureInfo.InvariantCulture)} is negative; use 0 for no limit");
        if (!Enum.IsDefined(Restart.Policy))
            yield return ("Restart:Policy", $"{Restart.Policy} is no policy");
    }
}
