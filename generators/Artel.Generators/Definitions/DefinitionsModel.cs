using System.Collections.Immutable;

namespace Artel.Generators;

/// <summary>What <c>AddDefinitions</c> adds, in a stable order.</summary>
internal sealed record DefinitionsModel(ArtelReferences References, EquatableArray<string> Processes, EquatableArray<LuaFile> LuaFiles, bool HasFunctions)
{
    /// <summary>The Lua files that can be added.</summary>
    public IEnumerable<LuaFile> UsableLuaFiles => References.Lua ? LuaFiles.Where(static file => DefinitionIds.IsValid(file.Id)) : [];

    public static DefinitionsModel Create(ArtelReferences references, ImmutableArray<string> processes, ImmutableArray<LuaFile> luaFiles, bool hasFunctions) => new(
        references,
        processes.OrderBy(static type => type, StringComparer.Ordinal).ToEquatableArray(),
        luaFiles.OrderBy(static file => file.Id, StringComparer.Ordinal).ThenBy(static file => file.Path, StringComparer.Ordinal).ToEquatableArray(),
        hasFunctions);
}
