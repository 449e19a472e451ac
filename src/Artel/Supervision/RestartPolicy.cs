namespace Artel;

/// <summary>When a process that has ended is started anew (statement 117).</summary>
public enum RestartPolicy
{
    /// <summary>Always, whether it ended with an error or not.</summary>
    Permanent = 0,

    /// <summary>When it ended with an error.</summary>
    Transient,

    /// <summary>Never.</summary>
    Temporary,
}
