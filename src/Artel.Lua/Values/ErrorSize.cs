namespace Artel.Lua.Values;

/// <summary>
/// What an error makes the host hold: its texts, its details, and those of its causes. It counts as the memory of whoever holds it.
/// </summary>
internal static class ErrorSize
{
    /// <summary>
    /// How many causes an error of a script keeps, the first of them always: whatever shows an error goes through its causes, one inside of the
    /// other.
    /// </summary>
    public const int MostCauses = 64;

    private const int Entry = 64;
    private const int MostDepth = 64;

    /// <summary>About so many bytes.</summary>
    public static long Of(ProcessException error)
    {
        var bytes = 0L;
        Exception? next = error;
        for (var i = 0; next is not null && i <= MostCauses; i++, next = next.InnerException)
        {
            bytes += OfText(next.Message);
            if (next is ProcessException process)
                bytes += OfText(process.ScriptStack) + OfValues(process.Details, MostDepth);
        }

        return bytes;
    }

    /// <summary>How many causes an error has.</summary>
    public static int CountCauses(Exception error)
    {
        var count = 0;
        for (var next = error.InnerException; next is not null; next = next.InnerException)
            count++;
        return count;
    }

    private static long OfText(string? text) => 2L * (text?.Length ?? 0);

    private static long OfValues(IReadOnlyDictionary<string, object?> values, int depth)
    {
        var bytes = 0L;
        foreach (var (key, value) in values)
            bytes += Entry + OfText(key) + OfValue(value, depth);
        return bytes;
    }

    /// <summary>Of the kinds of values that details have which come from a script or from another process.</summary>
    private static long OfValue(object? value, int depth)
    {
        if (depth == 0)
            return 0;
        var bytes = 0L;
        switch (value)
        {
            case string text:
                return OfText(text);
            case byte[] binary:
                return binary.Length;
            case ProcessException error:
                return Of(error);
            case IReadOnlyDictionary<string, object?> map:
                return OfValues(map, depth - 1);
            case IReadOnlyDictionary<object, object?> map:
                foreach (var (key, item) in map)
                    bytes += Entry + OfValue(key, depth - 1) + OfValue(item, depth - 1);
                return bytes;
            case IReadOnlyList<object?> list:
                foreach (var item in list)
                    bytes += Entry / 2 + OfValue(item, depth - 1);
                return bytes;
            default:
                return 0;
        }
    }
}
