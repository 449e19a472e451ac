namespace Artel.Analyzers;

/// <summary>All ids. 00xx topics, 05xx Lua as a language.</summary>
internal static class RuleIds
{
    public const string TopicIsReserved = "ART0001";
    public const string LuaSyntaxError = "ART0501";
}
