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
}
