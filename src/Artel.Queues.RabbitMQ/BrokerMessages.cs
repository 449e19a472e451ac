using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace Artel.Queues.RabbitMQ;

/// <summary>Messages in the broker's form and back.</summary>
internal static class BrokerMessages
{
    /// <summary>How many attempts have failed; the driver's own, no consumer sees it.</summary>
    private const string FailedAttempts = "artel-failed-attempts";

    private const int LongestError = 4096;

    public static BasicProperties ToProperties(QueueMessage message, int failedAttempts, IReadOnlyDictionary<string, string>? more = null)
    {
        var headers = new Dictionary<string, object?>(message.Headers.Count + 4);
        foreach (var (name, value) in message.Headers)
            headers[name] = value;
        if (more is not null)
        {
            foreach (var (name, value) in more)
                headers[name] = Shorten(value);
        }

        if (failedAttempts > 0)
            headers[FailedAttempts] = failedAttempts;
        return new BasicProperties
        {
            MessageId = message.Id,
            DeliveryMode = DeliveryModes.Persistent,
            Priority = message.Priority,
            Headers = headers,
        };
    }

    /// <summary>A message that came, and how many attempts had failed before. One that others published has no id of ours: it gets one.</summary>
    public static (QueueMessage Message, int FailedAttempts) FromProperties(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        var failed = 0;
        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>())
        {
            if (name == FailedAttempts)
                failed = value is int count ? Math.Max(count, 0) : 0;
            else if (!IsBrokers(name))
                headers[name] = TextOf(value);
        }

        var id = string.IsNullOrEmpty(properties.MessageId) ? Guid.NewGuid().ToString("N") : properties.MessageId;
        return (new QueueMessage(id, body, headers) { Priority = properties.Priority }, failed);
    }

    /// <summary>Headers that the broker or its client wrote on the way.</summary>
    private static bool IsBrokers(string name) =>
        name is "x-death" or "x-delivery-count" or "x-acquired-count" or "x-dotnet-pub-seq-no"
        || name.StartsWith("x-first-death-", StringComparison.Ordinal) || name.StartsWith("x-last-death-", StringComparison.Ordinal)
        || name.StartsWith("x-opt-", StringComparison.Ordinal);

    private static string TextOf(object? value) => value switch
    {
        null => "",
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Shorten(string text) => text.Length <= LongestError ? text : text[..LongestError];
}
