using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

/// <summary>Waiting works everywhere that Lua can wait, and is a clear error elsewhere (statement 143).</summary>
public sealed class LuaWaitingTests
{
    /// <summary>What waits, and then gives <c>"v"</c>.</summary>
    private static readonly Dictionary<string, string> Operations = new()
    {
        ["receive"] = "local ch = channel.new() coroutine.spawn(function() ch:send('v') end) return (ch:receive())",
        ["send"] = "local ch = channel.new() coroutine.spawn(function() ch:receive() end) ch:send(1) return 'v'",
        ["select"] = "local ch = channel.new() coroutine.spawn(function() ch:send('v') end) return channel.select({ ch:case_receive() }).value",
        ["sleep"] = "return require('time').sleep('1s') and 'v'",
        ["after"] = "local _, ok = require('time').after('1s'):receive() return ok and 'v'",
        ["exec"] = "return process.exec('test:value', 'test:processes')",
        ["ask"] = "return process.ask(process.spawn('test:answer', 'test:processes'), 'topic', 'v')",
    };

    /// <summary>Where <c>wait()</c> is called; each gives <c>"v"</c>.</summary>
    private static readonly Dictionary<string, string> Places = new()
    {
        ["main"] = "return wait()",
        ["a spawned coroutine"] = "local done = channel.new() coroutine.spawn(function() done:send(wait()) end) return (done:receive())",
        ["pcall"] = "local ok, v = pcall(wait) return ok and v",
        ["pcall that fails later"] = "local ok, e = pcall(function() error(wait(), 0) end) return not ok and e",
        ["pcall in pcall"] = "local _, ok, v = pcall(pcall, wait) return ok and v",
        ["xpcall"] = "local ok, v = xpcall(wait, function(e) return e end) return ok and v",
        ["xpcall that fails later"] = "local ok, e = xpcall(function() error(wait(), 0) end, function(e) return e end) return not ok and e",
        ["__index"] = "return setmetatable({}, { __index = function() return wait() end }).x",
        ["__newindex"] = "local v local t = setmetatable({}, { __newindex = function() v = wait() end }) t.x = 1 return v",
        ["__call"] = "return (setmetatable({}, { __call = function() return wait() end })())",
        ["__add"] = "return setmetatable({}, { __add = function() return wait() end }) + 1",
        ["__unm"] = "return -setmetatable({}, { __unm = function() return wait() end })",
        ["__band"] = "return setmetatable({}, { __band = function() return wait() end }) & 1",
        ["__concat"] = "return setmetatable({}, { __concat = function() return wait() end }) .. 'x'",
        ["__len"] = "return #setmetatable({}, { __len = function() return wait() end })",
        ["__eq"] = "local mt = { __eq = function() return wait() == 'v' end } return setmetatable({}, mt) == setmetatable({}, mt) and 'v'",
        ["__lt"] = "local mt = { __lt = function() return wait() == 'v' end } return setmetatable({}, mt) < setmetatable({}, mt) and 'v'",
        ["__le"] = "local mt = { __le = function() return wait() == 'v' end } return setmetatable({}, mt) <= setmetatable({}, mt) and 'v'",
        ["__pairs"] = "for k in pairs(setmetatable({}, { __pairs = function() return next, { [wait()] = 1 } end })) do return k end",
        ["an iterator"] = "for v in function() return wait() end do return v end",
        ["a wrapped iterator"] = "for v in coroutine.wrap(function() coroutine.yield(wait()) end) do return v end",
        ["gsub's callback"] = "return (('x'):gsub('x', function() return wait() end))",
        ["coroutine.wrap, three deep"] = """
            local function deep(n) if n == 0 then return wait() end return coroutine.wrap(deep)(n - 1) end
            return deep(3)
            """,
        ["coroutine.create, three deep"] = """
            local function deep(n)
              if n == 0 then return wait() end
              local ok, v = coroutine.resume(coroutine.create(deep), n - 1)
              return ok and v
            end
            return deep(3)
            """,
        ["coroutines that yield between waits"] = """
            local co = coroutine.wrap(function() wait() coroutine.yield(1) wait() coroutine.yield(2) return wait() end)
            assert(co() == 1 and co() == 2)
            return co()
            """,
        ["__close, left normally"] = "local v do local c <close> = setmetatable({}, { __close = function() v = wait() end }) end return v",
        ["__close, left by break"] = "local v while true do local c <close> = setmetatable({}, { __close = function() v = wait() end }) break end return v",
        ["__close, left by return"] = """
            local v
            local function f() local c <close> = setmetatable({}, { __close = function() v = wait() end }) return 5 end
            return f() == 5 and v
            """,
        ["__close, left by an error"] = """
            local v
            local ok, e = pcall(function() local c <close> = setmetatable({}, { __close = function() v = wait() end }) error('out', 0) end)
            return not ok and e == 'out' and v
            """,
        ["__close of a generic for"] = """
            local v
            for _ in pairs({ 1 }) do end
            for _ in function() return 1 end, nil, nil, setmetatable({}, { __close = function() v = wait() end }) do break end
            return v
            """,
    };

    /// <summary>Where native code calls the script, so that it can't wait: it gets an error there, and waits again after it.</summary>
    private static readonly Dictionary<string, string> Prisons = new()
    {
        ["table.sort's comparison"] = "table.sort({ 2, 1, 3 }, function(a, b) wait() return a < b end)",
        ["__lt in table.sort"] = "local mt = { __lt = function() return wait() == 'v' end } table.sort({ setmetatable({}, mt), setmetatable({}, mt) })",
        ["__tostring"] = "tostring(setmetatable({}, { __tostring = function() return wait() end }))",
        ["__tostring in string.format"] = "string.format('%s', setmetatable({}, { __tostring = function() return wait() end }))",
        ["__index in table.concat"] = "table.concat(setmetatable({}, { __len = function() return 1 end, __index = function() return wait() end }))",
        ["a coroutine in table.sort"] = "table.sort({ 2, 1 }, function(a, b) local ok, e = coroutine.resume(coroutine.create(wait)) if not ok then error(e, 0) end return a < b end)",
        ["xpcall's handler"] = "local ok, e = xpcall(error, function() return wait() end, 'x') if not ok then error(e, 0) end",
        ["__close in coroutine.close"] = """
            local co = coroutine.create(function()
              local c <close> = setmetatable({}, { __close = function() wait() end })
              coroutine.yield()
            end)
            coroutine.resume(co)
            local ok, e = coroutine.close(co)
            if not ok then error(e, 0) end
            """,
    };

    public static TheoryData<string, string> WhereItWaits()
    {
        var all = new TheoryData<string, string>();
        foreach (var place in Places.Keys)
        {
            foreach (var operation in Operations.Keys)
                all.Add(place, operation);
        }

        return all;
    }

    public static TheoryData<string, string> WhereItCannot()
    {
        var all = new TheoryData<string, string>();
        foreach (var prison in Prisons.Keys)
        {
            foreach (var operation in Operations.Keys)
                all.Add(prison, operation);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(WhereItWaits))]
    public async Task S143_an_operation_waits_wherever_Lua_can_yield(string place, string operation) =>
        Assert.Equal("v", await RunAsync(Places[place], operation));

    [Theory]
    [MemberData(nameof(WhereItCannot))]
    public async Task S143_where_Lua_cannot_yield_waiting_is_an_error_that_pcall_catches(string prison, string operation)
    {
        var said = await RunAsync(
            $"local ok, e = pcall(function() {Prisons[prison]} end) return tostring(ok) .. ': ' .. tostring(e) .. ' / ' .. wait()", operation);
        Assert.Matches("^false: .*(attempt to (yield|wait)|error in error handling|__len)[\\s\\S]* / v$", said);
    }

    private static async Task<string> RunAsync(string body, string operation)
    {
        await using var app = new TestApp()
            .Lua("test:value", "return function() return 'v' end")
            .Lua("test:answer", "return function() local request = process.inbox():receive() request:reply(request:payload()) end")
            .Lua("test:lua", $"""
                return function()
                  local function wait() {Operations[operation]} end
                  {body}
                end
                """);
        var run = app.Runtime.ExecAsync<string>("test:lua", TestApp.Host).WaitAsync(TestApp.Patience);
        while (operation is "sleep" or "after" && !run.IsCompleted)
        {
            app.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await run;
    }
}
