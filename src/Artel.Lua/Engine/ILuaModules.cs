namespace Artel.Lua.Engine;

/// <summary>Where <c>require</c> looks for a module.</summary>
internal interface ILuaModules
{
    /// <summary>A module by its name: <see cref="LuaCode"/>, whose chunk then runs, or a <see cref="LuaLibrary"/>.</summary>
    /// <exception cref="ProcessException">There is none, or it does not compile; <c>require</c> raises it.</exception>
    object Find(LuaState state, string name);
}
