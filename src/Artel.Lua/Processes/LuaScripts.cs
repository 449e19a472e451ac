using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Lua.Processes;

/// <summary>The Lua definitions of an application. Filled while the application is put together, read only after that.</summary>
internal sealed class LuaScripts
{
    private readonly List<LuaDefinitionSource> _sources = [];

    public IReadOnlyList<LuaDefinitionSource> Sources => _sources;

    /// <summary>The ones of an application; the first call adds what all Lua processes of it share.</summary>
    public static LuaScripts Of(IServiceCollection services)
    {
        foreach (var service in services)
        {
            if (service.ImplementationInstance is LuaScripts known)
                return known;
        }

        var scripts = new LuaScripts();
        services.AddSingleton(scripts);
        services.AddSingleton(static provider => LuaConfiguration.Read(provider.GetService<IConfiguration>()));
        services.AddHostedService(static provider => new LuaStartCheck(provider.GetRequiredService<LuaConfiguration>));
        return scripts;
    }

    public void Add(LuaDefinitionSource source) => _sources.Add(source);
}

/// <summary>What a definition in Lua is made from.</summary>
/// <param name="Id">The definition's id.</param>
/// <param name="Script">Its own file or text.</param>
/// <param name="Modules">What its processes require.</param>
internal sealed record LuaDefinitionSource(string Id, LuaScript Script, LuaModules Modules);
