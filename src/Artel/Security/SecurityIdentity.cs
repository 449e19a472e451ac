namespace Artel.Security;

/// <summary>
/// The actor and the scope that a process acts with, and hands on to what it spawns. One object for all who have it by inheritance, so
/// that what was decided for one is decided for all. Thread-safe.
/// </summary>
internal sealed class SecurityIdentity(Actor? actor, Scope? scope)
{
    private readonly Lock _gate = new();

    /// <summary>One for each definition that runs with this identity; replaced, never changed.</summary>
    private volatile Authority[] _authorities = [];

    public Actor? Actor => actor;

    public Scope? Scope => scope;

    /// <summary>What processes of a definition may do with this identity.</summary>
    /// <param name="rules">The application's rules.</param>
    /// <param name="definition">The definition's id.</param>
    /// <param name="declared">What it declares.</param>
    public Authority For(SecurityRules rules, string definition, IReadOnlyList<PermissionDeclaration>? declared)
    {
        if (Find(definition, declared) is { } known)
            return known;
        lock (_gate)
        {
            if (Find(definition, declared) is { } made)
                return made;
            var authority = new Authority(rules, this, definition, declared);
            _authorities = [.. _authorities, authority];
            return authority;
        }
    }

    private Authority? Find(string definition, IReadOnlyList<PermissionDeclaration>? declared)
    {
        foreach (var authority in _authorities)
        {
            if (authority.Definition == definition && ReferenceEquals(authority.Declared, declared))
                return authority;
        }

        return null;
    }
}

/// <summary>What holds for all of an application's checks.</summary>
internal sealed class SecurityRules(SecurityMode mode, PolicyCatalog catalog)
{
    public SecurityMode Mode => mode;

    public PolicyCatalog Catalog => catalog;
}
