using System.Text;
using Spectre.Console;

namespace LogPipeline.Tests;

/// <summary>A console of a given width that keeps what is written, and says of itself what the test wants it to be.</summary>
internal sealed class RecordedConsole : IAnsiConsoleOutput
{
    private readonly StringWriter _text = new();

    public RecordedConsole(int width = 80, bool hasAnsi = false, bool isTerminal = false)
    {
        Width = width;
        IsTerminal = isTerminal;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = hasAnsi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = hasAnsi ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = this,
        });
        Console.Profile.Capabilities.Unicode = true;
    }

    public IAnsiConsole Console { get; }

    public string Output => _text.ToString();

    public string[] Lines => Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    public TextWriter Writer => _text;

    public bool IsTerminal { get; }

    public int Width { get; }

    public int Height => 60;

    public void SetEncoding(Encoding encoding)
    {
    }
}
