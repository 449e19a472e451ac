using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>A place in a file, as plain values: a location of the compiler would keep its syntax tree alive.</summary>
internal sealed record Place(string Path, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    private static Place None { get; } = new("", 0, 0, 0, 0, 0, 0);

    public static Place Of(Location? location)
    {
        if (location is not { IsInSource: true })
            return None;
        var lines = location.GetLineSpan();
        return new(
            lines.Path, location.SourceSpan.Start, location.SourceSpan.Length,
            lines.StartLinePosition.Line, lines.StartLinePosition.Character, lines.EndLinePosition.Line, lines.EndLinePosition.Character);
    }

    public static Place Of(string path, TextLine line)
    {
        var number = line.LineNumber;
        return new(path, line.Start, line.Span.Length, number, 0, number, line.Span.Length);
    }

    public Location ToLocation() => Path.Length == 0
        ? Location.None
        : Location.Create(Path, new TextSpan(Start, Length), new LinePositionSpan(new(StartLine, StartColumn), new(EndLine, EndColumn)));
}
