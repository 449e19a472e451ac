using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Names the references of Lua definitions among the types that there are, and those that are generated for process classes.</summary>
internal static class LuaNames
{
    public static ImmutableArray<NamedLuaFile> Assign(
        ImmutableArray<LuaFile> files, string space, ImmutableArray<ReferenceModel> references, Compilation compilation)
    {
        if (!LuaReferences.IsNamespace(space))
            space = "";
        // A function has callers instead.
        files = files.RemoveAll(static file => file.Process.IsFunction);

        // Without the engine there is no such definition either.
        if (files.IsEmpty || compilation.GetTypeByMetadataName("Artel.Lua.LuaDefinitions") is null)
            return ImmutableArray<NamedLuaFile>.Empty;
        var generated = new HashSet<string>(references.Where(reference => reference.Namespace == space).Select(static reference => reference.Type));
        return LuaReferences.Name(
            files.Where(static file => DefinitionIds.IsValid(file.Id)).OrderBy(static file => file.Id, StringComparer.Ordinal),
            space,
            name => generated.Contains(name) || compilation.Assembly.GetTypeByMetadataName(space.Length == 0 ? name : $"{space}.{name}") is not null);
    }
}
