using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

internal static partial class RuleDescriptors
{
    public static readonly DiagnosticDescriptor TopicIsReserved = Error(
        RuleIds.TopicIsReserved,
        category: "Topics",
        title: "Topic is reserved",
        message: "Topic '{0}' is reserved: topics that start with '@' belong to the runtime",
        description: "The runtime keeps topics that start with '@' for itself: a send, a listen or a handler that names one fails.");

    public static readonly DiagnosticDescriptor TopicIsEmpty = Error(
        RuleIds.TopicIsEmpty,
        category: "Topics",
        title: "Topic is empty",
        message: "A topic is not empty",
        description: "A send, a listen or a handler with an empty topic fails with INVALID.");

    public static readonly DiagnosticDescriptor TopicIsNotTaken = Warning(
        RuleIds.TopicIsNotTaken,
        category: "Topics",
        title: "Topic is not handled by its receiver",
        message: "'{0}' handles no topic '{1}'{2}",
        description: "A message that no handler takes is kept unread, and a request on such a topic gets no answer.");

    public static readonly DiagnosticDescriptor PayloadIsOfAnotherType = Warning(
        RuleIds.PayloadIsOfAnotherType,
        category: "Topics",
        title: "Payload is not what the handler takes",
        message: "'{0}' takes '{1}' on the topic '{2}', not '{3}'",
        description: "A payload that a handler can't take is refused when the message comes.");

    public static readonly DiagnosticDescriptor PayloadCanNotCross = Error(
        RuleIds.PayloadCanNotCross,
        category: "Topics",
        title: "Payload has no portable form",
        message: "'{0}' can't cross to another process: {1}",
        description: "What crosses to or from Lua is copied by a codec; a value that has none is refused with INVALID.");
}
