namespace Artel.Conformance.Definitions;

/// <summary>Ends at once: with a value, an error, or an exception that is none.</summary>
[Process("conf.csharp:ender")]
[Permission("*")]
public sealed partial class Ender
{
    [Main]
    private object? Run(string how, object? what) => how switch
    {
        "value" => what,
        "error" => throw new ProcessException(ErrorKind.Conflict, (string)what!),
        "final" => throw new ProcessException(ErrorKind.Conflict, (string)what!, retryable: false),
        "crash" => throw new InvalidOperationException((string)what!),
        _ => throw new ProcessException(ErrorKind.Invalid, $"'{how}' is not a way to end"),
    };
}
