using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>The rules for topics themselves, for both languages.</summary>
internal static class ReservedTopic
{
    /// <summary>The rule that the topic breaks; null for one that is fine.</summary>
    public static DiagnosticDescriptor? RuleOf(string topic) =>
        topic.Length == 0 ? RuleDescriptors.TopicIsEmpty : topic[0] == '@' ? RuleDescriptors.TopicIsReserved : null;
}
