namespace Artel.Analyzers;

/// <summary>The rule for ids of definitions and hosts, for both languages: that of the runtime.</summary>
internal static class DefinitionId
{
    public static bool IsValid(string id)
    {
        var colon = id.IndexOf(':');
        return colon > 0 && colon < id.Length - 1 && id.LastIndexOf(':') == colon && id.IndexOfAny([' ', '\t', '\n']) < 0;
    }
}
