using System.Globalization;
using Artel.Queues;
using Microsoft.Extensions.Configuration;

namespace Artel.Hosting;

/// <summary>
/// The queues and consumers of an application: what code sets, and over it what the section <c>Artel:Queues</c> says. Read by hand, without
/// reflection; keys may be written as <c>MaxLength</c> or <c>max_length</c>; whatever is wrong is refused with the path of the key.
/// </summary>
internal sealed class QueueSettings
{
    private const int LargestMessage = 64 << 20;

    private static readonly string[] QueueKeys = ["MaxLength", "MaxPriority", "MaxMessageBytes", "DeadLetterQueue", "Driver", "Consumers"];
    private static readonly string[] ConsumerKeys =
    [
        "Concurrency", "Prefetch", "MaxAttempts", "InitialDelay", "MaxDelay", "BackoffFactor", "Jitter", "HandlerTimeout", "Host", "RunAs",
    ];

    /// <summary>What stands beside the queues: the default driver, and where a driver in a file has that.</summary>
    private static readonly string[] OwnKeys = ["Driver", "Path"];

    private readonly Dictionary<string, Queue> _queues = new(StringComparer.Ordinal);
    private readonly List<Consumer> _consumers = [];
    private readonly IReadOnlyList<string> _drivers;
    private readonly string? _defaultDriver;

    /// <param name="section">The section; null where there is no configuration.</param>
    /// <param name="drivers">The names of the drivers; the first is the default.</param>
    /// <param name="queues">What code says of queues.</param>
    /// <param name="consumers">What code says of consumers.</param>
    /// <exception cref="InvalidOperationException">Something is wrong.</exception>
    public QueueSettings(
        IConfigurationSection? section,
        IReadOnlyList<string> drivers,
        IReadOnlyDictionary<string, QueueOptions> queues,
        IReadOnlyList<(string Queue, string Function, QueueConsumerOptions Options)> consumers)
    {
        _drivers = drivers;
        _defaultDriver = drivers.Count > 0 ? drivers[0] : null;
        if (section?["Driver"] is { } named)
            _defaultDriver = Known(section.GetSection("Driver"), named);

        var configured = section is null ? [] : Ids(section, [.. OwnKeys, .. drivers]).ToDictionary(static queue => queue.Id, static queue => queue.Section);
        foreach (var id in queues.Keys.Union(configured.Keys, StringComparer.Ordinal))
            AddQueue(id, queues.GetValueOrDefault(id) ?? new QueueOptions(), configured.GetValueOrDefault(id));
        AddDeadLetterQueues();
        foreach (var (queue, function, options) in consumers)
            AddConsumer(queue, function, options, configured.GetValueOrDefault(queue));
        foreach (var (id, queue) in configured)
        {
            foreach (var (function, place) in Ids(Child(queue, "Consumers"), []))
            {
                if (!_consumers.Exists(consumer => consumer.Queue == id && consumer.Function == function))
                    throw Wrong(place, $"'{function}' consumes no queue '{id}'; add it with AddQueueConsumer");
            }
        }
    }

    public IEnumerable<Queue> Queues => _queues.Values;

    public IReadOnlyList<Consumer> Consumers => _consumers;

    private void AddQueue(string id, QueueOptions options, IConfigurationSection? section)
    {
        var place = section?.Path ?? $"The queue '{id}'";
        if (section is not null)
        {
            VerifyKeys(section, QueueKeys);
            Read(section, "MaxLength", text => options.MaxLength = Whole(text));
            Read(section, "MaxPriority", text => options.MaxPriority = byte.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
            Read(section, "MaxMessageBytes", text => options.MaxMessageBytes = Whole(text));
            Read(section, "DeadLetterQueue", text => options.DeadLetterQueue = text);
            Read(section, "Driver", text => options.Driver = text);
        }

        if (options.MaxLength <= 0)
            throw Wrong(place, $"MaxLength is {options.MaxLength}; it has to be 1 or more, or left out for no limit");
        if (options.MaxMessageBytes is <= 0 or > LargestMessage)
            throw Wrong(place, $"MaxMessageBytes is {options.MaxMessageBytes}; it has to be between 1 and {LargestMessage}");
        if (options.DeadLetterQueue is { } dead && (!ProcessDefinition.IsValidId(dead) || dead == id))
            throw Wrong(place, $"DeadLetterQueue is '{dead}'; it has to be the id of another queue, namespace:name");
        var driver = options.Driver is { } name ? Known(place, name) : _defaultDriver ?? throw Wrong(
            place, "there is no driver to keep it; call UseSqliteQueues (package Artel.Queues.Sqlite) for messages that survive the program, or UseMemoryQueues for others");
        _queues.Add(id, new Queue(
            new QueueDeclaration(id)
            {
                MaxLength = options.MaxLength,
                MaxPriority = options.MaxPriority,
                DeadLetterQueue = options.DeadLetterQueue ?? $"{id}.dead",
            },
            driver,
            options.MaxMessageBytes));
    }

    /// <summary>Queues of dead letters have none themselves, and are in the store of those whose letters they take.</summary>
    private void AddDeadLetterQueues()
    {
        var named = _queues.Values.Select(static queue => queue.Declaration.DeadLetterQueue).ToHashSet(StringComparer.Ordinal);
        foreach (var queue in _queues.Values.ToList())
        {
            var dead = queue.Declaration.DeadLetterQueue!;
            if (named.Contains(queue.Declaration.Id))
            {
                _queues[queue.Declaration.Id] = queue with { Declaration = queue.Declaration with { DeadLetterQueue = null } };
                continue;
            }

            if (!_queues.TryGetValue(dead, out var known))
                _queues.Add(dead, new Queue(new QueueDeclaration(dead) { MaxPriority = queue.Declaration.MaxPriority }, queue.Driver, queue.MaxMessageBytes));
            else if (!known.Driver.Equals(queue.Driver, StringComparison.OrdinalIgnoreCase))
                throw Wrong($"The queue '{queue.Declaration.Id}'", $"its dead letters go to '{dead}', which another driver keeps ({known.Driver}, not {queue.Driver})");
        }
    }

    private void AddConsumer(string queue, string function, QueueConsumerOptions options, IConfigurationSection? section)
    {
        var place = $"The consumer '{function}' of '{queue}'";
        if (!_queues.ContainsKey(queue))
            throw Wrong(place, "there is no such queue; add it with AddQueue, or to the configuration");
        if (Ids(Child(section, "Consumers"), []).FirstOrDefault(one => one.Id == function).Section is { } own)
        {
            place = own.Path;
            VerifyKeys(own, ConsumerKeys);
            Read(own, "Concurrency", text => options.Concurrency = Whole(text));
            Read(own, "Prefetch", text => options.Prefetch = Whole(text));
            Read(own, "MaxAttempts", text => options.MaxAttempts = Whole(text));
            Read(own, "InitialDelay", text => options.InitialDelay = Time(text));
            Read(own, "MaxDelay", text => options.MaxDelay = Time(text));
            Read(own, "BackoffFactor", text => options.BackoffFactor = double.Parse(text, CultureInfo.InvariantCulture));
            Read(own, "Jitter", text => options.Jitter = double.Parse(text, CultureInfo.InvariantCulture));
            Read(own, "HandlerTimeout", text => options.HandlerTimeout = Time(text));
            Read(own, "Host", text => options.Host = text);
            Read(own, "RunAs", text => options.RunAs = text.ToUpperInvariant() switch
            {
                "CONSUMER" => QueueIdentity.Consumer,
                "PUBLISHER" => QueueIdentity.Publisher,
                _ => throw new FormatException("there are consumer and publisher"),
            });
        }

        Verify(place, options);
        _consumers.Add(new Consumer(queue, function, options, place));
    }

    private static void Verify(string place, QueueConsumerOptions options)
    {
        if (options.Concurrency is < 1 or > 10_000)
            throw Wrong(place, $"Concurrency is {options.Concurrency}; it has to be between 1 and 10000");
        if (options.Prefetch < options.Concurrency || options.Prefetch > 65_535)
            throw Wrong(place, $"Prefetch is {options.Prefetch}; it has to be between Concurrency ({options.Concurrency}) and 65535");
        if (options.MaxAttempts < 1)
            throw Wrong(place, $"MaxAttempts is {options.MaxAttempts}; it has to be 1 or more");
        if (options.InitialDelay < TimeSpan.Zero || options.MaxDelay < options.InitialDelay || options.MaxDelay > TimeSpan.FromDays(30))
            throw Wrong(place, $"InitialDelay is {options.InitialDelay} and MaxDelay {options.MaxDelay}; 0 <= InitialDelay <= MaxDelay <= 30 days is needed");
        if (!(options.BackoffFactor is >= 1 and <= 1000))
            throw Wrong(place, string.Create(CultureInfo.InvariantCulture, $"BackoffFactor is {options.BackoffFactor}; it has to be between 1 and 1000"));
        if (!(options.Jitter is >= 0 and <= 1))
            throw Wrong(place, string.Create(CultureInfo.InvariantCulture, $"Jitter is {options.Jitter}; it has to be between 0 and 1"));
        if (options.HandlerTimeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromDays(30)))
            throw Wrong(place, $"HandlerTimeout is {timeout}; it has to be positive and at most 30 days, or left out for no limit");
    }

    private string Known(IConfigurationSection section, string driver) => Known(section.Path, driver);

    private string Known(string place, string driver) => _drivers.Contains(driver, StringComparer.OrdinalIgnoreCase)
        ? driver
        : throw Wrong(place, $"there is no queue driver '{driver}'; {(_drivers.Count == 0 ? "none was added (UseSqliteQueues, UseMemoryQueues)" : $"there are {string.Join(", ", _drivers)}")}");

    /// <summary>The sections by ids: the colon of an id is what separates keys, so that they are two levels down.</summary>
    private static IEnumerable<(string Id, IConfigurationSection Section)> Ids(IConfigurationSection? section, string[] others)
    {
        foreach (var space in section?.GetChildren() ?? [])
        {
            if (others.Contains(space.Key, StringComparer.OrdinalIgnoreCase))
                continue;
            if (space.Value is { Length: > 0 } || !space.GetChildren().Any())
                throw Wrong(space, $"an id is needed here, namespace:name{(others.Length == 0 ? "" : $", or one of {string.Join(", ", others)}")}");
            foreach (var name in space.GetChildren())
                yield return ($"{space.Key}:{name.Key}", name);
        }
    }

    private static void Read(IConfigurationSection section, string key, Action<string> take)
    {
        if (Child(section, key) is not { } child)
            return;
        try
        {
            take(child.Value is { Length: > 0 } text ? text : throw new FormatException("a value is needed"));
        }
        catch (Exception bad) when (bad is FormatException or OverflowException)
        {
            throw Wrong(child, $"'{child.Value}': {bad.Message.TrimEnd('.')}");
        }
    }

    private static int Whole(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static TimeSpan Time(string text) =>
        DurationSetting.TryParse(text, out var time) ? time : throw new FormatException($"it {DurationSetting.Refusal}");

    private static IConfigurationSection? Child(IConfigurationSection? section, string key) =>
        section?.GetChildren().FirstOrDefault(child => IsKey(child.Key, key));

    private static void VerifyKeys(IConfigurationSection section, string[] known)
    {
        if (section.Value is { Length: > 0 })
            throw Wrong(section, $"it is a text; there are the keys {string.Join(", ", known)}");
        foreach (var child in section.GetChildren())
        {
            if (!Array.Exists(known, key => IsKey(child.Key, key)))
                throw Wrong(child, $"there is no such key; there are {string.Join(", ", known)}");
        }
    }

    /// <summary>Whether a key is meant, however it is written: <c>MaxLength</c>, <c>max_length</c>.</summary>
    private static bool IsKey(string written, string key) =>
        written.Replace("_", "", StringComparison.Ordinal).Equals(key, StringComparison.OrdinalIgnoreCase);

    private static InvalidOperationException Wrong(IConfigurationSection section, string what) => Wrong(section.Path, what);

    private static InvalidOperationException Wrong(string place, string what) => new($"{place}: {what}.");

    /// <summary>A queue as it is to be.</summary>
    /// <param name="Declaration">What its driver is told.</param>
    /// <param name="Driver">The driver's name.</param>
    /// <param name="MaxMessageBytes">How large a payload may be.</param>
    public sealed record Queue(QueueDeclaration Declaration, string Driver, int MaxMessageBytes);

    /// <summary>A consumer as it is to be.</summary>
    /// <param name="Queue">The queue's id.</param>
    /// <param name="Function">The id of what handles its messages.</param>
    /// <param name="Options">The rest.</param>
    /// <param name="Place">Where it is said, for errors.</param>
    public sealed record Consumer(string Queue, string Function, QueueConsumerOptions Options, string Place)
    {
        public override string ToString() => Place;
    }
}
