using Artel.Lua.Tests.Processes;

namespace Artel.Lua.Tests.Modules;

/// <summary>The ctx module (A7).</summary>
public sealed class ContextTests
{
    [Fact]
    public async Task A7_and_S104_a_process_reads_the_values_that_it_was_spawned_with_as_copies() => Assert.Equal(
        "en 2 changed? 2 | a,b,lang | nil Invalid | nil NotFound false 'nothing' | false",
        await LuaApp.ExecAsync<string>("""
            local ctx = require("ctx")
            return function(again)
              if not again then
                return process.with_context({ lang = "en", a = { x = { 1, 2 } }, b = false }):spawn_monitored(process.id(), "test:processes", process.pid())
                  and process.inbox():receive():payload()
              end
              local a = ctx.get("a")
              a.x[3] = "changed?"
              local names = {}
              for name in pairs(ctx.all()) do names[#names + 1] = name end
              table.sort(names)
              ctx.all().lang = "fr"
              local v, empty = ctx.get("")
              local w, missing = ctx.get("nothing")
              assert(ctx.get("b") == false and select("#", ctx.get("b")) == 1)
              process.send(again, "said", table.concat({ ctx.get("lang"), #ctx.get("a").x, a.x[3], #ctx.all().a.x }, " ")
                .. " | " .. table.concat(names, ",") .. " | " .. tostring(v) .. " " .. empty:kind()
                .. " | " .. tostring(w) .. " " .. missing:kind() .. " " .. tostring(missing:retryable()) .. " " .. tostring(missing):match("'.*'")
                .. " | " .. tostring((pcall(function() ctx.get = nil end))))
            end
            """));

    [Theory]
    [InlineData("ctx.get()", "Invalid get: the key is missing")]
    [InlineData("pcall(ctx.get, {})", "bad argument #1 to 'get' (string expected, got table)")]
    public async Task A7_a_key_is_a_text(string call, string text) => Assert.Equal(
        text,
        await LuaApp.ExecAsync<string>(
            $"local ctx = require('ctx') return function() local v, err = {call} return type(err) == 'string' and err or err:kind() .. ' ' .. err end"));
}
