using Spectre.Console;

namespace OrderDesk.Report;

/// <summary>The console for reports: standard output, in colour on a terminal, as plain text in a file or a pipe.</summary>
internal static class ReportConsole
{
    public static IAnsiConsole Create()
    {
        // Spectre goes by the TERM variable, which is set for a pipe as well; colour codes in a file are in the way of grep.
        var isPlain = Console.IsOutputRedirected;
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isPlain ? InteractionSupport.No : InteractionSupport.Detect,
        });
    }
}
