using System.CommandLine;

namespace Artel.Tool.Check;

/// <summary>The command <c>artel check</c>.</summary>
internal static class CheckCommand
{
    private const string Description = """
        Checks Lua files with the rules of Artel, without a build.

        Severities are those of the .globalconfig files that a build would take, of the project's folder and of those above. A line
        '---@diagnostic disable-next-line: ART0001' switches a rule off for the line below it. What is known only with a project's C#, as
        which definitions and hosts there are (ART0203, ART0204), is the build's to say.

        Exit code: 0 if there is no error, 1 if a rule reports an error, 2 if the files could not be checked.
        """;

    /// <summary>A line for each finding, as compilers print them.</summary>
    private const string Text = "text";

    /// <summary>One JSON object.</summary>
    private const string Json = "json";

    public static Command Create()
    {
        var path = new Argument<string>("path")
        {
            Description = "A Lua file, or a folder, of which all Lua files are checked but those in bin, obj and hidden folders.",
            DefaultValueFactory = static _ => ".",
        };
        var fix = new Option<bool>("--fix") { Description = "Mend what can be mended mechanically; every other byte of the files stays. What is left is reported." };
        var format = new Option<string>("--format") { Description = "What to print.", DefaultValueFactory = static _ => Text };
        format.AcceptOnlyFromAmong(Text, Json);
        var command = new Command("check", Description) { path, fix, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                var result = LuaCheck.Run(parsed.GetValue(path)!, parsed.GetValue(fix), cancellationToken);
                if (parsed.GetValue(format) == Json)
                    await CheckReport.WriteJsonAsync(result, output);
                else
                    await CheckReport.WriteTextAsync(result, output, error);
                return result.HasErrors ? 1 : 0;
            }
            catch (CheckException wrong)
            {
                await error.WriteLineAsync($"artel check: {wrong.Message}");
                return ArtelCommand.CouldNot;
            }
        });
        return command;
    }
}

/// <summary>The files could not be checked; the text says why, and what to do.</summary>
internal sealed class CheckException(string message, Exception? inner = null) : Exception(message, inner);
