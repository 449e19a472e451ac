namespace Artel;

/// <summary>
/// Where an operation goes: a pid, a pid's text, or a registered name. Text is read as a pid first and then as a name (statement 4).
/// </summary>
public readonly struct Destination
{
    private readonly object? _value;

    private Destination(object? value) => _value = value;

    /// <summary>The pid, if it was given as one.</summary>
    internal Pid? Pid => _value as Pid;

    /// <summary>The text, if it was given as one.</summary>
    internal string? Text => _value as string;

    /// <summary>Whether it is the very same pid or text.</summary>
    internal bool IsSameAs(Destination other) => ReferenceEquals(_value, other._value);

    /// <summary>A process by its pid.</summary>
    /// <param name="pid">The pid; null is refused with INVALID by the operation that gets it.</param>
    public static implicit operator Destination(Pid? pid) => new(pid);

    /// <summary>A process by its pid's text or by its registered name.</summary>
    /// <param name="text">The text; null or empty is refused with INVALID by the operation that gets it.</param>
    public static implicit operator Destination(string? text) => new(text);

    /// <summary>A process by its pid; the same as the implicit conversion.</summary>
    /// <param name="pid">The pid.</param>
    public static Destination FromPid(Pid? pid) => new(pid);

    /// <summary>A process by text; the same as the implicit conversion.</summary>
    /// <param name="text">A pid's text or a name.</param>
    public static Destination FromString(string? text) => new(text);

    /// <summary>The pid's text or the name.</summary>
    public override string ToString() => _value?.ToString() ?? "";
}
