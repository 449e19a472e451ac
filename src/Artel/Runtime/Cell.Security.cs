using Artel.Security;

namespace Artel.Runtime;

/// <content>What the process may do: each operation asks here before it acts.</content>
internal sealed partial class Cell : ISpawnOwner
{
    /// <summary>What it may do; another one after an upgrade.</summary>
    internal Authority Authority => _own.Kind.Authority;

    SecurityIdentity ISpawnOwner.Identity => Authority.Identity;

    public override ProcessSecurity Security => Rarities.Security ??= new CellSecurity(this);

    void ISpawnOwner.Authorize(string operation, OperationPermissions permissions) => Authorize(operation, permissions.Checks[0]);

    /// <summary>Whether it may do something to a resource that is always the same; throws if not.</summary>
    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    internal void Authorize(string operation, PermissionCheck check)
    {
        if (FindDenial(operation, check, check.Argument) is { } denied)
            throw denied;
    }

    /// <summary>Whether it may do something; the error if not.</summary>
    /// <param name="operation">The operation's name, for the error.</param>
    /// <param name="check">The check.</param>
    /// <param name="resource">What it is done to: a pid or a text.</param>
    /// <param name="target">The process that it is done to.</param>
    /// <param name="name">The name by which that was found.</param>
    /// <param name="topic">The topic of a message.</param>
    internal ProcessException? FindDenial(
        string operation, PermissionCheck check, object resource, Cell? target = null, string? name = null, string? topic = null)
    {
        if (Authority.IsAlwaysAllowed(check))
            return null;
        if (!Authority.TryRecall(check, resource, out var denial))
            denial = Authority.Check(check, resource, new CallAttributes(this, target, name, topic));
        if (denial is null)
            return null;

        // What a name stands for is no business of who may not use it (statement 5).
        var asked = check.Resource == ResourceKind.Process ? name : null;
        return Runtime.Denials.Report(this, operation, check.Action, resource, denial, asked);
    }

    /// <summary>Whether it may spawn; the error if not.</summary>
    internal ProcessException? FindSpawnDenial(PermissionCheck check, string resource, string definition, string host, string? name)
    {
        if (Authority.IsAlwaysAllowed(check))
            return null;
        if (!Authority.TryRecall(check, resource, out var denial))
            denial = Authority.Check(check, resource, new CallAttributes(this, definition, host, name));
        return denial is null ? null : Runtime.Denials.Report(this, "spawn", check.Action, resource, denial);
    }

    /// <summary>The process's view of its own security.</summary>
    private sealed class CellSecurity(Cell cell) : ProcessSecurity
    {
        public override Actor? Actor => cell.Authority.Identity.Actor;

        public override Scope? Scope => cell.Authority.Identity.Scope;

        public override bool Can(string action, string resource, IReadOnlyDictionary<string, object?>? meta = null)
        {
            if (string.IsNullOrEmpty(action))
                throw new ProcessException(ErrorKind.Invalid, "can: the action is empty", retryable: false);
            if (resource is null)
                throw new ProcessException(ErrorKind.Invalid, "can: the resource is missing", retryable: false);
            var attributes = AttributesOf(action, ref resource, meta is null ? null : new GivenAttributes(meta));
            return cell.Authority.Check(action, resource, attributes) is null;
        }

        /// <summary>What the operation itself would look at: a name becomes the pid of who has it, and the target tells of itself.</summary>
        private CallAttributes AttributesOf(string action, ref string resource, ICheckAttributes? given)
        {
            switch (PermissionTable.Find(action)?.Resource)
            {
                case ResourceKind.Process or ResourceKind.ForeignProcess:
                    var destination = resource;
                    if (cell.Runtime.TryResolve("can", destination, out var target, out _))
                        resource = target.Pid.ToString();
                    return new(cell, given, target, name: destination);
                case ResourceKind.Definition:
                    return new(cell, given, definition: resource);
                case ResourceKind.Host:
                    return new(cell, given, host: resource);
                case ResourceKind.Name:
                    return new(cell, given, name: resource);
                default:
                    return new(cell, given);
            }
        }

        public override Actor CreateActor(string id, IReadOnlyDictionary<string, object?>? meta = null)
        {
            VerifyText("new_actor", "actor id", id);
            Require("new_actor", PermissionTable.CreateActor, id);
            return new Actor(id, meta);
        }

        public override Scope CreateScope(params IEnumerable<Policy> policies)
        {
            Require("new_scope", PermissionTable.CreateScope, PermissionTable.CreateScope.Checks[0].Argument);
            return new Scope(policies);
        }

        public override Policy GetPolicy(string id)
        {
            VerifyText("policy", "policy id", id);
            Require("policy", PermissionTable.GetPolicy, id);
            return cell.Runtime.Policies.Find(id) ?? throw new ProcessException(ErrorKind.NotFound, $"policy: there is no policy '{id}'", retryable: false);
        }

        public override Scope GetNamedScope(string id)
        {
            VerifyText("named_scope", "group id", id);
            Require("named_scope", PermissionTable.GetNamedScope, id);
            return cell.Runtime.Policies.Current.Groups.ContainsKey(id)
                ? cell.Runtime.Policies.CreateScope(groups: [id])
                : throw new ProcessException(ErrorKind.NotFound, $"named_scope: there is no policy group '{id}'", retryable: false);
        }

        private static void VerifyText(string operation, string what, string? text)
        {
            if (string.IsNullOrEmpty(text))
                throw new ProcessException(ErrorKind.Invalid, $"{operation}: the {what} is empty", retryable: false);
        }

        private void Require(string operation, OperationPermissions permissions, string resource)
        {
            if (cell.FindDenial(operation, permissions.Checks[0], resource) is { } denied)
                throw denied;
        }
    }
}

/// <summary>
/// What conditions see of a process's operation (statements 6 and 113): <c>meta.pid</c> is the caller's; <c>meta.target</c>,
/// <c>meta.definition</c>, <c>meta.host</c>, <c>meta.name</c> and <c>meta.names</c> are the target's, <c>meta.topic</c> the message's.
/// </summary>
internal sealed class CallAttributes : ICheckAttributes
{
    private readonly Cell _caller;
    private readonly Cell? _target;
    private readonly string? _name;
    private readonly string? _topic;
    private readonly string? _definition;
    private readonly string? _host;
    private readonly ICheckAttributes? _given;

    public CallAttributes(Cell caller, Cell? target, string? name, string? topic)
    {
        _caller = caller;
        _target = target;

        // A destination's text may be that of a pid, and is from Lua; that is no name, and hides none.
        _name = name is not null && Pid.LooksLikePid(name) ? null : name;
        _topic = topic;
        _definition = target?.Id;
        _host = target?.Host.Id;
    }

    /// <summary>Of a spawn: there is no target yet.</summary>
    public CallAttributes(Cell caller, string definition, string host, string? name)
    {
        _caller = caller;
        _definition = definition;
        _host = host;
        _name = name;
    }

    /// <summary>Of a question: what was given, and what the operation itself would know.</summary>
    public CallAttributes(
        Cell caller, ICheckAttributes? given, Cell? target = null, string? definition = null, string? host = null, string? name = null)
        : this(caller, target, name, topic: null)
    {
        _given = given;
        _definition ??= definition;
        _host ??= host;
    }

    public bool TryGet(string name, out object? value)
    {
        // Who asks is known, whatever is given.
        if (_given is not null && name != "pid" && _given.TryGet(name, out value))
            return true;
        value = name switch
        {
            "pid" => _caller.Pid.ToString(),
            "target" => _target?.Pid.ToString(),
            "definition" => _definition,
            "host" => _host,
            "topic" => _topic,
            "name" => _name ?? (_target?.NamesNow() is [var first, ..] ? first : null),
            "names" => _target?.NamesNow().ToList<object?>().AsReadOnly(),
            _ => null,
        };
        return value is not null;
    }
}
