namespace Artel.Runtime;

/// <content>The names of a process: taken and freed under its lock, so that an ended process has none.</content>
internal sealed partial class Cell
{
    /// <summary>Takes a name for this process; gives who has it: this process, another one, or null when this one has ended.</summary>
    /// <exception cref="ProcessException">RATE_LIMITED: it has as many as its host allows.</exception>
    internal Cell? ClaimName(string name)
    {
        var relations = Relations;
        lock (relations)
        {
            if (relations.HasEnded)
                return null;
            if (relations.Names?.Count >= Host.MaxNamesPerProcess && !relations.Names.Contains(name))
                throw TooManyNames();
            var owner = Runtime.Names.GetOrAdd(name, this);
            if (ReferenceEquals(owner, this))
                (relations.Names ??= new(StringComparer.Ordinal)).Add(name);
            return owner;
        }
    }

    private ProcessException TooManyNames() => new(
        ErrorKind.RateLimited,
        $"register: {Pid} has {Host.MaxNamesPerProcess} names, the limit; unregister one, or raise MaxNamesPerProcess of host '{Host.Id}'",
        retryable: true);

    /// <summary>Its names, in order. Any thread.</summary>
    internal IReadOnlyList<string> NamesNow()
    {
        if (Volatile.Read(ref _relations) is not { } relations)
            return [];
        lock (relations)
            return relations.SortedNames();
    }

    /// <summary>Frees a name; false when this process does not have it.</summary>
    internal bool TryReleaseName(string name)
    {
        if (Volatile.Read(ref _relations) is not { } relations)
            return false;
        lock (relations)
            return relations.Names is { } names && names.Remove(name) && Runtime.Names.Remove(name, this);
    }
}
