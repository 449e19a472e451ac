using System.Diagnostics.CodeAnalysis;
using Artel.Payloads;

namespace Artel.Supervision;

/// <content>What a supervisor does at a message (<see cref="SupervisorTopics"/>).</content>
internal sealed partial class SupervisorBehavior
{
    public BehaviorStep Receive(Message message)
    {
        switch (message.Topic)
        {
            case SupervisorTopics.StartChild:
                return BehaviorStep.From(StartChildAsync(message));
            case SupervisorTopics.TerminateChild:
                return BehaviorStep.From(TerminateChildAsync(message));
            case SupervisorTopics.RestartChild:
                return BehaviorStep.From(RestartChildAsync(message));
            case SupervisorTopics.DeleteChild:
                DeleteChild(message);
                return BehaviorStep.Done;
            case SupervisorTopics.Children:
                message.Reply<IReadOnlyList<ChildInfo>>([.. _children.InOrder.Select(child => child.ToInfo(spec.IsTemplate))]);
                return BehaviorStep.Done;
            case SupervisorTopics.Count:
                message.Reply(Count());
                return BehaviorStep.Done;
            default:
                Refuse(message, ErrorKind.Invalid, $"there is no topic '{message.Topic}'; there are {string.Join(", ", SupervisorTopics.All)}");
                return BehaviorStep.Done;
        }
    }

    private async ValueTask StartChildAsync(Message message)
    {
        if (!TryReadChild(message, out var child))
            return;
        if (!spec.IsTemplate && _children.Find(child.Spec.Id) is { } there)
        {
            Refuse(message, ErrorKind.AlreadyExists, there.Run?.Cell is { } cell
                ? $"there is a child '{child.Spec.Id}' already, {cell.Pid}"
                : $"there is a child '{child.Spec.Id}' already, which does not run; restart it, or delete it first");
            return;
        }

        _children.Add(child, hasId: !spec.IsTemplate);
        await StartAndAnswerAsync(message, child, isNew: true);
    }

    private async ValueTask TerminateChildAsync(Message message)
    {
        if (!TryFind(message, out var child))
            return;
        await StopAsync(child);
        if (child.Spec.Restart == RestartPolicy.Temporary || spec.IsTemplate)
            _children.Remove(child);
        message.Reply(true);
    }

    private async ValueTask RestartChildAsync(Message message)
    {
        if (!TryFind(message, out var child))
            return;
        if (child.Run is not null)
        {
            Refuse(message, ErrorKind.Conflict, $"child '{child.Name(spec.IsTemplate)}' runs; terminate it first");
            return;
        }

        await StartAndAnswerAsync(message, child, isNew: false);
    }

    private void DeleteChild(Message message)
    {
        if (!TryFind(message, out var child))
            return;
        if (child.Run is not null)
        {
            Refuse(message, ErrorKind.Conflict, $"child '{child.Name(spec.IsTemplate)}' runs; terminate it first");
            return;
        }

        _children.Remove(child);
        message.Reply(true);
    }

    private async ValueTask StartAndAnswerAsync(Message message, SupervisedChild child, bool isNew)
    {
        if (await TryStartAsync(child) is { } error)
        {
            if (isNew)
                _children.Remove(child);
            message.ReplyError(new ProcessException(
                error.Kind, $"supervisor '{_cell.Id}': child '{child.Spec.Id}' ({child.Spec.Definition}) did not start: {error.Message}", error, error.Retryable));
            return;
        }

        message.Reply(child.ToInfo(spec.IsTemplate));
    }

    private ChildCounts Count()
    {
        var supervisors = _children.InOrder.Count(static child => child.Type == ChildType.Supervisor);
        return new ChildCounts(spec.IsTemplate ? 1 : _children.Count, _children.Active, supervisors, _children.Count - supervisors);
    }

    /// <summary>The child of a message: a spec; where there is a template, that with further arguments.</summary>
    private bool TryReadChild(Message message, [NotNullWhen(true)] out SupervisedChild? child)
    {
        child = null;
        if (spec.IsTemplate)
        {
            object?[] more = [];
            if (message.Count > 0 && !TryReadArguments(message, out more))
                return false;
            var template = spec.Children[0];
            child = new SupervisedChild(template, SpawnArguments.Of([.. template.Arguments, .. more]));
            return true;
        }

        if (!message.TryGet<ChildSpec>(0, "child", out var read, out var error))
        {
            _cell.Reject(message, error);
            return false;
        }

        if (read.FindProblem() is { } problem)
        {
            Refuse(message, ErrorKind.Invalid, problem);
            return false;
        }

        child = new SupervisedChild(read, SpawnArguments.Of([.. read.Arguments]));
        return true;
    }

    private bool TryReadArguments(Message message, out object?[] arguments)
    {
        arguments = [];
        switch (message.Payload)
        {
            case null:
                return true;
            case IEnumerable<object?> values:
                arguments = [.. values];
                return true;

            // An empty table of Lua may be either.
            case System.Collections.ICollection { Count: 0 }:
                return true;
            default:
                Refuse(message, ErrorKind.Invalid, "a list of further arguments is needed, since the children are made of a template");
                return false;
        }
    }

    /// <summary>The child that a message names: by its id, or by its pid.</summary>
    private bool TryFind(Message message, [NotNullWhen(true)] out SupervisedChild? child)
    {
        child = null;
        if (!TryReadName(message, out var name))
            return false;
        child = spec.IsTemplate ? Pid.TryParse(name, out var pid) ? _children.Find(pid) : null : _children.Find(name);
        if (child is not null)
            return true;
        Refuse(message, ErrorKind.NotFound, $"there is no child '{name}'");
        return false;
    }

    private bool TryReadName(Message message, [NotNullWhen(true)] out string? name)
    {
        name = message.TryGetPayload<Pid>(out var pid) ? pid?.ToString() : message.TryGetPayload<string>(out var text) ? text : null;
        if (!string.IsNullOrEmpty(name))
            return true;
        Refuse(message, ErrorKind.Invalid, spec.IsTemplate ? "the pid of a child is needed" : "the id of a child is needed");
        return false;
    }

    private void Refuse(Message message, ErrorKind kind, string problem) =>
        _cell.Reject(message, new ProcessException(kind, $"supervisor '{_cell.Id}': {message.Topic}: {problem}", retryable: false));
}
