using System.Collections.Immutable;

namespace Artel.Generators;

/// <summary>A definition, as the manifest shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Language">What it is written in.</param>
/// <param name="Source">Its file, from the project's folder where it is in there.</param>
/// <param name="Permissions">What it declares; null for nothing at all.</param>
/// <param name="Topics">The topics that it handles, in order.</param>
internal sealed record ManifestEntry(
    string Id, string Language, string Source, EquatableArray<PermissionModel>? Permissions, EquatableArray<string> Topics)
{
    public static ManifestEntry Of(ProcessModel process) => new(
        process.Id,
        "C#",
        process.Source,
        process.Permissions,
        Sorted(process.Handlers.Select(static handler => handler.Topic).OfType<string>()));

    public static ManifestEntry Of(FunctionModel function) => new(function.Id, "C#", function.Source, function.Permissions, default);
    public static ManifestEntry Of(SupervisorModel supervisor) => new(
        supervisor.Id, "C#", supervisor.Source, supervisor.Permissions(), Sorted(SupervisorModel.Topics));

    public static ManifestEntry Of(LuaFile file) => new(
        file.Id, "Lua", file.Path, file.Process.Permissions, Sorted(file.Process.Messages.Select(static message => message.Topic)));

    /// <summary>With the path from a folder, so that the manifest is the same on every machine.</summary>
    public ManifestEntry From(string folder)
    {
        string[] source = Parts(Source), root = Parts(folder);
        var common = 0;
        while (common < root.Length && common < source.Length - 1 && string.Equals(root[common], source[common], StringComparison.OrdinalIgnoreCase))
            common++;
        // What is on another drive, or on the other side of the root, is known by its name.
        if (common == 0)
            return Path.IsPathRooted(Source) ? this with { Source = source[source.Length - 1] } : this;
        return this with { Source = string.Join("/", Enumerable.Repeat("..", root.Length - common).Concat(source.Skip(common))) };
    }

    private static string[] Parts(string path) => path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);

    private static EquatableArray<string> Sorted(IEnumerable<string> topics) => topics.OrderBy(static topic => topic, StringComparer.Ordinal).ToEquatableArray();
}

/// <summary>All definitions of an assembly, ordered by id.</summary>
internal sealed record ManifestModel(EquatableArray<ManifestEntry> Entries)
{
    public static ManifestModel Create(ImmutableArray<ManifestEntry> processes, DefinitionsModel definitions, string folder) => new(
        definitions.References.Artel
            ? processes
                .Concat(definitions.UsableLuaFiles.Select(ManifestEntry.Of))
                .Select(entry => entry.From(folder))
                .OrderBy(static entry => entry.Id, StringComparer.Ordinal)
                .ThenBy(static entry => entry.Source, StringComparer.Ordinal)
                .ToEquatableArray()
            : default);
}
