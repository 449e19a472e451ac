namespace Artel.Generators;

/// <summary>The attributes that make a method one that the dispatch calls.</summary>
internal enum HandlerKind
{
    Message,
    Main,
    Exit,
    LinkDown,
    Cancel,
}

/// <summary>The names of <see cref="HandlerKind"/>.</summary>
internal static class HandlerKinds
{
    /// <summary>The kind of an attribute by its name, with or without <c>Attribute</c>.</summary>
    public static HandlerKind? Find(string attribute) => attribute switch
    {
        "OnMessage" or "OnMessageAttribute" => HandlerKind.Message,
        "Main" or "MainAttribute" => HandlerKind.Main,
        "OnExit" or "OnExitAttribute" => HandlerKind.Exit,
        "OnLinkDown" or "OnLinkDownAttribute" => HandlerKind.LinkDown,
        "OnCancel" or "OnCancelAttribute" => HandlerKind.Cancel,
        _ => null,
    };

    public static string AttributeName(this HandlerKind kind) => kind switch
    {
        HandlerKind.Message => "OnMessage",
        HandlerKind.Main => "Main",
        HandlerKind.Exit => "OnExit",
        HandlerKind.LinkDown => "OnLinkDown",
        _ => "OnCancel",
    };

    /// <summary>The type of the event, fully qualified without <c>global::</c>; null where there is none.</summary>
    public static string? EventType(this HandlerKind kind) => kind switch
    {
        HandlerKind.Exit => "Artel.ExitEvent",
        HandlerKind.LinkDown => "Artel.LinkDownEvent",
        HandlerKind.Cancel => "Artel.CancelEvent",
        _ => null,
    };
}
