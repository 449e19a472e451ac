namespace Artel;

/// <summary>The names of processes, as seen by one process. A process may have any number of names; they are free when it has ended.</summary>
public abstract class ProcessRegistry
{
    private protected ProcessRegistry() { }

    /// <summary>Gives a process a name. The same name for the same process again changes nothing.</summary>
    /// <param name="name">The name; not empty.</param>
    /// <param name="pid">The process; null for the calling one.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND (the process has ended), ALREADY_EXISTS (another process has the name), PERMISSION_DENIED.</exception>
    public void Register(string name, Pid? pid = null)
    {
        if (RegisterCore(name, pid) is { } error)
            throw error;
    }

    /// <summary>Gives a process a name; false where <see cref="Register"/> throws.</summary>
    /// <param name="name">The name; not empty.</param>
    /// <param name="pid">The process; null for the calling one.</param>
    public bool TryRegister(string name, Pid? pid = null) => RegisterCore(name, pid) is null;

    /// <summary>The process that has a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND.</exception>
    public abstract Pid Lookup(string name);

    /// <summary>The process that has a name; null when nobody has it.</summary>
    /// <param name="name">The name.</param>
    public abstract Pid? TryLookup(string name);

    /// <summary>Takes a name away.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether somebody had it.</returns>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED.</exception>
    public abstract bool Unregister(string name);

    internal abstract ProcessException? RegisterCore(string name, Pid? pid);
}
