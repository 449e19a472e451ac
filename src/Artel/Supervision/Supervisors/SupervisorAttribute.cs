namespace Artel;

/// <summary>
/// Makes a partial class a supervisor: a process that starts its children, starts them anew when they end, and stops them. The generator
/// writes its definition, and declares by itself the permissions that its children need.
/// </summary>
/// <example><code>
/// [Supervisor("app:tree", Strategy = SupervisionStrategy.RestForOne, MaxRestarts = 3, Within = "5s")]
/// [Child&lt;Store&gt;("store")]
/// [Child&lt;Resizer&gt;("resizer", Restart = RestartPolicy.Transient, Shutdown = "10s")]
/// [Child("thumbs", "app.workers:thumbnailer")]
/// public sealed partial class Tree;
/// </code></example>
/// <param name="id">The definition's id, <c>namespace:name</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SupervisorAttribute(string id) : Attribute
{
    /// <summary>The definition's id, <c>namespace:name</c>.</summary>
    public string Id { get; } = id;

    /// <summary>Which children are started anew together; <see cref="SupervisionStrategy.OneForOne"/> unless set.</summary>
    public SupervisionStrategy Strategy { get; set; }

    /// <summary>How many restarts there may be within the time; with one more it stops its children and ends with an error. 3 unless set.</summary>
    public int MaxRestarts { get; set; } = SupervisorBuilder.DefaultMaxRestarts;

    /// <summary>How long a restart counts, as in <c>"5s"</c>, which it is unless set.</summary>
    public string Within { get; set; } = "5s";

    /// <summary>The ids of further definitions that children may be started of at run time, on any host; <c>*</c> stands for any text.</summary>
    public string[]? Allows { get; set; }
}

/// <summary>A child of a <see cref="SupervisorAttribute">supervisor</see>, started after those above it.</summary>
/// <param name="id">The child's id, unique among its supervisor's children.</param>
/// <param name="definition">The id of the definition that it runs, in whatever language; another supervisor's too.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ChildAttribute(string id, string definition) : Attribute
{
    /// <summary>The child's id.</summary>
    public string Id { get; } = id;

    /// <summary>The id of the definition that it runs.</summary>
    public string Definition { get; } = definition;

    /// <summary>The id of the host that runs it; null for the supervisor's own.</summary>
    public string? Host { get; set; }

    /// <summary>When it is started anew; <see cref="RestartPolicy.Permanent"/>, always, unless set.</summary>
    public RestartPolicy Restart { get; set; }

    /// <summary>
    /// How it is stopped: <c>"brutal_kill"</c>, <c>"infinity"</c>, or how long it has after CANCEL. Unless set it is <c>"5s"</c>, and <c>"infinity"</c> for a
    /// supervisor.
    /// </summary>
    public string? Shutdown { get; set; }

    /// <summary>The arguments of its main or constructor.</summary>
    public object?[]? Arguments { get; set; }
}

/// <summary>A child of a <see cref="SupervisorAttribute">supervisor</see>, of a class of the program, started after those above it.</summary>
/// <typeparam name="TProcess">The class, marked <see cref="ProcessAttribute"/> or <see cref="SupervisorAttribute"/>.</typeparam>
/// <param name="id">The child's id, unique among its supervisor's children.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ChildAttribute<TProcess>(string id) : Attribute
    where TProcess : class
{
    /// <inheritdoc cref="ChildAttribute.Id"/>
    public string Id { get; } = id;

    /// <inheritdoc cref="ChildAttribute.Host"/>
    public string? Host { get; set; }

    /// <inheritdoc cref="ChildAttribute.Restart"/>
    public RestartPolicy Restart { get; set; }

    /// <inheritdoc cref="ChildAttribute.Shutdown"/>
    public string? Shutdown { get; set; }

    /// <inheritdoc cref="ChildAttribute.Arguments"/>
    public object?[]? Arguments { get; set; }
}
