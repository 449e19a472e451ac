using Artel.Lua.Engine;
using Artel.Lua.Processes;

namespace Artel.Lua.Tests.Modules;

/// <summary>Runs scripts that need modules, but no process.</summary>
internal static class ModuleScript
{
    /// <summary>The script with these modules as locals gives this.</summary>
    public static void Returns(string source, string result, LuaLimits? limits = null, TimeProvider? time = null)
    {
        var outcome = Run(source, limits, time);
        Assert.True(outcome.Kind == LuaStepKind.Finished, $"{outcome.Kind}: {outcome.Error}");
        Assert.Equal(result, outcome.Result);
    }

    public static Outcome Run(string source, LuaLimits? limits = null, TimeProvider? time = null)
    {
        using var state = new LuaState(limits ?? LuaLimits.Default, null, Script.Globals)
        {
            Modules = new LuaModules(AppContext.BaseDirectory), Time = time ?? TimeProvider.System,
        };
        const string modules = "local json, uuid, time = require('json'), require('uuid'), require('time') ";
        return Script.Drive(state, state.Load(LuaCompiler.Compile(modules + source, "test.lua")));
    }
}
