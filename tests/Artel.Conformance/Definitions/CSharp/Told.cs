using System.Globalization;

namespace Artel.Conformance.Definitions;

/// <summary>How a C# puppet tells of messages, events, errors and outcomes: as tables of plain values.</summary>
internal static class Told
{
    public static Dictionary<string, object?> Outcome(object? value) => new() { ["value"] = value };

    public static Dictionary<string, object?> Failure(ProcessException error) => new() { ["error"] = Error(error) };

    public static Dictionary<string, object?> Message(Message message) => new()
    {
        ["topic"] = message.Topic,
        ["from"] = message.From?.ToString(),
        ["payload"] = message.Payload,
    };

    public static Dictionary<string, object?> Event(ProcessEvent happened) => new()
    {
        ["kind"] = happened.Kind,
        ["from"] = happened.From?.ToString(),
        ["at"] = happened.At.ToString("O", CultureInfo.InvariantCulture),
        ["value"] = (happened as ExitEvent)?.Result.Value,
        ["error"] = Error((happened as ExitEvent)?.Error ?? (happened as LinkDownEvent)?.Error),
        ["deadline"] = (happened as CancelEvent)?.Deadline?.ToString("O", CultureInfo.InvariantCulture),
    };

    public static Dictionary<string, object?> Received(string channel, bool ok, object? value) => new()
    {
        ["channel"] = channel,
        ["ok"] = ok,
        ["value"] = value,
    };

    private static Dictionary<string, object?>? Error(ProcessException? error) => error is null ? null : new()
    {
        ["kind"] = error.Kind.ToText(),
        ["message"] = error.Message,
        ["retryable"] = error.Retryable,
        ["action"] = error.Details?.GetValueOrDefault("action"),
        ["resource"] = error.Details?.GetValueOrDefault("resource"),
    };
}
