using Artel.Lua.Processes;
using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

/// <summary>Definitions in Lua for a test's runtime.</summary>
internal static class LuaApp
{
    /// <summary>None of a process's coroutines is ever interrupted for another, on however slow a machine: tests may count on the order in which they go on.</summary>
    public static readonly LuaLimits Unhurried = new() { TimeSlice = TimeSpan.FromMinutes(5) };

    /// <summary>A definition of this source; <see cref="Unhurried"/> unless a test is of interruptions.</summary>
    public static TestApp Lua(this TestApp app, string id, string source, LuaLimits? limits = null)
    {
        var script = LuaScript.OfText(id.Replace(':', '/') + ".lua", source);
        return app.Define(LuaDefinitions.Define(id, script, new LuaModules(AppContext.BaseDirectory), limits ?? Unhurried));
    }

    /// <summary>Runs a source as a process and gives what its main returned.</summary>
    public static async Task<T> ExecAsync<T>(string source, params object?[] arguments)
    {
        await using var app = new TestApp().Lua("test:lua", source).Lua("test:idle", Idle).Lua("test:echo", Echo);
        return await app.Runtime.ExecAsync<T>("test:lua", TestApp.Host, arguments).WaitAsync(TestApp.Patience);
    }

    /// <summary>Ends or fails when it is told to.</summary>
    public const string Idle = """
        return function()
          for message in process.inbox():each() do
            if message:topic() == "stop" then return message:payload() end
            if message:topic() == "fail" then error(errors.new(errors.CONFLICT, message:payload())) end
          end
        end
        """;

    /// <summary>Sends back what it gets.</summary>
    public const string Echo = """
        return function()
          for message in process.inbox():each() do
            if message:from() then process.send(message:from(), message:topic(), message:payload())
            else message:reply(message:payload()) end
          end
        end
        """;
}
