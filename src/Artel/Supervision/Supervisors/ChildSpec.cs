using System.Collections.Immutable;

namespace Artel;

/// <summary>A child of a supervisor: what is started, and how it is started anew and stopped. Immutable.</summary>
/// <param name="Id">The child's id, unique among its supervisor's children. Any text; not empty.</param>
/// <param name="Definition">The id of the definition that it runs, <c>namespace:name</c>; in whatever language, a supervisor too.</param>
public sealed record ChildSpec(string Id, string Definition)
{
    /// <summary>How long a child that is no supervisor has to end in, unless its <see cref="Shutdown"/> says.</summary>
    public static readonly TimeSpan DefaultShutdown = TimeSpan.FromSeconds(5);

    /// <summary>The id of the host that runs it; null for the supervisor's own.</summary>
    public string? Host { get; init; }

    /// <summary>The arguments of its main or constructor, the same at each start.</summary>
    public ImmutableArray<object?> Arguments { get; init; } = [];

    /// <summary>When it is started anew; <see cref="RestartPolicy.Permanent"/>, always, unless set.</summary>
    public RestartPolicy Restart { get; init; }

    /// <summary>How it is stopped; null for 5 seconds after CANCEL, or, if it is a supervisor, for no limit.</summary>
    public Shutdown? Shutdown { get; init; }

    /// <summary>Whether it is a supervisor; null for what its definition is.</summary>
    public ChildType? Type { get; init; }

    /// <summary>What is wrong with it; null for nothing.</summary>
    internal string? FindProblem()
    {
        if (string.IsNullOrEmpty(Id))
            return "a child's id is empty";
        if (!ProcessDefinition.IsValidId(Definition))
            return $"child '{Id}': '{Definition}' is not a definition id; an id reads namespace:name";
        if (Host is not null && !ProcessDefinition.IsValidId(Host))
            return $"child '{Id}': '{Host}' is not a host id; an id reads namespace:name";
        return Enum.IsDefined(Restart) ? null : $"child '{Id}': {Restart} is no restart policy";
    }
}

/// <summary>What a child of a supervisor is.</summary>
public enum ChildType
{
    /// <summary>A process that does the work.</summary>
    Worker = 0,

    /// <summary>A process that keeps others running.</summary>
    Supervisor,
}

/// <summary>What a supervisor tells of a child. A picture of a moment.</summary>
public sealed record ChildInfo
{
    /// <summary>The child's id; empty for a child of a template, which is known by its pid.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the definition that it runs.</summary>
    public required string Definition { get; init; }

    /// <summary>Its process; null while it has none.</summary>
    public Pid? Pid { get; init; }

    /// <summary>Whether it is a supervisor.</summary>
    public required ChildType Type { get; init; }

    /// <summary>When it is started anew.</summary>
    public required RestartPolicy Restart { get; init; }

    /// <summary>How often it was started anew.</summary>
    public required int Restarts { get; init; }
}

/// <summary>How many children a supervisor has. A picture of a moment.</summary>
/// <param name="Specs">All that it knows, also those that do not run; of a template, the template alone.</param>
/// <param name="Active">Those that run.</param>
/// <param name="Supervisors">Those that are supervisors.</param>
/// <param name="Workers">Those that are not.</param>
public sealed record ChildCounts(int Specs, int Active, int Supervisors, int Workers);
