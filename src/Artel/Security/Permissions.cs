namespace Artel;

/// <summary>The actions that a process needs permission for. What each is checked against is in the table of the documentation.</summary>
public static class Permissions
{
    /// <summary>Send a message or a request; checked on the pid that the destination resolves to.</summary>
    public const string Send = "process.send";

    /// <summary>Spawn a process, or upgrade to another definition; checked on the definition's id.</summary>
    public const string Spawn = "process.spawn";

    /// <summary>Spawn a process and monitor it; checked on the definition's id.</summary>
    public const string SpawnMonitored = "process.spawn.monitored";

    /// <summary>Spawn a process and link it; checked on the definition's id.</summary>
    public const string SpawnLinked = "process.spawn.linked";

    /// <summary>Have a process run on a host; checked on the host's id.</summary>
    public const string Host = "process.host";

    /// <summary>Spawn a process and wait for its result; checked on the definition's id.</summary>
    public const string Exec = "process.exec";

    /// <summary>End a process at once; checked on its pid.</summary>
    public const string Terminate = "process.terminate";

    /// <summary>Ask a process to end; checked on its pid.</summary>
    public const string Cancel = "process.cancel";

    /// <summary>Watch a process; checked on its pid.</summary>
    public const string Monitor = "process.monitor";

    /// <summary>Stop watching a process; checked on its pid.</summary>
    public const string Unmonitor = "process.unmonitor";

    /// <summary>Link a process; checked on its pid.</summary>
    public const string Link = "process.link";

    /// <summary>Remove the link to a process; checked on its pid.</summary>
    public const string Unlink = "process.unlink";

    /// <summary>Give context values to what is spawned; checked on <c>context</c>.</summary>
    public const string Context = "process.context";

    /// <summary>Give another actor or scope to what is spawned; checked on <c>security</c>.</summary>
    public const string Security = "process.security";

    /// <summary>Register a name; checked on the name.</summary>
    public const string RegistryRegister = "process.registry.register";

    /// <summary>Take a name away; checked on the name.</summary>
    public const string RegistryUnregister = "process.registry.unregister";

    /// <summary>Register or take away a name of another process; checked on that process's pid.</summary>
    public const string RegistryForeign = "process.registry.foreign";

    /// <summary>Call a function; checked on its id.</summary>
    public const string CallFunction = "funcs.call";

    /// <summary>Give context values to the functions that are called; checked on <c>context</c>.</summary>
    public const string FunctionContext = "funcs.context";

    /// <summary>Give another actor or scope to the functions that are called; checked on <c>security</c>.</summary>
    public const string FunctionSecurity = "funcs.security";

    /// <summary>Make an actor; checked on its id.</summary>
    public const string ActorCreate = "security.actor.create";

    /// <summary>Make a scope; checked on <c>custom</c>.</summary>
    public const string ScopeCreate = "security.scope.create";

    /// <summary>Get a policy; checked on its id.</summary>
    public const string PolicyGet = "security.policy.get";

    /// <summary>Get the scope of a policy group; checked on the group's id.</summary>
    public const string PolicyGroupGet = "security.policy_group.get";

    /// <summary>Publish to queues at all; checked on the empty text.</summary>
    public const string QueuePublish = "queue.publish";

    /// <summary>Publish to a queue; checked on the queue's id.</summary>
    public const string QueuePublishQueue = "queue.publish.queue";
}
