namespace Artel.Generators;

/// <summary>The methods of a process class that the dispatch calls, as they are found.</summary>
internal sealed class FoundMethods
{
    private readonly List<HandlerModel> _handlers = [];
    private readonly List<EventHandlerModel> _events = [];

    /// <summary>The main; null for none.</summary>
    public MethodModel? Main { get; private set; }

    /// <summary>Whether there is a handler of messages.</summary>
    public bool HasHandlers => _handlers.Count > 0;

    public EquatableArray<HandlerModel> Handlers => _handlers.ToEquatableArray();

    public EquatableArray<EventHandlerModel> Events => _events.ToEquatableArray();

    /// <summary>Adds one.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="topic">What messages it takes; null for all others, and for what takes none.</param>
    /// <param name="method">The method.</param>
    public void Add(HandlerKind kind, string? topic, MethodModel method)
    {
        if (kind == HandlerKind.Main)
            Main = method;
        else if (kind == HandlerKind.Message)
            _handlers.Add(new(topic, method));
        else
            _events.Add(new("global::" + kind.EventType(), method));
    }
}
