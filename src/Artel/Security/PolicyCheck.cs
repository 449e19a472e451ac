namespace Artel.Security;

/// <summary>What a policy is asked.</summary>
internal readonly struct PolicyCheck(Actor? actor, string action, string resource, ICheckAttributes? attributes)
{
    public Actor? Actor => actor;

    public string Action => action;

    public string Resource => resource;

    /// <summary>What conditions see as <c>meta</c>.</summary>
    public ICheckAttributes? Attributes => attributes;
}

/// <summary>A resource that is in a place with others like it: a pid. Its text reads <c>{node@host|unique}</c>.</summary>
internal interface IPlacedResource
{
    /// <summary>The node and the host.</summary>
    ProcessPlace Place { get; }
}

/// <summary>A node and a host on it: where a process runs. One object for all processes that were started there; comparable by value.</summary>
internal sealed class ProcessPlace(string node, string host) : IEquatable<ProcessPlace>
{
    private readonly int _hash = HashCode.Combine(node, host);

    /// <summary>The node's name.</summary>
    public string Node => node;

    /// <summary>The host's id.</summary>
    public string Host => host;

    public bool Equals(ProcessPlace? other) => ReferenceEquals(this, other) || (other is not null && other.Host == host && other.Node == node);

    public override bool Equals(object? obj) => Equals(obj as ProcessPlace);

    public override int GetHashCode() => _hash;
}

/// <summary>The attributes of a check; asked for only where a condition looks at them.</summary>
internal interface ICheckAttributes
{
    bool TryGet(string name, out object? value);
}

/// <summary>Attributes that were given as values.</summary>
internal sealed class GivenAttributes : ICheckAttributes
{
    private readonly System.Collections.Frozen.FrozenDictionary<string, object?> _values;

    /// <exception cref="ProcessException">INVALID: a value that can't be compared.</exception>
    public GivenAttributes(IReadOnlyDictionary<string, object?> values) => _values = MetaValue.Copy(values, "meta");

    public bool TryGet(string name, out object? value) => _values.TryGetValue(name, out value);
}
