using Artel.Lua.Tests.Processes;
using Artel.Security;
using Artel.Tests;

namespace Artel.Lua.Tests.Modules;

/// <summary>The security module (A10), and what a spawner takes of it (A2).</summary>
public sealed class SecurityTests
{
    private const string Actor = "test:admin";

    /// <summary>Runs a main that acts for an actor within a policy; "test:read" may be read, "test:hidden" not.</summary>
    private static async Task<string> RunAsync(string body, Action<PolicyBuilder>? policy = null)
    {
        await using var app = new TestApp().Lua("test:lua", $$"""
            local security = require("security")
            local function said(value, err)
              if err then return err:kind() .. ": " .. err:message() end
              return tostring(value)
            end
            local function raised(f, ...) return (select(2, pcall(f, ...))) end
            return function() {{body}} end
            """).Lua("test:idle", LuaApp.Idle);
        app.With(artel => artel
            .AddPolicy("test:own", policy ?? (static p => p.Allow("*").Deny(Permissions.PolicyGet).On("test:hidden")))
            .AddPolicy("test:read", static p => p.Allow("app.read"))
            .AddPolicy("test:hidden", static p => p.Allow("app.hidden"))
            .AddPolicyGroup("test:group", "test:read", "test:hidden"));
        var spawner = app.Runtime
            .WithActor(new Actor(Actor, new Dictionary<string, object?> { ["role"] = "admin", ["levels"] = new[] { 1, 2 }, ["in"] = new Dictionary<string, object?> { ["x"] = 1.5 } }))
            .WithScope(app.Runtime.Policies.CreateScope(["test:own"]));
        return await spawner.ExecAsync<string>("test:lua", TestApp.Host).WaitAsync(TestApp.Patience);
    }

    [Fact]
    public async Task A10_a_process_sees_its_actor_whose_meta_is_a_new_table_each_time() => Assert.Equal(
        "test:admin admin 2 1.5 nil true",
        await RunAsync("""
            local actor = security.actor()
            actor:meta().role = "changed"
            local meta = actor:meta()
            meta.role2 = meta.role
            return table.concat({ actor:id(), meta.role2, #meta.levels, meta["in"].x, tostring(actor:meta().role2), tostring(security.actor() == actor) }, " ")
            """));

    [Fact]
    public async Task A10_nobody_is_nil()
    {
        Assert.Equal("nil nil", await LuaApp.ExecAsync<string>(
            "local security = require('security') return function() return tostring(security.actor()) .. ' ' .. tostring(security.scope()) end"));
    }

    [Theory]
    [InlineData("said(security.new_actor(''))", "Invalid: new_actor: the actor id is empty")]
    [InlineData("said(security.new_actor())", "Invalid: new_actor: the actor id is missing")]
    [InlineData("said(security.new_actor('a', { f = print }))", "Invalid: new_actor: meta.f is a function, which can't be compared; use texts, numbers, booleans, and tables of them")]
    [InlineData("said(security.new_actor('a', { 1, 2 }))", "Invalid: new_actor: meta is a list; give each value a name")]
    [InlineData("said(security.new_actor('a', { x = { 1, y = 2 } }))", "Invalid: new_actor: meta.x has the key 1; keys are all names, or 1 to n")]
    [InlineData("said(security.policy('test:none'))", "NotFound: policy: there is no policy 'test:none'")]
    [InlineData("said(security.named_scope('test:none'))", "NotFound: named_scope: there is no policy group 'test:none'")]
    [InlineData("said(security.new_scope({ 'test:none' }))", "NotFound: new_scope: there is no policy 'test:none'")]
    [InlineData("said(security.new_scope({ 7 }))", "Invalid: new_scope: policies[1] is a number; a policy, or the id of one, is needed")]
    [InlineData("said(security.new_scope({ a = 'test:read' }))", "Invalid: new_scope: policies is not a list")]
    [InlineData("said(security.can('', 'x'))", "Invalid: can: the action is empty")]
    [InlineData("said(security.scope():evaluate(nil, 'app.read'))", "Invalid: evaluate: the resource is missing")]
    [InlineData("raised(security.new_actor, {})", "bad argument #1 to 'new_actor' (string expected, got table)")]
    [InlineData("raised(security.new_actor, 'a', 'b')", "bad argument #2 to 'new_actor' (table expected, got string)")]
    [InlineData("raised(security.scope().evaluate, security.scope(), 'me', 'a', 'b')", "bad argument #1 to 'evaluate' (actor expected, got string)")]
    [InlineData("raised(security.actor().id, { id = 1 })", "bad argument #1 to 'id' (actor expected, got table)")]
    public async Task A10_bad_arguments_are_told_by_name(string expression, string text) =>
        Assert.Contains(text, await RunAsync($"return tostring({expression})"), StringComparison.Ordinal);

    [Fact]
    public async Task A10_a_meta_table_is_bounded_however_often_it_has_itself_in_it() => Assert.Equal(
        "Invalid Invalid Invalid",
        await RunAsync("""
            local cyclic = {}
            cyclic.x = cyclic
            local wide = { 1 }
            for i = 1, 15 do
              local w = {}
              for j = 1, 10 do w[j] = wide end
              wide = w
            end
            local text = string.rep("x", 40000)
            local function kind(meta) return (select(2, security.new_actor("a", meta))):kind() end
            return kind(cyclic) .. " " .. kind({ x = wide }) .. " " .. kind({ a = text, b = text })
            """));

    [Fact]
    public async Task A10_a_policy_that_may_not_be_read_gets_into_no_scope_by_id_or_as_an_object() => Assert.Equal(
        "4 of 4",
        await RunAsync("""
            local group = security.named_scope("test:group")
            local hidden
            for _, policy in ipairs(group:policies()) do
              if policy:id() == "test:hidden" then hidden = policy end
            end
            local refused = 0
            for _, try in ipairs {
              function() return security.new_scope({ "test:read", "test:hidden" }) end,
              function() return security.new_scope({ hidden }) end,
              function() return security.scope():with("test:hidden") end,
              function() return security.scope():with(hidden) end,
            } do
              local scope, err = try()
              if scope == nil and err:kind() == errors.PERMISSION_DENIED and err:details().action == "security.policy.get"
                and err:details().resource == "test:hidden" then refused = refused + 1 end
            end
            return refused .. " of 4"
            """));

    [Fact]
    public async Task A10_scopes_change_by_new_ones_only() => Assert.Equal(
        "false true false | true false | allow undefined allow",
        await RunAsync("""
            local empty = security.new_scope()
            local one = empty:with("test:read")
            local none = one:without(security.policy("test:read"))
            local function has(scope) return tostring(scope:contains("test:read")) end
            local group = security.named_scope("test:group"):without("test:read")
            return table.concat({ has(empty), has(one), has(none) }, " ") .. " | " .. tostring(group:contains("test:hidden")) .. " " .. has(group)
              .. " | " .. one:evaluate(nil, "app.read", "x") .. " " .. none:evaluate(nil, "app.read", "x")
              .. " " .. security.policy("test:read"):evaluate(security.actor(), "app.read", "x")
            """));

    [Fact]
    public async Task A10_a_script_forges_no_actor_and_sends_none_away() => Assert.Equal(
        "bad argument #1 to 'with_actor' (actor expected, got table) | bad argument #1 to 'with_scope' (scope expected, got userdata) | Invalid | Invalid | protected | Invalid",
        await RunAsync("""
            local spawner = process.with_context({})
            local function kind(_, err) return err:kind() end
            local table_error = raised(spawner.with_actor, spawner, setmetatable({}, { __name = "actor", __index = { id = function() return "root" end } }))
            local other_error = raised(spawner.with_scope, spawner, security.actor())
            return table.concat({
              tostring(table_error):match("bad.*"), tostring(other_error):match("bad.*"),
              kind(spawner:with_actor(nil)), kind(spawner:with_scope()),
              tostring(getmetatable(security.actor())), kind(process.send(process.pid(), "note", security.actor())),
            }, " | ")
            """));

    [Fact]
    public async Task A2_a_permission_is_checked_before_what_is_given_is_looked_at() => Assert.Equal(
        "PermissionDenied PermissionDenied PermissionDenied",
        await RunAsync(
            """
            local function kind(_, err) return err:kind() end
            local spawner = process.with_context({})
            return kind(spawner:with_actor(nil)) .. " " .. kind(spawner:with_scope({})) .. " " .. kind(security.new_scope({ 7 }))
            """,
            static p => p.Allow("*").Deny(Permissions.Security, Permissions.ScopeCreate)));

    [Fact]
    public async Task S115_an_upgrade_to_another_definition_and_a_request_are_no_way_around_a_check() => Assert.Equal(
        "process.spawn test:idle | process.send {0} | process.registry.foreign {0} | process.registry.foreign {0}",
        await DeniedAsync());

    /// <summary>What is denied to a process that may spawn its own definition only, and touch no process of another.</summary>
    private static async Task<string> DeniedAsync()
    {
        await using var app = new TestApp().Lua("test:idle", LuaApp.Idle).Lua("test:lua", """
            return function(theirs)
              local function denied(_, err) return err:details().action .. " " .. err:details().resource end
              return table.concat({
                denied(process.upgrade("test:idle")), denied(process.ask(theirs, "ping")),
                denied(process.registry.register("mine", theirs)), denied(process.registry.unregister("theirs")),
              }, " | ")
            end
            """);
        app.With(static artel => artel.AddPolicy("test:own", static p => p.Allow("*")
            .Deny(Permissions.Spawn).On("test:idle").Deny(Permissions.Send, Permissions.RegistryForeign)));
        var theirs = app.Runtime.WithName("theirs").Spawn("test:idle", TestApp.Host);
        var spawner = app.Runtime.WithActor(new Actor(Actor)).WithScope(app.Runtime.Policies.CreateScope(["test:own"]));
        var said = await spawner.ExecAsync<string>("test:lua", TestApp.Host, theirs.ToString()).WaitAsync(TestApp.Patience);
        return said.Replace(theirs.ToString(), "{0}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A1_operations_that_wait_return_bad_arguments_as_errors() => Assert.Equal(
        "Invalid Invalid Invalid Invalid",
        await RunAsync("""
            local function kind(_, err) return err:kind() end
            local spawner = process.with_context({})
            return kind(process.exec()) .. " " .. kind(process.call("test:idle")) .. " " .. kind(spawner:exec("test:idle")) .. " " .. kind(process.ask())
            """));
}
