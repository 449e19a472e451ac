using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Which of Artel's assemblies the project references.</summary>
internal readonly record struct ArtelReferences(bool Artel, bool Lua)
{
    public static ArtelReferences Of(Compilation compilation) => new(
        compilation.GetTypeByMetadataName("Artel.ArtelBuilder") is not null,
        compilation.GetTypeByMetadataName("Artel.Lua.LuaDefinitions") is not null);
}
