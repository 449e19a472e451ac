namespace Artel;

/// <summary>
/// A supervisor, as one speaks to it: its children at run time. One made for a process is for that process's turns only; one made for the
/// runtime is thread-safe. Each call waits for as long as the supervisor needs, which does one thing after the other; give a token to stop
/// waiting.
/// </summary>
/// <remarks>
/// A failed call throws a <see cref="ProcessException"/>: NOT_FOUND where there is no such child, or the supervisor has ended; PERMISSION_DENIED
/// where the caller may not send to it, or the supervisor may not start such a child; else as each member says.
/// </remarks>
public readonly struct SupervisorRef : IEquatable<SupervisorRef>
{
    private readonly ProcessReference _supervisor;

    /// <summary>A supervisor that a process speaks to.</summary>
    /// <param name="from">Who speaks: <c>Process</c>.</param>
    /// <param name="supervisor">Its pid, a pid's text or a name.</param>
    public SupervisorRef(ProcessContext from, Destination supervisor) => _supervisor = new(from, supervisor);

    /// <summary>A supervisor that code outside of any process speaks to.</summary>
    /// <param name="from">The application's runtime.</param>
    /// <param name="supervisor">Its pid, a pid's text or a name.</param>
    public SupervisorRef(ArtelRuntime from, Destination supervisor) => _supervisor = new(from, supervisor);

    /// <summary>Whether both stand for the same pid, or for the same name.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SupervisorRef left, SupervisorRef right) => left.Equals(right);

    /// <summary>Whether they stand for different pids or names.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SupervisorRef left, SupervisorRef right) => !left.Equals(right);

    /// <summary>Starts a further child, after all others.</summary>
    /// <param name="child">The child.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">INVALID; ALREADY_EXISTS: there is a child of the id; or the error with which it did not start, after which it is none.</exception>
    public Task<ChildInfo> StartChildAsync(ChildSpec child, CancellationToken cancellationToken = default) =>
        _supervisor.AskAsync<ChildSpec, ChildInfo>(SupervisorTopics.StartChild, child, Timeout.InfiniteTimeSpan, cancellationToken).AsTask();

    /// <summary>Starts a child of the template (<see cref="SupervisionStrategy.SimpleOneForOne"/>).</summary>
    /// <param name="arguments">What follows the template's arguments.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">INVALID: there is no template; or the error with which it did not start.</exception>
    public Task<ChildInfo> StartChildAsync(IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default) =>
        _supervisor.AskAsync<object?[], ChildInfo>(SupervisorTopics.StartChild, [.. arguments], Timeout.InfiniteTimeSpan, cancellationToken).AsTask();

    /// <summary>Stops a child. Its supervisor knows it still, unless it is temporary, but does not start it by itself.</summary>
    /// <param name="id">The child's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">NOT_FOUND.</exception>
    public Task TerminateChildAsync(string id, CancellationToken cancellationToken = default) =>
        _supervisor.AskAsync<string, bool>(SupervisorTopics.TerminateChild, id, Timeout.InfiniteTimeSpan, cancellationToken).AsTask();

    /// <summary>Stops a child of the template (<see cref="SupervisionStrategy.SimpleOneForOne"/>).</summary>
    /// <param name="pid">The child.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">NOT_FOUND.</exception>
    public Task TerminateChildAsync(Pid pid, CancellationToken cancellationToken = default) =>
        _supervisor.AskAsync<Pid, bool>(SupervisorTopics.TerminateChild, pid, Timeout.InfiniteTimeSpan, cancellationToken).AsTask();

    /// <summary>Starts a child that does not run.</summary>
    /// <param name="id">The child's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">NOT_FOUND; CONFLICT: it runs; or the error with which it did not start.</exception>
    public Task<ChildInfo> RestartChildAsync(string id, CancellationToken cancellationToken = default) =>
        _supervisor.AskAsync<string, ChildInfo>(SupervisorTopics.RestartChild, id, Timeout.InfiniteTimeSpan, cancellationToken).AsTask();

    /// <summary>Has the supervisor forget a child that does not run.</summary>
    /// <param name="id">The child's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">NOT_FOUND; CONFLICT: it runs.</exception>
    public Task DeleteChildAsync(string id, CancellationToken cancellationToken = default) =>
        _supervisor.AskAsync<string, bool>(SupervisorTopics.DeleteChild, id, Timeout.InfiniteTimeSpan, cancellationToken).AsTask();

    /// <summary>All children, in the order of their start.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<IReadOnlyList<ChildInfo>> GetChildrenAsync(CancellationToken cancellationToken = default) =>
        _supervisor.AskAsync<IReadOnlyList<ChildInfo>>(SupervisorTopics.Children, Timeout.InfiniteTimeSpan, cancellationToken).AsTask();

    /// <summary>How many children there are.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ChildCounts> CountAsync(CancellationToken cancellationToken = default) =>
        _supervisor.AskAsync<ChildCounts>(SupervisorTopics.Count, Timeout.InfiniteTimeSpan, cancellationToken).AsTask();

    /// <inheritdoc/>
    public bool Equals(SupervisorRef other) => _supervisor.Equals(other._supervisor);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SupervisorRef other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _supervisor.GetHashCode();

    /// <summary>The pid's text or the name.</summary>
    public override string ToString() => _supervisor.ToString();
}
