using Microsoft.Extensions.DependencyInjection;

namespace Artel.Lua;

/// <summary>In the place of the Lua engine, which the generator does not need: it remembers what <c>AddDefinitions</c> adds.</summary>
internal static class LuaDefinitions
{
    public static ArtelBuilder AddLuaFile(this ArtelBuilder artel, string id, string path)
    {
        artel.Services.AddSingleton(new LuaDefinition(id, path));
        return artel;
    }
}

/// <summary>What was added.</summary>
internal sealed record LuaDefinition(string Id, string Path);
