namespace Artel.Messaging;

/// <summary>What a topic may look like.</summary>
internal static class TopicRules
{
    /// <summary>Refuses a missing or reserved topic.</summary>
    /// <exception cref="ProcessException">INVALID.</exception>
    public static void Verify(string operation, string? topic)
    {
        if (!IsValid(topic))
            throw Refuse(operation, topic);
    }

    public static bool IsValid(string? topic) => !string.IsNullOrEmpty(topic) && topic[0] != '@';

    public static ProcessException Refuse(string operation, string? topic) => string.IsNullOrEmpty(topic)
        ? new(ErrorKind.Invalid, $"{operation}: the topic is empty", retryable: false)
        : new(ErrorKind.Invalid, $"{operation}: topic '{topic}' is reserved: topics that start with @ belong to the runtime", retryable: false);
}
