#nullable enable
using System.Collections.Generic;

namespace Artel.Security;

/// <summary>
/// Which permissions each operation needs, on what, in the order in which they are checked: the one place that says so. The runtime's
/// checks go by these rows, and so do the analyzers, which are compiled with this file, and the page of the documentation.
/// </summary>
internal static class PermissionTable
{
    public static readonly OperationPermissions Send = new(
        "process.send, process.ask",
        "ProcessContext.Send, ProcessContext.TrySend, ProcessContext.SendAsync, ProcessContext.AskAsync",
        new PermissionCheck(Permissions.Send, ResourceKind.Process, "destination", 1));

    public static readonly OperationPermissions Spawn = new(
        "process.spawn, spawner:spawn",
        "ProcessContext.Spawn, ProcessContext.TrySpawn, Spawner.Spawn",
        new PermissionCheck(Permissions.Spawn, ResourceKind.Definition, "id", 1),
        new PermissionCheck(Permissions.Host, ResourceKind.Host, "host", 2));

    public static readonly OperationPermissions SpawnMonitored = new(
        "process.spawn_monitored, spawner:spawn_monitored",
        "ProcessContext.SpawnMonitored, Spawner.SpawnMonitored",
        new PermissionCheck(Permissions.Spawn, ResourceKind.Definition, "id", 1),
        new PermissionCheck(Permissions.SpawnMonitored, ResourceKind.Definition, "id", 1),
        new PermissionCheck(Permissions.Host, ResourceKind.Host, "host", 2));

    public static readonly OperationPermissions SpawnLinked = new(
        "process.spawn_linked, spawner:spawn_linked",
        "ProcessContext.SpawnLinked, Spawner.SpawnLinked",
        new PermissionCheck(Permissions.Spawn, ResourceKind.Definition, "id", 1),
        new PermissionCheck(Permissions.SpawnLinked, ResourceKind.Definition, "id", 1),
        new PermissionCheck(Permissions.Host, ResourceKind.Host, "host", 2));

    public static readonly OperationPermissions SpawnLinkedMonitored = new(
        "process.spawn_linked_monitored, spawner:spawn_linked_monitored",
        "ProcessContext.SpawnLinkedMonitored, Spawner.SpawnLinkedMonitored",
        new PermissionCheck(Permissions.Spawn, ResourceKind.Definition, "id", 1),
        new PermissionCheck(Permissions.SpawnMonitored, ResourceKind.Definition, "id", 1),
        new PermissionCheck(Permissions.SpawnLinked, ResourceKind.Definition, "id", 1),
        new PermissionCheck(Permissions.Host, ResourceKind.Host, "host", 2));

    public static readonly OperationPermissions Exec = new(
        "process.exec, process.call, spawner:exec",
        "ProcessContext.ExecAsync, Spawner.ExecAsync",
        new PermissionCheck(Permissions.Exec, ResourceKind.Definition, "id", 1),
        new PermissionCheck(Permissions.Host, ResourceKind.Host, "host", 2));

    /// <summary>Checked when the id is not that of the running definition.</summary>
    public static readonly OperationPermissions Upgrade = new(
        "process.upgrade",
        "ProcessContext.UpgradeAsync",
        new PermissionCheck(Permissions.Spawn, ResourceKind.Definition, "id", 1));

    public static readonly OperationPermissions Terminate = new(
        "process.terminate",
        "ProcessContext.Terminate, ProcessContext.TryTerminate",
        new PermissionCheck(Permissions.Terminate, ResourceKind.Process, "destination", 1));

    public static readonly OperationPermissions Cancel = new(
        "process.cancel",
        "ProcessContext.Cancel, ProcessContext.TryCancel",
        new PermissionCheck(Permissions.Cancel, ResourceKind.Process, "destination", 1));

    public static readonly OperationPermissions Monitor = new(
        "process.monitor",
        "ProcessContext.Monitor, ProcessContext.TryMonitor",
        new PermissionCheck(Permissions.Monitor, ResourceKind.Process, "destination", 1));

    public static readonly OperationPermissions Unmonitor = new(
        "process.unmonitor",
        "ProcessContext.Unmonitor",
        new PermissionCheck(Permissions.Unmonitor, ResourceKind.Process, "destination", 1));

    public static readonly OperationPermissions Link = new(
        "process.link",
        "ProcessContext.Link, ProcessContext.TryLink",
        new PermissionCheck(Permissions.Link, ResourceKind.Process, "destination", 1));

    public static readonly OperationPermissions Unlink = new(
        "process.unlink",
        "ProcessContext.Unlink",
        new PermissionCheck(Permissions.Unlink, ResourceKind.Process, "destination", 1));

    public static readonly OperationPermissions WithContext = new(
        "process.with_context, spawner:with_context",
        "ProcessContext.WithContext, Spawner.WithContext",
        new PermissionCheck(Permissions.Context, ResourceKind.Constant, "context", 0));

    public static readonly OperationPermissions WithSecurity = new(
        "spawner:with_actor, spawner:with_scope",
        "Spawner.WithActor, Spawner.WithScope, ProcessContext.WithActor, ProcessContext.WithScope",
        new PermissionCheck(Permissions.Security, ResourceKind.Constant, "security", 0));

    /// <summary>Checked at the spawn.</summary>
    public static readonly OperationPermissions WithName = new(
        "spawner:with_name",
        "Spawner.WithName, ProcessContext.WithName",
        new PermissionCheck(Permissions.RegistryRegister, ResourceKind.Name, "name", 1));

    public static readonly OperationPermissions Register = new(
        "process.registry.register",
        "ProcessRegistry.Register, ProcessRegistry.TryRegister",
        new PermissionCheck(Permissions.RegistryRegister, ResourceKind.Name, "name", 1),
        new PermissionCheck(Permissions.RegistryForeign, ResourceKind.ForeignProcess, "pid", 2));

    public static readonly OperationPermissions Unregister = new(
        "process.registry.unregister",
        "ProcessRegistry.Unregister",
        new PermissionCheck(Permissions.RegistryUnregister, ResourceKind.Name, "name", 1),
        new PermissionCheck(Permissions.RegistryForeign, ResourceKind.ForeignProcess, "name", 1));

    public static readonly OperationPermissions CallFunction = new(
        "funcs.call, funcs.async, executor:call, executor:async",
        "FunctionExecutor.CallAsync, FunctionExecutor.Start",
        new PermissionCheck(Permissions.CallFunction, ResourceKind.Definition, "id", 1));

    public static readonly OperationPermissions FunctionContext = new(
        "executor:with_context",
        "FunctionExecutor.WithContext",
        new PermissionCheck(Permissions.FunctionContext, ResourceKind.Constant, "context", 0));

    public static readonly OperationPermissions FunctionSecurity = new(
        "executor:with_actor, executor:with_scope",
        "FunctionExecutor.WithActor, FunctionExecutor.WithScope",
        new PermissionCheck(Permissions.FunctionSecurity, ResourceKind.Constant, "security", 0));

    public static readonly OperationPermissions CreateActor = new(
        "security.new_actor",
        "ProcessSecurity.CreateActor",
        new PermissionCheck(Permissions.ActorCreate, ResourceKind.Actor, "id", 1));

    public static readonly OperationPermissions CreateScope = new(
        "security.new_scope, scope:with, scope:without",
        "ProcessSecurity.CreateScope",
        new PermissionCheck(Permissions.ScopeCreate, ResourceKind.Constant, "custom", 0));

    public static readonly OperationPermissions GetPolicy = new(
        "security.policy",
        "ProcessSecurity.GetPolicy",
        new PermissionCheck(Permissions.PolicyGet, ResourceKind.Policy, "id", 1));

    public static readonly OperationPermissions GetNamedScope = new(
        "security.named_scope",
        "ProcessSecurity.GetNamedScope",
        new PermissionCheck(Permissions.PolicyGroupGet, ResourceKind.PolicyGroup, "id", 1));

    public static readonly OperationPermissions QueuePublish = new(
        "queue.publish",
        "QueueClient.PublishAsync",
        new PermissionCheck(Permissions.QueuePublish, ResourceKind.Constant, "", 0),
        new PermissionCheck(Permissions.QueuePublishQueue, ResourceKind.Queue, "queue", 1));

    /// <summary>All rows.</summary>
    public static IReadOnlyList<OperationPermissions> All { get; } =
    [
        Send, Spawn, SpawnMonitored, SpawnLinked, SpawnLinkedMonitored, Exec, Upgrade, Terminate, Cancel, Monitor, Unmonitor, Link, Unlink,
        WithContext, WithSecurity, WithName, Register, Unregister, CallFunction, FunctionContext, FunctionSecurity, QueuePublish,
        CreateActor, CreateScope, GetPolicy, GetNamedScope,
    ];

    /// <summary>All actions, each once, in the order of the rows; an action's number is its place in it.</summary>
    public static IReadOnlyList<string> Actions { get; } = FindActions();

    /// <summary>A check of an action; null if the action is none of the table.</summary>
    public static PermissionCheck? Find(string action)
    {
        foreach (var row in All)
        {
            foreach (var check in row.Checks)
            {
                if (check.Action == action)
                    return check;
            }
        }

        return null;
    }

    private static List<string> FindActions()
    {
        var actions = new List<string>();
        foreach (var row in All)
        {
            foreach (var check in row.Checks)
            {
                if (!actions.Contains(check.Action))
                    actions.Add(check.Action);
                check.Number = actions.IndexOf(check.Action);
            }
        }

        return actions;
    }
}
