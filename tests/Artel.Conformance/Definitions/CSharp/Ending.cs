namespace Artel.Conformance.Definitions;

/// <summary>The commands after which a puppet is no more.</summary>
internal static class Ending
{
    public static bool Is(object?[] command) => command[0] is "return" or "exit" or "fail" or "crash";

    /// <summary>Throws for the commands that end with an error.</summary>
    public static void ThrowIfError(object?[] command)
    {
        switch (command[0])
        {
            case "fail":
                throw new ProcessException(ErrorKindNames.Parse((string)command[2]!), (string)command[3]!);
            case "crash":
                throw new InvalidOperationException((string)command[2]!);
        }
    }
}
