namespace Artel.Analyzers;

/// <summary>The rule for topics itself, for both languages.</summary>
internal static class ReservedTopic
{
    public static bool IsReserved(string topic) => topic.Length > 0 && topic[0] == '@';
}
