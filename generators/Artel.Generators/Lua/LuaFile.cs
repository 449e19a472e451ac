namespace Artel.Generators;

/// <summary>What a Lua file says of itself in the comment that it begins with.</summary>
/// <param name="Id">The id after <c>---@process</c> or <c>---@function</c>; null for a module.</param>
/// <param name="Place">Where the id is.</param>
/// <param name="IsFunction">Whether the line is <c>---@function</c>.</param>
internal readonly record struct LuaHeader(string? Id, Place? Place, bool IsFunction = false);

/// <summary>What a Lua file with <c>---@process</c> or <c>---@function</c> says of itself in its annotations.</summary>
/// <param name="Id">The definition's id.</param>
/// <param name="Place">Where the id is.</param>
/// <param name="Permissions">The permissions that it declares, distinct and in order; null when it declares nothing at all.</param>
/// <param name="Messages">The messages that it takes, in order.</param>
/// <param name="Main">What is said of its main; null where nothing is known.</param>
internal sealed record LuaProcess(
    string Id, Place Place, EquatableArray<PermissionModel>? Permissions, EquatableArray<LuaMessage> Messages, LuaMain? Main)
{
    /// <summary>Whether it is a function.</summary>
    public bool IsFunction { get; init; }

    /// <summary>The host after <c>---@host</c>; null where it names none.</summary>
    public string? Host { get; init; }

    /// <summary>The queues after <c>---@consumer</c>, in order.</summary>
    public EquatableArray<string> Queues { get; init; }
}

/// <summary>A line <c>---@message topic type</c>.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Type">What follows it: the type of the payload, then maybe words; may be empty.</param>
internal sealed record LuaMessage(string Topic, string Type);

/// <summary>A Lua file of the project that is a definition.</summary>
/// <param name="Path">Where the file is, from the output folder.</param>
/// <param name="Process">What it says of itself.</param>
internal sealed record LuaFile(string Path, LuaProcess Process)
{
    /// <summary>The definition's id.</summary>
    public string Id => Process.Id;
}
