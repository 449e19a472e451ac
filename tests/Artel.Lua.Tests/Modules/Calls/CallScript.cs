namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>Scripts that call one function of the library in a process, and tell what it came to.</summary>
internal static class CallScript
{
    /// <summary>What values are made of, and how an outcome is told.</summary>
    private const string Beginning = """
        local json, uuid, time, ctx, funcs, logger, queue, security =
          require("json"), require("uuid"), require("time"), require("ctx"), require("funcs"), require("logger"), require("queue"), require("security")
        local HOST = "test:processes"
        local GIVEN, MORE = "what was given", "and more"
        local done

        local function spawn(id) return process.spawn(id, HOST) end
        local function logged() return process.exec("test:log", HOST) end

        -- A channel with room for one value more than it holds.
        local function holding(count)
          local ch = channel.new(count + 1)
          for i = 1, count do ch:send(i) end
          return ch
        end

        -- A message that is waited for; what comes of it is sent to the channel done.
        local function question()
          coroutine.spawn(function() done:send({ process.ask(process.pid(), "question", 1) }) end)
          return process.inbox():receive()
        end

        -- Waits for what another process was made to tell this one. What earlier scripts began may tell something before.
        local function is_told(is)
          repeat until is(process.inbox():receive():payload())
          return true
        end

        local function is_both(values) return type(values) == "table" and values[1] == GIVEN and values[2] == MORE end

        local function tell(ok, ...)
          local values, kinds = table.pack(...), {}
          if not ok then return "raised " .. tostring((...)) end
          for i = 1, values.n do kinds[i] = type(values[i]) end
          local failed, kind = pcall(function() return values[values.n]:kind() end)
          if failed and values.n == 2 and not values[1] then
            return table.concat({ "refused", kind, kinds[1], kinds[2], values[2]:message() }, " ")
          end
          return table.concat({ "gave", table.unpack(kinds) }, " ")
        end

        return function(...)
          -- A definition that was become anew has nothing to tell.
          if select("#", ...) > 0 then return "went" end
          done = channel.new(1)

        """;

    /// <summary>Calls the function with these arguments.</summary>
    public static string Of(LibraryFunction function, IEnumerable<string> arguments) =>
        $"{Beginning}{Ready(function)}return tell(pcall(function() return {Call(function, arguments)} end))\nend";

    /// <summary>Calls a method on something that is no object of its class.</summary>
    public static string On(LibraryFunction function, string self) =>
        $"{Beginning}{Ready(function)}return tell(pcall(self.{function.Name}, {self}))\nend";

    /// <summary>Calls it by <c>call()</c> in a text that is true if what was given arrived.</summary>
    public static string Proof(LibraryFunction function, IEnumerable<string> arguments, string proof) =>
        $"{Beginning}process.registry.register('test.parent')\n{Ready(function)}local function call() return {Call(function, arguments)} end\n"
        + $"local function arrived() {proof} end\nreturn arrived() and 'gave arrived' or 'gave lost'\nend";

    /// <summary>Tells the kinds of these values.</summary>
    public static string Kinds(IEnumerable<string> values) => $"{Beginning}return tell(true, {string.Join(", ", values)})\nend";

    private static string Ready(LibraryFunction function) =>
        (function.IsMethod ? $"local self = {CallValues.Objects[function.Owner]}\n" : "") + CallValues.Before.GetValueOrDefault(function.FullName) + "\n";

    private static string Call(LibraryFunction function, IEnumerable<string> arguments) =>
        $"{(function.IsMethod ? $"self:{function.Name}" : function.FullName)}({string.Join(", ", arguments)})";
}
