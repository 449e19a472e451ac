namespace Artel.Benchmarks.LuaFigures;

/// <summary>A small table.</summary>
[Payload]
internal sealed record SmallTable(long Id, string Name, double Score, bool Active);

/// <summary>What the crawler gets.</summary>
[Payload]
internal sealed record Page(long Id, string Link, long Depth, IReadOnlyList<string> Tags)
{
    private static readonly string[] SomeTags = ["news", "priority"];

    public static Page Of(int id) => new(id, $"http://example.com:8080/a/b/../page-{id % 50}", 1, SomeTags);
}

/// <summary>What the crawler answers.</summary>
[Payload]
internal sealed record Judgement(long Id, string Status, string? Link, long? Rating);
