namespace Artel.Generators;

/// <summary>The rule of <c>ProcessDefinition.IsValidId</c>.</summary>
internal static class DefinitionIds
{
    public static bool IsValid(string id)
    {
        var colon = id.IndexOf(':');
        return colon > 0 && colon < id.Length - 1 && id.LastIndexOf(':') == colon && id.IndexOfAny([' ', '\t', '\n']) < 0;
    }
}
