using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Names references, so that none takes the name of a type or of another reference.</summary>
internal static class ReferenceNames
{
    /// <summary>With these the extension <c>Spawn...</c> would be hidden by a method of the process or of the spawner.</summary>
    private static readonly string[] Hidden = ["Linked", "LinkedMonitored", "Monitored", "Named"];

    /// <summary>The name for a class, without <c>Ref</c>: its own, after those of the types that it is nested in.</summary>
    public static string Choose(INamedTypeSymbol process, ReadSources sources)
    {
        var name = process.Name;
        for (var outer = process.ContainingType; outer is not null; outer = outer.ContainingType)
            name = outer.Name + name;
        // A class that has no name yet is being typed.
        name = name.Length == 0 ? "Process" : char.ToUpperInvariant(name[0]) + name.Substring(1);
        return Free(name, taken => sources.HasType(process.ContainingNamespace, taken));
    }

    /// <summary>The name, or the next best one where the names of the types that are made from it are taken.</summary>
    public static string Free(string name, Func<string, bool> isTaken)
    {
        if (Hidden.Contains(name))
            name += "Process";
        var stem = name;
        for (var number = 1; isTaken(name + "Ref") || isTaken(name + "RefExtensions"); number++)
            name = $"{stem}Process{(number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture))}";
        return name;
    }

    /// <summary>Tells references of one name apart, and gives each a file of its own, whose name counts without regard to case.</summary>
    public static ImmutableArray<ReferenceModel> Distinguish(ImmutableArray<ReferenceModel> references)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var named = ImmutableArray.CreateBuilder<ReferenceModel>(references.Length);
        foreach (var reference in references)
        {
            var name = reference.Name;
            for (var number = 2; !types.Add(reference.Namespace + "." + name); number++)
                name = reference.Name + number.ToString(CultureInfo.InvariantCulture);
            var stem = $"{(reference.Namespace.Length == 0 ? "" : reference.Namespace.Replace("@", "") + ".")}{name}Ref.Reference";
            var file = stem;
            for (var number = 2; !files.Add(file); number++)
                file = $"{stem}.{number.ToString(CultureInfo.InvariantCulture)}";
            named.Add(reference with { Name = name, FileName = file });
        }

        return named.ToImmutable();
    }
}
