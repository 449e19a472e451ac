using System.CommandLine;
using Artel.Tool.Check;

namespace Artel.Tool;

/// <summary>The command <c>artel</c>.</summary>
internal static class ArtelCommand
{
    /// <summary>What a command gives that could not do its work.</summary>
    public const int CouldNot = 2;

    /// <summary>Runs a command line and gives the exit code of the program.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("The command line of Artel.") { CheckCommand.Create() };
        var parsed = root.Parse(arguments);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken);
        return parsed.Errors.Count > 0 ? CouldNot : code;
    }
}
