namespace Artel.Generators;

/// <summary>What a Lua file says of itself in the comment that it begins with.</summary>
/// <param name="Id">The id after <c>---@process</c> or <c>---@function</c>; null for a module.</param>
/// <param name="Place">Where the id is.</param>
/// <param name="IsFunction">Whether the line is <c>---@function</c>.</param>
internal readonly record struct LuaHeader(string? Id, Place? Place, bool IsFunction = false);

/// <summary>What a Lua file says of one of its processes or functions: in <c>---@process</c> or <c>---@function</c> and the annotations after it.</summary>
/// <param name="Id">The definition's id.</param>
/// <param name="Entry">The method of the file's table that it starts with; null for main.</param>
/// <param name="Place">Where the id is.</param>
/// <param name="Permissions">The permissions that it declares, distinct and in order; null when it declares nothing at all.</param>
/// <param name="Messages">The messages that it takes, in order.</param>
/// <param name="Main">What is said of its main; null where nothing is known.</param>
internal sealed record LuaProcess(
    string Id, string? Entry, Place Place, EquatableArray<PermissionModel>? Permissions, EquatableArray<LuaMessage> Messages, LuaMain? Main)
{
    /// <summary>Whether it is a function.</summary>
    public bool IsFunction { get; init; }

    /// <summary>The host after <c>---@host</c>; null where it names none.</summary>
    public string? Host { get; init; }

    /// <summary>The queues after <c>---@consumer</c>, in order.</summary>
    public EquatableArray<string> Queues { get; init; }
}

/// <summary>A line <c>---@message topic type</c>, and the line <c>---@reply type</c> after it.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Type">What follows it: the type of the payload, then maybe words; may be empty.</param>
/// <param name="Reply">The type of the answer, then maybe words; null where nothing is said of one.</param>
internal sealed record LuaMessage(string Topic, string Type, string? Reply);

/// <summary>A definition in a Lua file of the project.</summary>
/// <param name="Path">Where the file is, from the output folder.</param>
/// <param name="Process">What it says of itself.</param>
internal sealed record LuaFile(string Path, LuaProcess Process)
{
    /// <summary>The definition's id.</summary>
    public string Id => Process.Id;
}
