namespace Artel.Conformance;

/// <summary>The table in which a puppet tells of a message, an event, an error or an outcome.</summary>
internal static class Fields
{
    public static IReadOnlyDictionary<string, object?> Of(object? table) =>
        table as IReadOnlyDictionary<string, object?>
        ?? throw new InvalidOperationException($"A puppet answered {table ?? "nothing"} where a table was expected.");
}
