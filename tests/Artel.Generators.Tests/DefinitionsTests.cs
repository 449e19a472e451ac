using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators.Tests;

/// <summary><c>AddDefinitions</c>, and the Lua files in it.</summary>
public sealed class DefinitionsTests
{
    [Fact]
    public void Adds_process_classes_and_lua_files_in_a_stable_order()
    {
        var compilation = Compiler.Create(Compiler.LuaEngine, """
            namespace App;
            [Process("app:z")] sealed partial class Zebra { }
            [Process("app:a")] sealed partial class Ant { static void Use(ArtelBuilder artel) => artel.AddDefinitions(); }
            """);
        var run = Compiler.Run(
            compilation, new LuaText("lua/z.lua", "---@process lua:z\n"), new LuaText("lua/a.lua", "---@process lua:a\n---@permission process.send *\n---@permission process.send *\n---@message go\n---@message add { n: integer } what to add\n"), new LuaText("lua/module.lua", "return {}\n")).VerifyClean();
        Snapshot.Match(run.Text("ArtelDefinitions.g.cs"));
    }

    [Fact]
    public void Manifest_shows_what_each_definition_declares()
    {
        var compilation = Compiler.Create(Compiler.LuaEngine).AddSyntaxTrees(
            Compiler.Parse("""
                namespace App;
                [Process("app:z"), Permission(Permissions.Send), Permission(Permissions.Spawn, "a\"\\ü\n:*")]
                sealed partial class Zebra { [OnMessage("run")] void Run() { } [OnMessage("jump")] void Jump() { } [OnMessage] void Rest() { } }
                """, Compiler.Folder + "Processes/Zebra.cs"),
            Compiler.Parse("""[Process("app:a")] sealed partial class Ant { }""", "/elsewhere/Ant.cs"));
        var run = Compiler.Run(
            compilation,
            new LuaText("lua/b.lua", "---@process lua:b\n---@permission process.send *\n---@message go\n"),
            new LuaText("lua/c.lua", "---@process lua:c\n"),
            new LuaText("lua/d.lua", "---@process malformed\n"));
        Snapshot.Match(run.VerifyCompiles().Output.Assembly.GetAttributes()
            .Single(static attribute => attribute.AttributeClass!.Name == "AssemblyMetadataAttribute").ConstructorArguments[1].Value!.ToString()!, end: ".json");
    }

    [Theory]
    [InlineData("/work/app/A.cs", "/work/app/", "A.cs")]
    [InlineData("/work/app/In/A.cs", "/work/app", "In/A.cs")]
    [InlineData("/work/shared/A.cs", "/work/app/", "../shared/A.cs")]
    [InlineData("/other/A.cs", "/work/app/", "A.cs")]
    [InlineData("lua/a.lua", "/work/app/", "lua/a.lua")]
    [InlineData("", "", "")]
    public void Manifest_names_files_from_the_folder_of_the_project(string source, string folder, string expected) =>
        Assert.Equal(expected, new ManifestEntry("a:b", "C#", source, null, default).From(folder).Source);

    [Fact]
    public void Manifest_is_not_there_without_definitions() => Assert.Equal(["ArtelDefinitions.g.cs"], Compiler.Run("class C { }").VerifyClean().Files);

    [Fact]
    public void Is_there_without_definitions() =>
        Snapshot.Match(Compiler.Run("class C { static void Use(ArtelBuilder artel) => artel.AddDefinitions(); }").VerifyClean().Text("ArtelDefinitions.g.cs"));

    [Fact]
    public void Is_not_there_without_artel() => Assert.Empty(Compiler.Run(Compiler.WithoutArtel("class C { }")).VerifyClean().Files);

    [Theory]
    [InlineData("---@process lua:a", "lua:a")]
    [InlineData("--- @process   lua:a  and a description", "lua:a")]
    [InlineData("#!/usr/bin/lua\n\n-- A comment.\n---@class X\n---@process lua:a\nlocal x", "lua:a")]
    [InlineData("--[[ long\n---@process no:no\n]]\n---@process lua:a\n", "lua:a")]
    [InlineData("--[==[ long ]] still\n]==]\n---@process lua:a\n", "lua:a")]
    [InlineData("--[[ one line ]]\r\n---@process lua:a\r\n", "lua:a")]
    [InlineData("local x = 1\n---@process lua:a\n", null)]
    [InlineData("---@processes lua:a\n", null)]
    [InlineData("--@process lua:a\n", null)]
    [InlineData("", null)]
    public void Lua_header(string text, string? expected) =>
        Assert.Equal(expected, LuaHeaderReader.Read("a.lua", SourceText.From(text)).Id);

    [Fact]
    public void Lua_file_with_a_malformed_id()
    {
        var run = Compiler.Run(Compiler.Create(Compiler.LuaEngine), new LuaText("lua/a.lua", "-- A.\n---@process thumbnailer\n"), new LuaText("lua/b.lua", "---@process lua:b\n"));
        Assert.Equal("ART0307 lua/a.lua(1,0): 'thumbnailer' is no definition id: an id reads namespace:name, without blanks", Assert.Single(run.Problems));
        Assert.Contains("\"lua/b.lua\"", run.VerifyCompiles().Text("ArtelDefinitions.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Lua_file_without_the_engine()
    {
        var run = Compiler.Run(Compiler.Create(), new LuaText("lua/a.lua", "---@process lua:a\n")).VerifyCompiles();
        Assert.Equal("ART0308 lua/a.lua(0,0): 'lua:a' is a Lua process, but the project does not reference Artel.Lua", Assert.Single(run.Problems));
    }

    [Fact]
    public void Lua_file_that_is_no_item_of_artel_is_left_alone() =>
        Assert.DoesNotContain("lua:a", Compiler.Run(Compiler.Create(Compiler.LuaEngine), new LuaText("a.lua", "---@process lua:a\n", isPlaced: false)).VerifyClean().Text("ArtelDefinitions.g.cs"), StringComparison.Ordinal);
}
