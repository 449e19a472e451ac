using Artel.Lua.Processes;

namespace Artel.Lua;

/// <summary>Adds processes that are written in Lua.</summary>
public static class LuaDefinitions
{
    /// <summary>Adds a Lua file as a definition. It is compiled when the application starts.</summary>
    /// <param name="artel">What the runtime is made of.</param>
    /// <param name="id">The definition's id, <c>namespace:name</c>.</param>
    /// <param name="path">The file, relative to the application's folder, or absolute.</param>
    /// <exception cref="ArgumentException">The id is malformed, or another definition has it.</exception>
    /// <remarks>A file that is missing, unreadable or no Lua stops the start with an error that names it, the line and the column.</remarks>
    public static ArtelBuilder AddLuaFile(this ArtelBuilder artel, string id, string path) => AddLuaFile(artel, id, path, NoLimits);

    /// <summary>Adds a Lua file as a definition with limits of its own. It is compiled when the application starts.</summary>
    /// <param name="artel">What the runtime is made of.</param>
    /// <param name="id">The definition's id, <c>namespace:name</c>.</param>
    /// <param name="path">The file, relative to the application's folder, or absolute.</param>
    /// <param name="limits">What a process of it may use; where it says nothing, the limits of the host or the configuration hold.</param>
    /// <exception cref="ArgumentException">The id is malformed, another definition has it, or a limit is not allowed.</exception>
    public static ArtelBuilder AddLuaFile(this ArtelBuilder artel, string id, string path, LuaLimits limits)
    {
        ArgumentNullException.ThrowIfNull(artel);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(limits);
        var root = AppContext.BaseDirectory;
        return Add(artel, new LuaDefinitionSource(id, LuaScript.OfFile(root, path), new LuaModules(root)), limits);
    }

    /// <summary>Adds Lua source text as a definition. It is compiled when the application starts.</summary>
    /// <param name="artel">What the runtime is made of.</param>
    /// <param name="id">The definition's id, <c>namespace:name</c>.</param>
    /// <param name="source">The source text.</param>
    /// <param name="limits">What a process of it may use; where it says nothing, the limits of the host or the configuration hold.</param>
    /// <exception cref="ArgumentException">The id is malformed, another definition has it, or a limit is not allowed.</exception>
    public static ArtelBuilder AddLuaSource(this ArtelBuilder artel, string id, string source, LuaLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(artel);
        ArgumentNullException.ThrowIfNull(source);
        return Add(artel, new LuaDefinitionSource(id, LuaScript.OfText(id, source), new LuaModules(AppContext.BaseDirectory)), limits ?? NoLimits);
    }

    private static LuaLimits NoLimits { get; } = new();

    internal static ProcessDefinition Define(string id, LuaScript script, LuaModules modules, LuaLimits limits) =>
        new(id, activation => LuaBehavior.Load(
            script.Code, modules, LimitsOf(activation, limits), TimeOf(activation), activation.Arguments.ToPortable()))
        {
            Language = "Lua",
            NeedsPortablePayloads = true,
            IsSynchronous = true,
            Load = script.Compile,
        };

    private static ArtelBuilder Add(ArtelBuilder artel, LuaDefinitionSource source, LuaLimits limits)
    {
        artel.AddDefinition(Define(source.Id, source.Script, source.Modules, limits.Verify($"definition '{source.Id}'")));
        LuaScripts.Of(artel.Services).Add(source);
        return artel;
    }

    /// <summary>The definition's limits before the host's, before the configuration's.</summary>
    private static LuaLimits LimitsOf(ProcessActivation activation, LuaLimits limits)
    {
        var configured = activation.Services.GetService(typeof(LuaConfiguration)) as LuaConfiguration;
        return limits.Over(activation.Host?.Features.Get<LuaLimits>()).Over(configured?.Limits);
    }

    private static TimeProvider TimeOf(ProcessActivation activation) =>
        activation.Services.GetService(typeof(TimeProvider)) as TimeProvider ?? TimeProvider.System;
}
