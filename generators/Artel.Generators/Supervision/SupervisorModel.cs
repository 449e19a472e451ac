namespace Artel.Generators;

/// <summary>What the generator knows of a supervisor class.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">The headers of the types that it is nested in, outermost first.</param>
/// <param name="Header">Its own header.</param>
/// <param name="Type">The type, fully qualified.</param>
/// <param name="FileName">The name of the generated file, without ending.</param>
/// <param name="Source">The path of the file that the class is in.</param>
/// <param name="Id">The definition's id.</param>
/// <param name="Strategy">The name of the strategy.</param>
/// <param name="MaxRestarts">How many restarts there may be.</param>
/// <param name="Within">How long a restart counts.</param>
/// <param name="Allows">Further definitions that children may be of.</param>
/// <param name="Children">The children in order.</param>
internal sealed record SupervisorModel(
    string Namespace,
    EquatableArray<string> Containers,
    string Header,
    string Type,
    string FileName,
    string Source,
    string Id,
    string Strategy,
    int MaxRestarts,
    string Within,
    EquatableArray<string> Allows,
    EquatableArray<ChildModel> Children)
{
    /// <summary>What every supervisor answers; those of <c>SupervisorTopics</c>.</summary>
    public static readonly string[] Topics =
    [
        "supervisor.start_child", "supervisor.terminate_child", "supervisor.restart_child", "supervisor.delete_child", "supervisor.children", "supervisor.count",
    ];

    /// <summary>What it declares by itself: what is needed to start its children.</summary>
    public EquatableArray<PermissionModel> Permissions() => PermissionModel.Order(
        Children.Select(static child => (child.Definition, Host: child.Host ?? "*")).Concat(Allows.Select(static allowed => (Definition: allowed, Host: "*")))
            .SelectMany(static child => new PermissionModel[]
            {
                new("process.spawn", child.Definition), new("process.spawn.monitored", child.Definition), new("process.spawn.linked", child.Definition),
                new("process.host", child.Host),
            }));
}

/// <summary>A child of a supervisor class.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Definition">The id of the definition that it runs.</param>
/// <param name="Host">The host's id; null for the supervisor's own.</param>
/// <param name="Restart">The name of its restart policy.</param>
/// <param name="Shutdown">How it is stopped; null where it is not said.</param>
/// <param name="Arguments">The expressions of its arguments.</param>
internal sealed record ChildModel(string Id, string Definition, string? Host, string Restart, string? Shutdown, EquatableArray<string> Arguments);

/// <summary>What a supervisor class, right or wrong, was read as.</summary>
internal sealed record SupervisorReading(SupervisorModel? Supervisor, EquatableArray<Problem> Problems);
