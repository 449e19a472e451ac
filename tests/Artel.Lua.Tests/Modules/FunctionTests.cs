using Artel.Lua.Tests.Processes;
using Artel.Security;
using Artel.Tests;

namespace Artel.Lua.Tests.Modules;

/// <summary>A line of an order, as both languages have it.</summary>
public sealed record OrderLine(string Item, int Count, double Price);

/// <summary>A bill, as both languages have it.</summary>
public sealed record Bill(double Sum, IReadOnlyList<string> Items);

/// <summary>Functions in C# that scripts call.</summary>
internal static class Billing
{
    [Function("test:bill")]
    internal static Bill Make(OrderLine[] lines) => new(lines.Sum(static line => line.Count * line.Price), [.. lines.Select(static line => line.Item)]);

    [Function("test:uncopyable")]
    internal static object Uncopyable() => new Func<int>(static () => 1);
}

/// <summary>The funcs module (A8).</summary>
public sealed class FunctionTests
{
    private const string Double = "return function(x) return x * 2 end";

    private static async Task<T> RunAsync<T>(string source, Action<TestApp>? more = null, params object?[] arguments)
    {
        await using var app = new TestApp().Lua("test:main", source).Lua("test:double", Double).Lua("test:idle", LuaApp.Idle)
            .Lua("test:fails", "return function(kind) return nil, errors.new(kind, 'failed on purpose') end")
            .With(static artel => artel.AddDefinitions());
        more?.Invoke(app);
        return await app.Runtime.Functions.CallAsync<T>("test:main", arguments).WaitAsync(TestApp.Patience);
    }

    [Fact]
    public async Task S133_call_gives_the_value_or_the_error()
    {
        Assert.Equal("42 nil Conflict: failed on purpose", await RunAsync<string>("""
            local funcs = require("funcs")
            return function()
              local value, err = funcs.call("test:double", 21)
              local nothing, failed = funcs.call("test:fails", errors.CONFLICT)
              return value .. " " .. tostring(err or nothing) .. " " .. failed:kind() .. ": " .. failed:message()
            end
            """));
    }

    [Theory]
    [InlineData("''", "Invalid: call: the function id is empty")]
    [InlineData("nil", "Invalid: call: the function id is missing")]
    [InlineData("'name'", "Invalid: call: 'name' is not a function id; an id reads namespace:name")]
    [InlineData("':name'", "Invalid: call: ':name' is not a function id; an id reads namespace:name")]
    [InlineData("'test:'", "Invalid: call: 'test:' is not a function id; an id reads namespace:name")]
    [InlineData("'test:missing'", "NotFound: call: there is no function 'test:missing'; add it with AddDefinitions or AddDefinition")]
    [InlineData("'test:double', print", "Invalid: argument[1]: a function can't")]
    public async Task What_is_wrong_with_the_call_is_an_error_of_call_and_of_async(string arguments, string expected)
    {
        foreach (var function in (string[])["funcs.call(", "funcs.async(", "funcs.new():call(", "funcs.new():async("])
        {
            var error = await RunAsync<string>($"""
                local funcs = require("funcs")
                return function()
                  local value, err = {function}{arguments})
                  return tostring(value) .. " " .. err:kind() .. ": " .. err:message()
                end
                """);
            Assert.StartsWith("nil " + (function.Contains("async", StringComparison.Ordinal) && arguments == "nil" ? expected.Replace("call:", "async:", StringComparison.Ordinal) : expected), error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("funcs.call({})", "bad argument #1 to 'call' (string expected, got table)")]
    [InlineData("funcs.async(print)", "bad argument #1 to 'async' (string expected, got function)")]
    [InlineData("funcs.new():with_context(1)", "bad argument #1 to 'with_context' (table expected, got number)")]
    [InlineData("funcs.new():with_options('x')", "bad argument #1 to 'with_options' (table expected, got string)")]
    [InlineData("funcs.new():with_actor('x')", "bad argument #1 to 'with_actor' (actor expected, got string)")]
    [InlineData("funcs.new().call(1, 'test:double')", "executor expected, got number")]
    [InlineData("funcs.async('test:double', 1).result({})", "future expected, got table")]
    public async Task An_argument_of_the_wrong_type_raises(string call, string expected) => Assert.Contains(expected, await RunAsync<string>($"""
        local funcs = require("funcs")
        return function() return select(2, pcall(function() return {call} end)) end
        """), StringComparison.Ordinal);

    [Fact]
    public async Task S133_a_future_has_one_response_a_wrapped_value_or_an_error_and_tells_its_state() => Assert.Equal(
        "false false nil nil | 8 true nil false true | true false 8 nil | false | error Conflict true | nil Conflict Conflict",
        await RunAsync<string>("""
            local funcs = require("funcs")
            local function text(...)
              local all = table.pack(...)
              for i = 1, all.n do all[i] = tostring(all[i]) end
              return table.concat(all, " ")
            end
            return function()
              local future = funcs.async("test:double_when_told", process.pid(), 4)
              local waiting = process.inbox():receive():payload()
              local before = text(future:is_complete(), future:is_canceled(), (future:result()), future:error())
              process.send(waiting, "go")
              local response = future:response()
              local got, ok = response:receive()
              local received = text(got:data(), ok, response:receive(), (select(2, response:receive())), rawequal(response, future:channel()))
              local after = text(future:is_complete(), future:is_canceled(), (future:result()), future:error())
              local cancel = text(future:cancel())
              local failing = funcs.async("test:fails", errors.CONFLICT)
              local err = failing:channel():receive()
              local failed = text(type(err) == "userdata" and "error", err:kind(), failing:is_complete())
              local nothing, why = failing:result()
              return table.concat({ before, received, after, cancel, failed, text(nothing, why:kind(), failing:error():kind()) }, " | ")
            end
            """, static app => app.Lua("test:double_when_told", """
            return function(caller, number)
              process.send(caller, "waiting", process.pid())
              process.inbox():receive()
              return number * 2
            end
            """)));

    [Fact]
    public async Task S022_responses_are_channels_to_select_among_and_keep_their_futures() => Assert.Equal(60, await RunAsync<int>("""
        local funcs = require("funcs")
        return function()
          local responses, sum = {}, 0
          for i = 1, 5 do responses[i] = funcs.async("test:double", i * 2):response() end
          collectgarbage()
          while #responses > 0 do
            local cases = {}
            for i, response in ipairs(responses) do cases[i] = response:case_receive() end
            local done = channel.select(cases)
            sum = sum + done.value:data()
            for i, response in ipairs(responses) do
              if response == done.channel then table.remove(responses, i) break end
            end
          end
          return sum
        end
        """));

    [Fact]
    public async Task Cancel_stops_the_function_and_is_the_outcome() => Assert.Equal("true true Canceled Canceled false", await RunAsync<string>("""
        local funcs = require("funcs")
        return function()
          local future = funcs.async("test:idle")
          local canceled = future:cancel()
          local err = future:response():receive()
          return table.concat({ tostring(canceled), tostring(future:is_canceled()), err:kind(), future:error():kind(), tostring(future:cancel()) }, " ")
        end
        """));

    [Fact]
    public async Task S137_calls_inherit_and_executors_add_and_each_executor_is_a_new_one()
    {
        var seen = await RunAsync<string>("""
            local funcs, security = require("funcs"), require("security")
            return function()
              local first = funcs.new():with_context({ a = "1" })
              local second = first:with_context({ b = "2" }):with_actor(security.new_actor("bob"))
              return table.concat({ funcs.call("test:reader"), first:call("test:reader"), second:call("test:reader"), (second:async("test:reader"):channel():receive():data()) }, " ")
            end
            """, static app => app.Lua("test:reader", """
            local ctx, security = require("ctx"), require("security")
            return function()
              local all = ctx.all()
              return (security.actor() and security.actor():id() or "nobody") .. (all.a or "-") .. (all.b or "-")
            end
            """));
        Assert.Equal("nobody-- nobody1- bob12 bob12", seen);
    }

    [Theory]
    [InlineData(Permissions.CallFunction, "funcs.call('test:counted')")]
    [InlineData(Permissions.CallFunction, "funcs.async('test:counted')")]
    [InlineData(Permissions.CallFunction, "funcs.new():call('test:counted')")]
    [InlineData(Permissions.CallFunction, "funcs.new():async('test:counted')")]
    [InlineData(Permissions.CallFunction, "funcs.call('test:missing')")]
    [InlineData(Permissions.FunctionContext, "funcs.new():with_context({})")]
    [InlineData(Permissions.FunctionSecurity, "funcs.new():with_actor(actor)")]
    [InlineData(Permissions.FunctionSecurity, "funcs.new():with_scope(security.scope())")]
    public async Task Each_permission_denied_alone_refuses_and_nothing_has_happened(string action, string call)
    {
        var ran = 0;
        await using var app = new TestApp().Main("test:counted", (_, _) => Task.FromResult<object?>(Interlocked.Increment(ref ran))).Lua("test:main", $"""
            local funcs, security = require("funcs"), require("security")
            return function()
              local actor = security.actor()
              local value, err = {call}
              return tostring(value) .. " " .. err:kind() .. " " .. err:details().action
            end
            """).With(artel => artel.AddPolicy("denying", p => p.Allow("*").Deny(action)));
        var denied = app.Runtime.Functions.WithActor(new Actor("ann")).WithScope(app.Runtime.Policies.CreateScope(["denying"]));
        Assert.Equal($"nil PermissionDenied {action}", await denied.CallAsync<string>("test:main").WaitAsync(TestApp.Patience));
        Assert.Equal(0, ran);
    }

    [Theory]
    [InlineData("{ timeout = 0 }", "timeout")]
    [InlineData("{ timeout = 'soon' }", "invalid duration format: 'soon'")]
    [InlineData("{ timeout = {} }", "'timeout' is a table; a duration is needed")]
    [InlineData("{ timeot = 1 }", "there is no option 'timeot'; there are timeout and retry")]
    [InlineData("{ 1 }", "there is no option '1'")]
    [InlineData("{ retry = 3 }", "'retry' is a number; a table is needed")]
    [InlineData("{ retry = { attempts = 3 } }", "there is no option 'retry.attempts'")]
    [InlineData("{ retry = { max_attempts = 1.5 } }", "'retry.max_attempts' is a number; an integer is needed")]
    [InlineData("{ retry = { max_attempts = 0 } }", "max_attempts 0")]
    [InlineData("{ retry = { initial_delay = '-1s' } }", "initial_delay")]
    [InlineData("{ retry = { backoff_factor = '2' } }", "'retry.backoff_factor' is a string; a number is needed")]
    [InlineData("{ retry = { backoff_factor = 0/0 } }", "backoff_factor")]
    [InlineData("{ retry = { jitter = 2 } }", "jitter 2")]
    [InlineData("{ retry = { retry_kinds = 'x' } }", "'retry.retry_kinds' is a string; a table is needed")]
    [InlineData("{ retry = { skip_kinds = { 'Nonsense' } } }", "there is no error kind 'Nonsense'")]
    [InlineData("{ retry = { skip_kinds = { 1 } } }", "'retry.skip_kinds[1]' is a number; an error kind is needed")]
    public async Task Options_that_are_none_or_wrong_are_INVALID(string options, string expected)
    {
        var error = await RunAsync<string>($$"""
            local funcs = require("funcs")
            return function()
              local executor, err = funcs.new():with_options({{options}})
              return tostring(executor) .. " " .. err:kind() .. " " .. err:message()
            end
            """);
        Assert.StartsWith("nil Invalid with_options: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_in_every_form_of_a_duration_work_and_are_merged()
    {
        var attempts = 0;
        var sources = new Probe<int>();
        await using var app = new TestApp().Main("test:flaky", (_, _) =>
        {
            sources.Tell(++attempts);
            return attempts < 3 ? throw new ProcessException(ErrorKind.Conflict, "not yet") : Task.FromResult<object?>(attempts);
        }).Lua("test:main", """
            local funcs, time = require("funcs"), require("time")
            return function()
              local executor = funcs.new()
                :with_options { timeout = "600h30m", retry = { max_attempts = 2, initial_delay = 5 * time.SECOND, jitter = 0 } }
                :with_options { timeout = time.duration("700h"), retry = { max_attempts = 3, max_delay = "5s", backoff_factor = 1.5, retry_kinds = { errors.CONFLICT }, skip_kinds = {} } }
              return (executor:call("test:flaky"))
            end
            """);
        var call = app.Runtime.Functions.CallAsync<int>("test:main");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            // The next attempt waits for the clock, from some time after the failure on; till then the clock goes on, though not for 600 hours.
            while (sources.Count == 0 && attempt > 1)
            {
                app.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

            Assert.Equal(attempt, await sources.NextAsync());
        }

        Assert.Equal(3, await call.WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task S028_C_sharp_and_Lua_call_each_other_with_typed_payloads()
    {
        Assert.Equal("7.5 tea,salt", await RunAsync<string>("""
            local funcs = require("funcs")
            return function()
              local bill = funcs.call("test:bill", { { item = "tea", count = 3, price = 2 }, { item = "salt", count = 1, price = 1.5 } })
              return bill.sum .. " " .. table.concat(bill.items, ",")
            end
            """));
        var bill = await RunAsync<Bill>("""
            return function(lines)
              local sum, items = 0.0, {}
              for i, line in ipairs(lines) do sum, items[i] = sum + line.count * line.price, line.item end
              return { sum = sum, items = items }
            end
            """, null, (object)new OrderLine[] { new("tea", 3, 2), new("salt", 1, 1.5) });
        Assert.Equal(7.5, bill.Sum);
        Assert.Equal(["tea", "salt"], bill.Items);
    }

    [Fact]
    public async Task A_value_that_can_not_cross_is_the_error_of_the_call() => Assert.Equal("Invalid Invalid", await RunAsync<string>("""
        local funcs = require("funcs")
        return function()
          local _, err = funcs.call("test:uncopyable")
          local got = funcs.async("test:uncopyable"):response():receive()
          local _, again = got:data()
          return err:kind() .. " " .. again:kind()
        end
        """));

    [Fact]
    public async Task S095_other_coroutines_go_on_while_one_calls_and_S143_a_call_works_in_pcall() => Assert.Equal("other then 6", await RunAsync<string>("""
        local funcs = require("funcs")
        return function()
          local log = {}
          coroutine.spawn(function() log[#log + 1] = "other" end)
          local _, value = pcall(function() return funcs.call("test:double", 3) end)
          log[#log + 1] = "then " .. value
          return table.concat(log, " ")
        end
        """));

    [Theory]
    [InlineData("return string.rep('x', n)")]
    [InlineData("error(string.rep('x', n))")]
    public async Task What_futures_hold_counts_as_the_scripts_memory_and_is_given_back_with_them(string outcome)
    {
        var limits = new LuaLimits { MemoryBytes = 8 << 20 };
        var big = $"return function(n) {outcome} end";
        await using var app = new TestApp().Lua("test:big", big, new LuaLimits { MemoryBytes = 32 << 20 }).Lua("test:keeps", """
            local funcs = require("funcs")
            return function()
              local kept = {}
              for i = 1, 40 do
                kept[i] = funcs.async("test:big", 1 << 20)
                local response = kept[i]:response()
                while not kept[i]:is_complete() do process.exec("test:nothing", "test:processes") end
              end
            end
            """, limits).Lua("test:forgets", """
            local funcs = require("funcs")
            return function()
              for i = 1, 40 do
                local future = funcs.async("test:big", 1 << 20)
                while not future:is_complete() do process.exec("test:nothing", "test:processes") end
                future = nil
                collectgarbage()
              end
              return "done"
            end
            """, limits).Lua("test:nothing", "return function() end");
        var error = await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.Functions.CallAsync("test:keeps").WaitAsync(TestApp.Patience));
        Assert.Contains("memory limit", error.Message, StringComparison.Ordinal);
        Assert.Equal("done", await app.Runtime.Functions.CallAsync<string>("test:forgets").WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task Executors_can_be_made_while_the_file_loads_but_functions_not_called() => Assert.Equal("4 Invalid", await RunAsync<string>("""
        local funcs = require("funcs")
        local executor = funcs.new():with_options { timeout = "1h" }
        local _, early = executor:async("test:double", 1)
        return function() return executor:call("test:double", 2) .. " " .. early:kind() end
        """));
}
