using Microsoft.Extensions.DependencyInjection;

namespace Artel.Lua;

/// <summary>In the place of the Lua engine, which the generator does not need: it remembers what <c>AddDefinitions</c> adds.</summary>
internal static class LuaDefinitions
{
    public static ArtelBuilder AddDeclared(
        ArtelBuilder artel, string id, string path, IReadOnlyList<string> topics, IReadOnlyList<PermissionDeclaration>? permissions, string? method = null)
    {
        artel.Services.AddSingleton(new LuaDefinition(id, path, string.Join(" ", topics), permissions is null ? null : string.Join(" ", permissions), method));
        return artel;
    }
}

/// <summary>What was added.</summary>
internal sealed record LuaDefinition(string Id, string Path, string Topics, string? Permissions, string? Method = null);
