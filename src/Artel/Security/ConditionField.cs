namespace Artel.Security;

/// <summary>What a condition may depend on.</summary>
[Flags]
internal enum ConditionRoots : byte
{
    None = 0,
    Actor = 1,
    Action = 2,
    Resource = 4,
    Meta = 8,
}

/// <summary>The field of a condition: <c>actor.id</c>, <c>actor.meta.x.y</c>, <c>action</c>, <c>resource</c>, <c>meta.x.y</c>. Immutable.</summary>
internal sealed class ConditionField
{
    private readonly string _text;
    private readonly string[] _path;

    /// <exception cref="ArgumentException">It is none of these.</exception>
    public ConditionField(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
        var parts = text.Split('.');
        (Root, _path) = parts switch
        {
            ["action"] => (ConditionRoots.Action, []),
            ["resource"] => (ConditionRoots.Resource, []),
            ["actor", "id"] => (ConditionRoots.Actor, []),
            ["actor", "meta", _, ..] => (ConditionRoots.Actor, parts[2..]),
            ["meta", _, ..] => (ConditionRoots.Meta, parts[1..]),
            _ => throw NoField(text),
        };
        if (Array.Exists(_path, string.IsNullOrEmpty))
            throw NoField(text);
    }

    public ConditionRoots Root { get; }

    public bool TryGet(in PolicyCheck check, out object? value)
    {
        switch (Root)
        {
            case ConditionRoots.Action:
                value = check.Action;
                return true;
            case ConditionRoots.Resource:
                value = check.Resource;
                return true;
            case ConditionRoots.Meta:
                value = null;
                return check.Attributes is { } attributes && attributes.TryGet(_path[0], out value) && TryDescend(ref value, 1);
            default:
                value = check.Actor?.Id;
                if (_path.Length == 0 || check.Actor is null)
                    return check.Actor is not null;
                return check.Actor.Meta.TryGetValue(_path[0], out value) && TryDescend(ref value, 1);
        }
    }

    public override string ToString() => _text;

    private bool TryDescend(ref object? value, int depth)
    {
        for (; depth < _path.Length; depth++)
        {
            if (value is not IReadOnlyDictionary<string, object?> nested || !nested.TryGetValue(_path[depth], out value))
                return false;
        }

        return true;
    }

    private static ArgumentException NoField(string text) => new(
        $"'{text}' is not a field of a condition; there are actor.id, actor.meta.<name>, action, resource and meta.<name>.", nameof(text));
}
