using System.Collections.Immutable;

namespace Artel.Generators;

/// <summary>
/// Gives each process class a file name of its own: the compiler compares the names of generated files without regard to case, and one
/// that comes twice would take all generated code with it.
/// </summary>
internal static class ProcessFiles
{
    /// <summary>How the names of all other generated files end; a class may be called so too.</summary>
    private static readonly string[] Ends = [".Supervisor", ".Reference", ".Lua", "Function"];

    public static ImmutableArray<ProcessModel> Name(ImmutableArray<ProcessModel> processes)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var named = ImmutableArray.CreateBuilder<ProcessModel>(processes.Length);
        // A class with the attribute on two of its parts comes twice; the compiler reports that.
        foreach (var process in processes.Where(process => types.Add(process.Type)))
        {
            var name = IsOfOthers(process.FileName) ? process.FileName + ".Process" : process.FileName;
            name = Distinct(name, names);
            named.Add(name == process.FileName ? process : process with { FileName = name });
        }

        return named.ToImmutable();
    }

    /// <summary>The name, with a number behind it where it was used before.</summary>
    /// <param name="name">The name.</param>
    /// <param name="names">How often each was used; compares without regard to case.</param>
    public static string Distinct(string name, Dictionary<string, int> names)
    {
        names.TryGetValue(name, out var used);
        names[name] = used + 1;
        return used == 0 ? name : $"{name}.{used + 1}";
    }

    /// <summary>Whether a file of another kind may have the name. Those of the assembly as a whole have Artel's name and no namespace.</summary>
    private static bool IsOfOthers(string name) =>
        Array.Exists(Ends, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
        || (name.IndexOf('.') < 0 && name.StartsWith("Artel", StringComparison.OrdinalIgnoreCase));
}
