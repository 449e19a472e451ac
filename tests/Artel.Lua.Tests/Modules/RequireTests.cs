using Artel.Lua.Engine;
using Artel.Lua.Processes;

namespace Artel.Lua.Tests.Modules;

/// <summary>How <c>require</c> finds and runs the application's own files.</summary>
public sealed class RequireTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("artel");

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string path, string source)
    {
        var full = Path.Combine(_folder.FullName, "app", path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, source);
    }

    private string Run(string source, LuaModules? modules = null)
    {
        using var state = new LuaState(Script.Patient, null, Script.Globals) { Modules = modules ?? Modules };
        var outcome = Script.Drive(state, state.Load(LuaCompiler.Compile(source, "test.lua")));
        Assert.Equal("", outcome.Error);
        return outcome.Result;
    }

    private LuaModules Modules => new(Path.Combine(_folder.FullName, "app"));

    [Fact]
    public void A_module_is_a_file_by_its_path_with_dots_and_runs_once()
    {
        Write("rules/common.lua", "local name = ... runs = (runs or 0) + 1 return { name = name }");
        Assert.Equal("rules.common|true|1", Run("local a, b = require('rules.common'), require('rules.common') return a.name, a == b, runs"));
    }

    [Theory]
    [InlineData("", "true|true|1")]
    [InlineData("return false", "false|false|1")]
    [InlineData("return nil", "true|true|1")]
    [InlineData("return 7", "7|7|1")]
    public void A_module_that_returns_nothing_is_true(string body, string result)
    {
        Write("m.lua", "runs = (runs or 0) + 1 " + body);
        Assert.Equal(result, Run("local a, b = require('m'), require('m') return a, b, runs"));
    }

    [Fact]
    public void A_module_that_fails_is_not_kept()
    {
        Write("m.lua", "runs = (runs or 0) + 1 if runs < 3 then error('not yet') end return 'there'");
        Assert.Equal(
            "false|m.lua:1: not yet|false|there|3",
            Run("local ok, e = pcall(require, 'm') local again = pcall(require, 'm') return ok, e, again, require('m'), runs"));
    }

    [Fact]
    public void Modules_that_need_each_other_are_an_error_that_names_them()
    {
        Write("a.lua", "return { require('b') }");
        Write("b.lua", "return { require('c') }");
        Write("c.lua", "return { require('b') }");
        Assert.Equal(
            "false|c.lua:1: require: 'b' needs itself: b -> c -> b|false|c.lua:1: require: 'b' needs itself: b -> c -> b",
            Run("local ok, e = pcall(require, 'a') local again, same = pcall(require, 'a') return ok, e, again, same"));
    }

    [Fact]
    public void Two_coroutines_that_need_a_module_at_the_same_time_get_the_same_one()
    {
        Write("slow.lua", "receive('x') return {}");
        Assert.Equal("true|msg:x", Run("""
            local one, two
            local a = coroutine.wrap(function() one = require('slow') end)
            local b = coroutine.wrap(function() two = require('slow') end)
            a() b()
            return one == two and one ~= nil, receive('x')
            """));
    }

    [Fact]
    public void Each_state_has_a_module_of_its_own()
    {
        Write("m.lua", "return { count = 0 }");
        var modules = Modules;
        const string source = "local m = require('m') m.count = m.count + 1 return m.count";
        Assert.Equal("1 1", Run(source, modules) + " " + Run(source, modules));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("..secret")]
    [InlineData("/etc/passwd")]
    [InlineData("...secret")]
    [InlineData("rules/../../secret")]
    [InlineData("rules\\\\secret")]
    [InlineData("secret\\0")]
    [InlineData("C:secret")]
    public void A_name_leads_nowhere_outside_of_the_folder(string name)
    {
        Write("../secret.lua", "return 'secret'");
        Write("rules/common.lua", "");
        Assert.Contains("there is no module", Run($"local ok, e = pcall(require, '{name}') return tostring(e)"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder.secret")]
    [InlineData("twice")]
    public void A_link_that_leads_out_of_the_folder_is_refused(string name)
    {
        Write("../outside/secret.lua", "return 'secret'");
        Write("m.lua", "");
        var app = Path.Combine(_folder.FullName, "app");
        File.CreateSymbolicLink(Path.Combine(app, "file.lua"), Path.Combine(_folder.FullName, "outside", "secret.lua"));
        Directory.CreateSymbolicLink(Path.Combine(app, "folder"), Path.Combine("..", "outside"));
        File.CreateSymbolicLink(Path.Combine(app, "twice.lua"), "file.lua");
        Assert.Contains(
            "is a link that leads out of the application's folder", Run($"local ok, e = pcall(require, '{name}') return e:kind() .. tostring(e)"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_inside_of_the_folder_is_followed_also_when_the_folder_is_a_link_itself()
    {
        Write("data/real.lua", "return 'real'");
        var app = Path.Combine(_folder.FullName, "app");
        Directory.CreateSymbolicLink(Path.Combine(app, "current"), "data");
        File.CreateSymbolicLink(Path.Combine(app, "linked.lua"), Path.Combine("current", "real.lua"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "alias"), app);
        Assert.Equal("real", Run("return require('linked')", new LuaModules(Path.Combine(_folder.FullName, "alias"))));
    }

    [Fact]
    public void What_is_no_Lua_is_an_error_with_its_place_each_time()
    {
        Write("broken.lua", "local a =\nreturn = 5");
        Assert.Equal("true|true", Run("""
            local function try() local ok, e = pcall(require, 'broken') return tostring(e):find('^broken.lua:2:') ~= nil end
            return try(), try()
            """));
    }
}
