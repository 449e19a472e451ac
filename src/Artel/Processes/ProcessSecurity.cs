using Artel.Security;

namespace Artel;

/// <summary>
/// Who a process acts for, and what it may do: the counterpart of Lua's <c>security</c> module. For use in the process's turn only.
/// </summary>
public abstract class ProcessSecurity
{
    private protected ProcessSecurity() { }

    /// <summary>Who the process acts for; null for nobody.</summary>
    public abstract Actor? Actor { get; }

    /// <summary>The policies that decide what it may do; null for none.</summary>
    public abstract Scope? Scope { get; }

    /// <summary>Whether an operation that makes this check would be allowed it: by the policies, the definition's declaration and the mode.</summary>
    /// <param name="action">What is done; one of <see cref="Permissions"/>, or of the application's own.</param>
    /// <param name="resource">What it is done to; of a process its pid or its name, as the operation takes it.</param>
    /// <param name="meta">More about it, as conditions on <c>meta.name</c> see it.</param>
    /// <exception cref="ProcessException">INVALID: the action or the resource is null, or a value can't be compared.</exception>
    public abstract bool Can(string action, string resource, IReadOnlyDictionary<string, object?>? meta = null);

    /// <summary>Makes an actor.</summary>
    /// <param name="id">Who it is; not empty.</param>
    /// <param name="meta">What policies can ask about it.</param>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED.</exception>
    public abstract Actor CreateActor(string id, IReadOnlyDictionary<string, object?>? meta = null);

    /// <summary>Makes a scope of policies.</summary>
    /// <param name="policies">The policies.</param>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED.</exception>
    public abstract Scope CreateScope(params IEnumerable<Policy> policies);

    /// <summary>A named policy.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED, NOT_FOUND.</exception>
    public abstract Policy GetPolicy(string id);

    /// <summary>The scope of a policy group; it follows the group's changes.</summary>
    /// <param name="id">The group's id.</param>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED, NOT_FOUND.</exception>
    public abstract Scope GetNamedScope(string id);
}
