namespace Artel.Runtime;

/// <content>The names of a process: taken and freed under its lock, so that an ended process has none.</content>
internal sealed partial class Cell
{
    /// <summary>Takes a name for this process; gives who has it: this process, another one, or null when this one has ended.</summary>
    /// <exception cref="ProcessException">RATE_LIMITED: it has as many as its host allows.</exception>
    internal Cell? ClaimName(string name)
    {
        lock (_relations)
        {
            if (_ended)
                return null;
            if (_names?.Count >= _host.MaxNamesPerProcess && !_names.Contains(name))
                throw TooManyNames();
            var owner = Runtime.Names.GetOrAdd(name, this);
            if (ReferenceEquals(owner, this))
                (_names ??= new(StringComparer.Ordinal)).Add(name);
            return owner;
        }
    }

    private ProcessException TooManyNames() => new(
        ErrorKind.RateLimited,
        $"register: {Pid} has {_host.MaxNamesPerProcess} names, the limit; unregister one, or raise MaxNamesPerProcess of host '{_host.Id}'",
        retryable: true);

    /// <summary>Its names, in order. Any thread.</summary>
    internal IReadOnlyList<string> NamesNow()
    {
        lock (_relations)
            return _names is null ? [] : [.. _names.Order(StringComparer.Ordinal)];
    }

    /// <summary>Frees a name; false when this process does not have it.</summary>
    internal bool TryReleaseName(string name)
    {
        lock (_relations)
            return _names is not null && _names.Remove(name) && Runtime.Names.Remove(name, this);
    }
}
