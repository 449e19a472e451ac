using System.Text.Json.Serialization;

namespace Artel.Generators.Tests;

// Payload types whose generated codecs the tests run.

[Payload]
public enum Size
{
    Small,
    VeryLarge,
    Huge = VeryLarge,
}

[Payload, Flags]
public enum Rights
{
    None,
    Read,
    Write,
}

[Payload]
public readonly record struct Point(double X, double Y);

[Payload]
public sealed record Everything(
    bool Flag, int Number, long? Maybe, string Text, string? Note, Guid Id, DateTimeOffset At, TimeSpan Took, byte[] Data,
    Size Size, Rights Rights, Point Point, Point? Corner, int[] Numbers, List<string> Words, IReadOnlyList<Point> Points,
    Dictionary<string, int> Counts, object? Any, Everything? Inner);

[Payload]
public sealed record Defaults(int Number = 5, string Text = "five", Size Size = Size.VeryLarge, int? Maybe = 7);

[Payload]
public class Settings
{
    public required string Name { get; init; }

    public int Retries { get; init; } = 3;

    public List<string> Hosts { get; set; } = ["localhost"];

    [JsonPropertyName("IP")]
    public string? IPAddress { get; set; }
}

[Payload]
public sealed record Nothing;

[Payload]
public sealed record Tree(string Name, Tree[] Branches);

[Payload]
public sealed record Owner(Address Address);

[Payload]
public sealed record Address(string Street);

/// <summary>Not marked, so that a member that can't cross is found at the crossing only.</summary>
public sealed record Holder(IDisposable Held);

[Process("tests:holding")]
public sealed partial class Holding
{
    public Holder? Held { get; private set; }

    [OnMessage("hold")] private void Hold(Holder holder) => Held = holder;
}
