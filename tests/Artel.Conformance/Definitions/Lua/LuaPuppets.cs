using Artel.Lua;

namespace Artel.Conformance.Definitions;

/// <summary>
/// The definitions in Lua. They are named here and not in their files, as two are of the same file, others are methods of one, and the
/// puppets need limits of their own.
/// </summary>
internal static class LuaPuppets
{
    /// <summary>A puppet keeps its turn for as long as a test wants.</summary>
    private static readonly LuaLimits Patient = new() { TimeSlice = ConformanceApp.Patience };

    public static ArtelBuilder AddLuaPuppets(this ArtelBuilder artel)
    {
        artel.AddLuaFile("conf.lua:puppet", "Definitions/Lua/puppet.lua", Patient);
        artel.AddLuaFile("conf.lua:successor", "Definitions/Lua/puppet.lua", Patient);
        artel.AddLuaFile("conf.lua:broken", "Definitions/Lua/broken.lua");
        artel.AddLuaFile("conf.lua:undeclared", "Definitions/Lua/probe.lua");
        string[] methods =
        [
            "ender", "arguments", "herald", "announcer", "namesake", "context_reader", "identity_reader", "stuck", "self_sender", "parent", "busybody",
        ];
        foreach (var method in methods)
            artel.AddLuaFile($"conf.lua:{method.Replace('_', '-')}", "Definitions/Lua/others.lua", method);
        return artel;
    }
}
