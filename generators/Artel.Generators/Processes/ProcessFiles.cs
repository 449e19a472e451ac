using System.Collections.Immutable;

namespace Artel.Generators;

/// <summary>
/// Gives each process class a file name of its own: the compiler compares the names of generated files without regard to case, and one
/// that comes twice would take all generated code with it.
/// </summary>
internal static class ProcessFiles
{
    public static ImmutableArray<ProcessModel> Name(ImmutableArray<ProcessModel> processes)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var named = ImmutableArray.CreateBuilder<ProcessModel>(processes.Length);
        // A class with the attribute on two of its parts comes twice; the compiler reports that.
        foreach (var process in processes.Where(process => types.Add(process.Type)))
        {
            names.TryGetValue(process.FileName, out var used);
            names[process.FileName] = used + 1;
            named.Add(used == 0 ? process : process with { FileName = $"{process.FileName}.{used + 1}" });
        }

        return named.ToImmutable();
    }
}
