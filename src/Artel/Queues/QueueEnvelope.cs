using System.Collections.Frozen;
using Artel.Payloads;
using Artel.Security;

namespace Artel.Queues;

/// <summary>What a publish makes of its options, and what travels with a message of its publisher: the actor and the context values, in headers of the runtime.</summary>
internal static class QueueEnvelope
{
    private const string Reserved = "artel-";
    private const string ActorId = "artel-actor";
    private const string ActorMeta = "artel-actor-meta";
    private const string Context = "artel-context";

    private const int MostHeaders = 64;
    private const int MostHeaderCharacters = 16 * 1024;

    /// <summary>Actor and context, in characters of their headers.</summary>
    private const int MostPublisherCharacters = 64 * 1024;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(366);

    /// <summary>The message of a publish.</summary>
    /// <exception cref="ProcessException">INVALID: an option is wrong, or something is too large.</exception>
    public static QueueMessage Make(QueueDeclaration queue, byte[] body, QueuePublishOptions? options, Actor? actor, IReadOnlyDictionary<string, object?> context, TimeSpan longest)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        AddHeaders(headers, options?.Headers);
        AddPublisher(headers, actor, context);
        var priority = options?.Priority ?? 0;
        if (priority > queue.MaxPriority)
            throw Invalid($"publish: the priority {priority} is above {queue.MaxPriority}, the highest of '{queue.Id}' (MaxPriority)");
        var delay = options?.Delay ?? TimeSpan.Zero;
        VerifyDelay("publish", delay, longest);
        return new QueueMessage(Guid.CreateVersion7().ToString("N"), body, headers) { Priority = priority, Delay = delay };
    }

    /// <exception cref="ProcessException">INVALID: it is negative, or too long.</exception>
    /// <param name="operation">What has the delay.</param>
    /// <param name="delay">The delay.</param>
    /// <param name="longest">The longest that the store keeps.</param>
    public static void VerifyDelay(string operation, TimeSpan delay, TimeSpan longest)
    {
        if (delay < TimeSpan.Zero || delay > LongestDelay)
            throw Invalid($"{operation}: the delay {delay} is not between 0 and {LongestDelay.TotalDays} days");
        if (delay > longest)
            throw Invalid($"{operation}: the delay {delay} is longer than {longest}, the longest of the queue's driver");
    }

    /// <summary>Who published a message, as its headers say; null where they name nobody.</summary>
    /// <exception cref="ProcessException">INVALID: the headers are malformed.</exception>
    public static Actor? ActorOf(QueueMessage message) => message.Headers.TryGetValue(ActorId, out var id)
        ? new Actor(id, message.Headers.TryGetValue(ActorMeta, out var meta) ? Unpack(ActorMeta, meta) : null)
        : null;

    /// <summary>The context values that a message was published with.</summary>
    /// <exception cref="ProcessException">INVALID: the header is malformed.</exception>
    public static IReadOnlyDictionary<string, object?> ContextOf(QueueMessage message) =>
        message.Headers.TryGetValue(Context, out var packed) ? Unpack(Context, packed) : FrozenDictionary<string, object?>.Empty;

    /// <summary>The headers as handlers see them: without what stands for the publisher.</summary>
    public static IReadOnlyDictionary<string, string> VisibleHeaders(QueueMessage message) => message.Headers
        .Where(static header => header.Key is not (ActorId or ActorMeta or Context))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static void AddHeaders(Dictionary<string, string> headers, IReadOnlyDictionary<string, string>? given)
    {
        if (given is null)
            return;
        if (given.Count > MostHeaders)
            throw Invalid($"publish: there are {given.Count} headers, {MostHeaders} are allowed");
        var characters = 0;
        foreach (var (name, value) in given)
        {
            if (string.IsNullOrEmpty(name))
                throw Invalid("publish: the name of a header is empty");
            if (name.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase))
                throw Invalid($"publish: the header '{name}' is reserved; names with '{Reserved}' before them are the runtime's");
            if (value is null)
                throw Invalid($"publish: the header '{name}' has no value");
            characters += name.Length + value.Length;
            if (characters > MostHeaderCharacters)
                throw Invalid($"publish: the headers have more than {MostHeaderCharacters} characters; put it into the payload");
            headers.Add(name, value);
        }
    }

    private static void AddPublisher(Dictionary<string, string> headers, Actor? actor, IReadOnlyDictionary<string, object?> context)
    {
        if (actor is not null)
        {
            headers.Add(ActorId, actor.Id);
            if (actor.Meta.Count > 0)
                headers.Add(ActorMeta, Pack("actor.meta", actor.Meta));
        }

        if (context.Count > 0)
            headers.Add(Context, Pack("context", context));
    }

    private static string Pack(string path, IReadOnlyDictionary<string, object?> values)
    {
        var packed = PortableValues.Write(1, (path, values), static (writer, what) => UntypedTables.Write(writer, what.values, what.path, declared: null, 0));
        var text = Convert.ToBase64String(PayloadBytes.From(packed));
        return text.Length <= MostPublisherCharacters
            ? text
            : throw Invalid($"publish: the values of {path}, which go with the message, take {text.Length} characters, {MostPublisherCharacters} are allowed");
    }

    private static IReadOnlyDictionary<string, object?> Unpack(string header, string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            throw Invalid($"the header '{header}' is malformed");
        return PayloadBytes.ToPortable(bytes.AsSpan(0, length)).ReadObject(0) as IReadOnlyDictionary<string, object?>
            ?? throw Invalid($"the header '{header}' holds no names with values");
    }

    private static ProcessException Invalid(string text) => new(ErrorKind.Invalid, text, retryable: false);
}
