namespace Artel.Supervision;

/// <summary>
/// The children of a supervisor: in the order of their start, by id, and by the pid of what runs. All of it at once is in constant time, so
/// that ten thousand children are no more than ten thousand times one. In the supervisor's turn only.
/// </summary>
internal sealed class ChildList
{
    private readonly LinkedList<SupervisedChild> _inOrder = new();
    private readonly Dictionary<string, SupervisedChild> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<Pid, SupervisedChild> _byPid = [];

    public int Count => _inOrder.Count;

    /// <summary>How many have a process.</summary>
    public int Active => _byPid.Count;

    public IEnumerable<SupervisedChild> InOrder => _inOrder;

    /// <summary>Adds one at the end.</summary>
    /// <param name="child">The child.</param>
    /// <param name="hasId">Whether it is known by its id.</param>
    public void Add(SupervisedChild child, bool hasId)
    {
        _inOrder.AddLast(child.Node);
        if (hasId)
            _byId.Add(child.Spec.Id, child);
    }

    public void Remove(SupervisedChild child)
    {
        Detach(child);
        _inOrder.Remove(child.Node);
        if (_byId.GetValueOrDefault(child.Spec.Id) == child)
            _byId.Remove(child.Spec.Id);
    }

    /// <summary>Its process is there.</summary>
    public void Attach(SupervisedChild child, ChildRun run)
    {
        child.Run = run;
        _byPid.Add(run.Cell!.Pid, child);
    }

    /// <summary>Its process is gone.</summary>
    public void Detach(SupervisedChild child)
    {
        if (child.Run?.Cell is { } cell)
            _byPid.Remove(cell.Pid);
        child.Run = null;
    }

    public SupervisedChild? Find(string id) => _byId.GetValueOrDefault(id);

    public SupervisedChild? Find(Pid pid) => _byPid.GetValueOrDefault(pid);

    /// <summary>Those from one on, or all, the last first. A copy: the list may change meanwhile.</summary>
    public List<SupervisedChild> Backwards(SupervisedChild? from = null)
    {
        var children = new List<SupervisedChild>();
        for (var node = _inOrder.Last; node is not null; node = node.Previous)
        {
            children.Add(node.Value);
            if (node.Value == from)
                break;
        }

        return children;
    }
}
