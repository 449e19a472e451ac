namespace Artel;

/// <summary>
/// The topics that a supervisor answers, for Lua and for whoever has no <see cref="SupervisorRef"/>:
/// <c>process.ask(tree, "supervisor.start_child", { id = "w1", definition = "app.workers:resizer" })</c>.
/// </summary>
public static class SupervisorTopics
{
    /// <summary>
    /// Starts a child. The payload is a <see cref="ChildSpec"/>, in Lua a table <c>{ id, definition, host, arguments, restart, shutdown, type }</c>;
    /// where there is a template, a list of further arguments. Answered with a <see cref="ChildInfo"/>.
    /// </summary>
    public const string StartChild = "supervisor.start_child";

    /// <summary>Stops a child; it is not started anew by itself. The payload is its id, or its pid where there is a template. Answered with true.</summary>
    public const string TerminateChild = "supervisor.terminate_child";

    /// <summary>Starts a child that does not run. The payload is its id. Answered with a <see cref="ChildInfo"/>.</summary>
    public const string RestartChild = "supervisor.restart_child";

    /// <summary>Forgets a child that does not run. The payload is its id. Answered with true.</summary>
    public const string DeleteChild = "supervisor.delete_child";

    /// <summary>Answered with a list of <see cref="ChildInfo"/>, in the order of their start.</summary>
    public const string Children = "supervisor.children";

    /// <summary>Answered with a <see cref="ChildCounts"/>.</summary>
    public const string Count = "supervisor.count";

    internal static readonly string[] All = [StartChild, TerminateChild, RestartChild, DeleteChild, Children, Count];
}
