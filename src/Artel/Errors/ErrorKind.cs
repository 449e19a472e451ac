namespace Artel;

/// <summary>
/// What sort of failure an error is. The same set in C# and in Lua (<c>errors.NOT_FOUND</c> is <see cref="NotFound"/>).
/// </summary>
public enum ErrorKind
{
    /// <summary>The failure has no kind: an exception or a Lua error that nobody classified.</summary>
    Unknown = 0,

    /// <summary>What was named does not exist: a pid that has ended, a free name, an unknown definition or host.</summary>
    NotFound,

    /// <summary>What was to be made is there already: a taken name, a second monitor.</summary>
    AlreadyExists,

    /// <summary>An argument is missing, malformed or of the wrong shape.</summary>
    Invalid,

    /// <summary>The caller's security scope, or the definition's declaration, does not allow the operation.</summary>
    PermissionDenied,

    /// <summary>The target is there but takes nothing now, as a host that is stopping.</summary>
    Unavailable,

    /// <summary>A failure inside the runtime or an exception that left a process's code.</summary>
    Internal,

    /// <summary>The operation or the process was cancelled or terminated.</summary>
    Canceled,

    /// <summary>The operation contradicts the state of its target.</summary>
    Conflict,

    /// <summary>A deadline passed.</summary>
    Timeout,

    /// <summary>A limit was reached: a full mailbox, a full host.</summary>
    RateLimited,
}

/// <summary>The text forms of <see cref="ErrorKind"/>.</summary>
public static class ErrorKindNames
{
    /// <summary>The kind's text value, as Lua's <c>err:kind()</c> gives it: <c>"NotFound"</c>; the empty text for <see cref="ErrorKind.Unknown"/>.</summary>
    /// <param name="kind">The kind.</param>
    public static string ToText(this ErrorKind kind) => kind switch
    {
        ErrorKind.NotFound => "NotFound",
        ErrorKind.AlreadyExists => "AlreadyExists",
        ErrorKind.Invalid => "Invalid",
        ErrorKind.PermissionDenied => "PermissionDenied",
        ErrorKind.Unavailable => "Unavailable",
        ErrorKind.Internal => "Internal",
        ErrorKind.Canceled => "Canceled",
        ErrorKind.Conflict => "Conflict",
        ErrorKind.Timeout => "Timeout",
        ErrorKind.RateLimited => "RateLimited",
        _ => "",
    };

    /// <summary>The kind that has this text value; <see cref="ErrorKind.Unknown"/> for any other text.</summary>
    /// <param name="text">A text as <see cref="ToText"/> gives it.</param>
    public static ErrorKind Parse(string? text) => text switch
    {
        "NotFound" => ErrorKind.NotFound,
        "AlreadyExists" => ErrorKind.AlreadyExists,
        "Invalid" => ErrorKind.Invalid,
        "PermissionDenied" => ErrorKind.PermissionDenied,
        "Unavailable" => ErrorKind.Unavailable,
        "Internal" => ErrorKind.Internal,
        "Canceled" => ErrorKind.Canceled,
        "Conflict" => ErrorKind.Conflict,
        "Timeout" => ErrorKind.Timeout,
        "RateLimited" => ErrorKind.RateLimited,
        _ => ErrorKind.Unknown,
    };
}
