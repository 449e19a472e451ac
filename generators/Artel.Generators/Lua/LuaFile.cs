namespace Artel.Generators;

/// <summary>What a Lua file says of itself in the comment that it begins with.</summary>
/// <param name="Id">The id after <c>---@process</c>; null for a module.</param>
/// <param name="Place">Where the id is.</param>
internal sealed record LuaHeader(string? Id, Place? Place);

/// <summary>A Lua file of the project that is a definition.</summary>
/// <param name="Id">The definition's id.</param>
/// <param name="Path">Where the file is, from the output folder.</param>
/// <param name="Place">Where the id is.</param>
internal sealed record LuaFile(string Id, string Path, Place Place);
