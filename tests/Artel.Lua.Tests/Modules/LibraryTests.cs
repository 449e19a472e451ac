using Artel.Lua.Engine;
using Artel.Lua.Modules;
using Artel.Lua.Processes;
using Artel.Lua.Tests.Processes;
using Artel.Lua.Values;

namespace Artel.Lua.Tests.Modules;

/// <summary>The definition library for editors tells of what there really is, and of nothing else.</summary>
public sealed class LibraryTests
{
    /// <summary>The real thing behind each table and object of the library, as its files call them.</summary>
    private static readonly Dictionary<string, LuaLibrary> Real = new()
    {
        ["process"] = ProcessModule.Library,
        ["process.registry"] = RegistryModule.Library,
        ["Message"] = MessageObject.Methods,
        ["Spawner"] = SpawnerObject.Type.Methods,
        ["channel"] = ChannelModule.Library,
        ["Channel"] = ChannelModule.Type.Methods,
        ["errors"] = ErrorFunctions.Library,
        ["Error"] = ErrorFunctions.Type.Methods,
        ["ctx"] = ContextModule.Library,
        ["funcs"] = FunctionsModule.Library,
        ["Executor"] = ExecutorObject.Type.Methods,
        ["Future"] = FutureObject.Type.Methods,
        ["Payload"] = FutureObject.PayloadType.Methods,
        ["json"] = JsonModule.Library,
        ["logger"] = LoggerModule.Library,
        ["Logger"] = LoggerModule.Type.Methods,
        ["queue"] = QueueModule.Library,
        ["QueueMessage"] = QueueModule.MessageType.Methods,
        ["security"] = SecurityModule.Library,
        ["Actor"] = SecurityObjects.ActorType.Methods,
        ["Policy"] = SecurityObjects.PolicyType.Methods,
        ["Scope"] = ScopeObject.Type.Methods,
        ["time"] = TimeModule.Library,
        ["Duration"] = DurationObject.Type.Methods,
        ["Time"] = TimeObject.Type.Methods,
        ["Timer"] = TimerObject.OneShotType.Methods,
        ["Ticker"] = TimerObject.TickerType.Methods,
        ["uuid"] = UuidModule.Library,
    };

    public static TheoryData<string> Names => [.. Real.Keys];

    /// <summary>What Lua's own manual tells of, and editors know by themselves; print, require, collectgarbage and setmetatable deviate.</summary>
    private const string Standard =
        "_G _VERSION assert collectgarbage coroutine error getmetatable ipairs math next os pairs pcall print rawequal rawget rawlen rawset require select setmetatable string table tonumber tostring type utf8 xpcall";

    [Theory]
    [MemberData(nameof(Names))]
    public void A_table_has_the_functions_and_fields_that_the_library_tells_of(string owner)
    {
        var files = LibraryFile.All.ToList();
        var told = files.SelectMany(static file => file.Functions).Where(function => function.Owner == owner).Select(static function => function.Name + " function")
            .Concat(files.SelectMany(file => file.Fields.GetValueOrDefault(owner, []).Select(static field => field + " value")))
            .Concat(files.SelectMany(static file => file.Fields.Keys).Where(table => table.StartsWith(owner + ".", StringComparison.Ordinal)).Select(table => table[(owner.Length + 1)..] + " value"));
        Assert.Equal(told.Order(StringComparer.Ordinal), EntriesOf(Real[owner]));
    }

    [Fact]
    public void Every_file_is_Lua_for_editors_only_and_every_table_in_it_is_checked()
    {
        foreach (var file in LibraryFile.All)
        {
            Assert.Empty(file.Tree.Errors);
            Assert.StartsWith("---@meta\n", file.Tree.Text, StringComparison.Ordinal);
            Assert.All(file.Functions, static function => Assert.True(function.Owner is "_G" or "coroutine" || Real.ContainsKey(function.Owner), function.Owner));
            Assert.All(file.Fields.Keys, static table => Assert.True(table == "process.event" || Real.ContainsKey(table), table));
        }
    }

    [Fact]
    public void Every_function_tells_of_its_parameters_in_their_order()
    {
        foreach (var file in LibraryFile.All)
        {
            foreach (var function in file.Functions)
                Assert.True(function.Parameters.SequenceEqual(function.Documented.Select(static parameter => parameter.Name)), $"{file.Name}: {function.Owner}.{function.Name}({string.Join(", ", function.Parameters)})");
        }
    }

    [Fact]
    public void Every_module_has_a_file_by_its_name_that_returns_it()
    {
        foreach (var name in LuaModules.LibraryNames)
        {
            var file = Assert.Single(LibraryFile.All, file => file.Name == name);
            Assert.EndsWith($"\nreturn {name}\n", file.Tree.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Require_tells_of_every_module()
    {
        var text = LibraryFile.All.Single(static file => file.Name == "globals").Tree.Text;
        Assert.Contains($"---Loads a module: {string.Join(", ", LuaModules.LibraryNames.Order(StringComparer.Ordinal).Select(static name => $"`{name}`"))}, or ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_global_is_Luas_own_or_in_the_library()
    {
        var globals = await LuaApp.ExecAsync<string>(
            "return function() local names = {} for name in pairs(_G) do names[#names + 1] = name end table.sort(names) return table.concat(names, ' ') end");
        Assert.Equal(string.Join(' ', (Standard + " channel errors process").Split(' ').Order(StringComparer.Ordinal)), globals);
        var files = LibraryFile.All.ToList();
        Assert.Equal(
            ["_G.collectgarbage", "_G.print", "_G.require", "_G.setmetatable", "coroutine.spawn"],
            files.SelectMany(static file => file.Functions).Where(static function => function.Owner is "_G" or "coroutine")
                .Select(static function => $"{function.Owner}.{function.Name}").Order(StringComparer.Ordinal));
        Assert.Equal(["CANCEL", "EXIT", "LINK_DOWN", "OUTDATED"], files.Single(static file => file.Name == "process").Fields["process.event"].Order(StringComparer.Ordinal));
    }

    /// <summary>What a script finds in a table.</summary>
    private static string[] EntriesOf(LuaLibrary library)
    {
        var globals = WithIt(library);
        var outcome = Script.Run(
            "local all = {} for name, v in pairs(it) do all[#all + 1] = name .. (type(v) == 'function' and ' function' or ' value') end table.sort(all) return table.concat(all, ',')",
            globals: globals);
        Assert.Equal("", outcome.Error);
        return outcome.Result.Split(',');
    }

    private static unsafe LuaLibrary WithIt(LuaLibrary library) => new LuaLibrary("_G", Script.Globals).Value("it", library.Push);
}
