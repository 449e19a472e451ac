namespace Artel.Lua;

/// <summary>A Lua source does not compile.</summary>
internal sealed class LuaSyntaxException(string file, int line, string problem, int? column = null)
    : ProcessException(ErrorKind.Invalid, $"{PlaceOf(file, line, column)}: {problem}", retryable: false)
{
    /// <summary>The source's name.</summary>
    public string File { get; } = file;

    /// <summary>The line, from 1; 0 where the compiler names none.</summary>
    public int Line { get; } = line;

    /// <summary>The column, from 1; null where it is not known: Lua's own compiler does not tell it.</summary>
    public int? Column { get; } = column;

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; } = problem;

    private static string PlaceOf(string file, int line, int? column) => (line, column) switch
    {
        (0, _) => file,
        (_, null) => $"{file}:{line}",
        _ => $"{file}:{line}:{column}",
    };
}
