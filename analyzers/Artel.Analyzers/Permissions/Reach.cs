namespace Artel.Analyzers;

/// <summary>What a function needs with all that it calls, in terms of its parameters.</summary>
internal sealed class Reach
{
    private readonly List<PermissionNeed> _all = [];
    private readonly List<int> _lengths = [];
    private readonly List<int> _starts = [];
    private IReadOnlyList<PermissionNeed> _needs = [];

    /// <summary>Each need once, by the shortest way, those with short ways first.</summary>
    public IReadOnlyList<PermissionNeed> Needs => _needs;

    /// <summary>True where there may be more that cannot be seen.</summary>
    public bool IsOpaque { get; private set; }

    /// <summary>Behind how many calls there is something, in order.</summary>
    public IReadOnlyList<int> Lengths => _lengths;

    /// <summary>What is behind exactly so many calls.</summary>
    public IEnumerable<PermissionNeed> At(int length)
    {
        var index = _lengths.BinarySearch(length);
        if (index < 0)
            yield break;
        var end = index + 1 < _starts.Count ? _starts[index + 1] : _all.Count;
        for (var i = _starts[index]; i < end; i++)
            yield return _all[i];
    }

    /// <summary>Adds what is behind so many calls, which are more than before.</summary>
    public void Add(int length, IReadOnlyCollection<PermissionNeed> needs)
    {
        if (needs.Count == 0)
            return;
        _lengths.Add(length);
        _starts.Add(_all.Count);
        _all.AddRange(needs);
    }

    /// <summary>Nothing is added any more.</summary>
    public Reach Close(bool isOpaque)
    {
        IsOpaque = isOpaque;

        // Whether the process itself is spared tells two needs apart only for callers.
        var found = new HashSet<(string, ResourceTerm, bool)>();
        _needs = [.. _all.Where(need => found.Add((need.Action, need.Resource, need.IsCertain)))];
        return this;
    }
}
