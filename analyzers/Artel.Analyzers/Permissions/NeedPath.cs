namespace Artel.Analyzers;

/// <summary>The functions on the way to an operation, which is the last. Ways that end alike share their ends: there are many of them.</summary>
internal sealed class NeedPath(string name, NeedPath? rest)
{
    private readonly NeedPath? _rest = rest;

    private string Name { get; } = name;

    /// <summary>In the words of a message.</summary>
    public override string ToString()
    {
        var names = new List<string>();
        for (var part = this; part is not null; part = part._rest)
            names.Add(part.Name);
        return string.Join(" → ", names);
    }
}
