using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>What stops the generator from emitting. Everything else is reported by the analyzers.</summary>
internal static class GeneratorDiagnostics
{
    public static readonly DiagnosticDescriptor NotPartial = Create(
        "ART0301", "Process class must be partial", "'{0}' must be partial: the generator adds the dispatch and 'Process' to it");

    public static readonly DiagnosticDescriptor TwoHandlersOfOneTopic = Create(
        "ART0302", "Topic has two handlers", "{0} is handled by '{1}' already; '{2}' would never be called");

    public static readonly DiagnosticDescriptor UnsupportedMethod = Create(
        "ART0303", "Method can't be called by the dispatch", "'{0}' can't be called by the dispatch: {1}");

    public static readonly DiagnosticDescriptor MainAndHandlers = Create(
        "ART0304", "Process has both a main and message handlers", "'{0}' has [Main], so '{1}' can't be [OnMessage]: a process reads its messages in one way, main or handlers");

    public static readonly DiagnosticDescriptor TwoMethodsOfOneKind = Create(
        "ART0305", "Process has a method of this kind already", "'{0}' has '{2}' for [{1}] already; '{3}' would never be called");

    public static readonly DiagnosticDescriptor UnsupportedClass = Create(
        "ART0306", "Class can't be a process", "'{0}' can't be a process: {1}");

    public static readonly DiagnosticDescriptor MalformedId = Create(
        "ART0307", "Malformed definition id", "'{0}' is no definition id: an id reads namespace:name, without blanks");

    public static readonly DiagnosticDescriptor LuaNotReferenced = Create(
        "ART0308", "Lua definition without the Lua engine", "'{0}' is a Lua process, but the project does not reference Artel.Lua");

    public static readonly DiagnosticDescriptor NegativeMailboxLength = Create(
        "ART0311", "Mailbox length is negative", "'{0}' can't have a mailbox of {1} messages: MaxMailboxLength is a positive number, or 0 for what the host says");

    public static readonly DiagnosticDescriptor UnsupportedSupervisor = Create(
        "ART0312", "Class can't be a supervisor", "'{0}' can't be a supervisor: {1}");

    public static readonly DiagnosticDescriptor UnsupportedChild = Create(
        "ART0313", "Child can't be supervised", "Child '{0}' can't be supervised: {1}");

    public static readonly DiagnosticDescriptor UnreadPermission = Create(
        "ART0314", "Permission is not known yet", "The permission of '{0}' can't be read: '{1}' names a constant that is not there before code is generated; write the id as text");

    public static readonly DiagnosticDescriptor PayloadMember = Create(
        "ART0309", "Payload member can't cross", "Member '{0}' of payload '{1}' has type '{2}', which no codec can cross{3}; give it a type that crosses, or mark it [PayloadIgnore]");

    public static readonly DiagnosticDescriptor PayloadType = Create(
        "ART0310", "Payload type can't cross", "'{0}' can't be a payload: {1}");

    public static readonly DiagnosticDescriptor UnsupportedFunction = Create(
        "ART0321", "Method can't be a function", "'{0}' can't be a function: {1}");

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new DiagnosticDescriptor[]
    {
        NotPartial, TwoHandlersOfOneTopic, UnsupportedMethod, MainAndHandlers, TwoMethodsOfOneKind, UnsupportedClass, MalformedId, LuaNotReferenced,
        NegativeMailboxLength, UnsupportedSupervisor, UnsupportedChild, UnreadPermission,
        PayloadMember, PayloadType, UnsupportedFunction,
    }.ToDictionary(static descriptor => descriptor.Id);

    public static DiagnosticDescriptor Find(string id) => ById[id];

    private static DiagnosticDescriptor Create(string id, string title, string message) => new(
        id, title, message, "Artel.Shape", DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/artel-dev/artel/blob/main/docs/rules/{id}.md");
}
