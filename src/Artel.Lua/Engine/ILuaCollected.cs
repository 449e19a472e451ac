namespace Artel.Lua.Engine;

/// <summary>An object that wants to know when no script can reach it any more.</summary>
internal interface ILuaCollected
{
    /// <summary>Its userdata was collected, in the process's turn; runs nothing of the script.</summary>
    void Collected();
}
