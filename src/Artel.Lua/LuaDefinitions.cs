using System.ComponentModel;
using Artel.Lua.Modules;
using Artel.Lua.Processes;
using Microsoft.Extensions.Logging;

namespace Artel.Lua;

/// <summary>Adds processes that are written in Lua.</summary>
public static class LuaDefinitions
{
    private static LuaLimits NoLimits { get; } = new();

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
    /// <param name="limits">What a process of it may use.</param>
    /// <exception cref="ArgumentException">The id is malformed, or another definition has it.</exception>
    public static ArtelBuilder AddLuaFile(this ArtelBuilder artel, string id, string path, LuaLimits limits) =>
        AddFile(artel, id, path, limits, new());

    /// <summary>
    /// Adds a function of the table that a Lua file returns as a definition, so that one file can hold several. It is compiled when the
    /// application starts.
    /// </summary>
    /// <param name="artel">What the runtime is made of.</param>
    /// <param name="id">The definition's id, <c>namespace:name</c>.</param>
    /// <param name="path">The file, relative to the application's folder, or absolute.</param>
    /// <param name="method">The function's name in the table.</param>
    /// <param name="limits">What a process of it may use; the default limits if nothing is said.</param>
    /// <exception cref="ArgumentException">The id is malformed, another definition has it, or the method's name is empty.</exception>
    /// <remarks>A table without the method is NOT_FOUND at the spawn; the error names the method and what the table has.</remarks>
    public static ArtelBuilder AddLuaFile(this ArtelBuilder artel, string id, string path, string method, LuaLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        return AddFile(artel, id, path, limits ?? NoLimits, new() { Method = method });
    }

    /// <summary>Adds Lua source text as a definition. It is compiled when the application starts.</summary>
    /// <param name="artel">What the runtime is made of.</param>
    /// <param name="id">The definition's id, <c>namespace:name</c>.</param>
    /// <param name="source">The source text.</param>
    /// <param name="limits">What a process of it may use; the default limits if nothing is said.</param>
    /// <exception cref="ArgumentException">The id is malformed, or another definition has it.</exception>
    public static ArtelBuilder AddLuaSource(this ArtelBuilder artel, string id, string source, LuaLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(artel);
        ArgumentNullException.ThrowIfNull(source);
        return Add(artel, new LuaDefinitionSource(id, LuaScript.OfText(id, source), new LuaModules(AppContext.BaseDirectory)), limits ?? NoLimits, new());
    }

    /// <summary>Adds one of the definitions of a Lua file with what its annotations declare; what generated code calls.</summary>
    /// <param name="artel">What the runtime is made of.</param>
    /// <param name="id">The definition's id, <c>namespace:name</c>.</param>
    /// <param name="path">The file, relative to the application's folder.</param>
    /// <param name="topics">The topics of its <c>---@message</c> lines.</param>
    /// <param name="permissions">Those of its <c>---@permission</c> lines; null when it has none.</param>
    /// <param name="method">The function of its <c>---@entry</c> line, in the table that the file returns; null for its main.</param>
    /// <param name="host">The host of its <c>---@host</c> line; null when it has none.</param>
    /// <exception cref="ArgumentException">The id is malformed, another definition has it, or the method's name is empty.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static ArtelBuilder AddDeclared(
        ArtelBuilder artel, string id, string path, IReadOnlyList<string> topics, IReadOnlyList<PermissionDeclaration>? permissions,
        string? method = null, string? host = null)
    {
        if (method is not null)
            ArgumentException.ThrowIfNullOrEmpty(method);
        var declared = new LuaDeclaration { Topics = topics, Permissions = permissions, Host = host };
        return AddFile(artel, id, path, NoLimits, method is null ? declared : declared with { Method = method });
    }

    internal static ProcessDefinition Define(string id, LuaScript script, LuaModules modules, LuaLimits limits, LuaDeclaration? declared = null)
    {
        declared ??= new();
        return new(id, activation => Create(activation, script, declared.Method, modules, limits))
        {
            Language = "Lua",
            Topics = declared.Topics,
            Permissions = declared.Permissions,
            Host = declared.Host,
            NeedsPortablePayloads = true,
            IsSynchronous = true,
            ReceivesByChannels = true,
            Load = script.Compile,
        };
    }

    private static ArtelBuilder AddFile(ArtelBuilder artel, string id, string path, LuaLimits limits, LuaDeclaration declared)
    {
        ArgumentNullException.ThrowIfNull(artel);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(limits);
        var root = AppContext.BaseDirectory;
        return Add(artel, new LuaDefinitionSource(id, LuaScript.OfFile(root, path), new LuaModules(root)), limits, declared);
    }

    private static ArtelBuilder Add(ArtelBuilder artel, LuaDefinitionSource source, LuaLimits limits, LuaDeclaration declared)
    {
        artel.AddDefinition(
            Define(source.Id, source.Script, source.Modules, limits.Verify($"definition '{source.Id}'"), declared),
            $"the Lua script '{source.Script.Name}'");
        LuaScripts.Of(artel.Services).Add(source);
        return artel;
    }

    private static LuaBehavior Create(ProcessActivation activation, LuaScript script, string? method, LuaModules modules, LuaLimits limits)
    {
        var behavior = LuaBehavior.Load(
            script.Code, method, modules, LimitsOf(activation, limits), TimeOf(activation), activation.Arguments.ToPortable());
        if (activation.Services.GetService(typeof(ILoggerFactory)) is ILoggerFactory loggers)
            behavior.Logger = loggers.CreateLogger(LoggerModule.Category);
        return behavior;
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

/// <summary>What is said about a Lua definition beside its source.</summary>
internal sealed record LuaDeclaration
{
    /// <summary>The function of the returned table that it starts with; null for main.</summary>
    public string? Method { get; init; }

    /// <summary>The topics that it takes.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The host that runs it where it is called as a function; null where it names none.</summary>
    public string? Host { get; init; }

    /// <summary>What it may do at most; null where it declares nothing.</summary>
    public IReadOnlyList<PermissionDeclaration>? Permissions { get; init; }
}
