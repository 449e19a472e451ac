namespace Artel.Security;

/// <summary>What a process may do that has no actor or no scope (statement 108).</summary>
public enum SecurityMode
{
    /// <summary>Nothing that needs a permission.</summary>
    Strict = 0,

    /// <summary>Everything that its definition declares. For development.</summary>
    Permissive,
}
