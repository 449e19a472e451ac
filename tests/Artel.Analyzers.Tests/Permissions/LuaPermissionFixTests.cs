using Verify = Artel.Analyzers.Tests.LuaFixVerifier<Artel.Analyzers.LuaPermissionAnalyzer, Artel.CodeFixes.LuaPermissionFix>;

namespace Artel.Analyzers.Tests;

public class LuaPermissionFixTests
{
    [Theory]
    [InlineData("---@permission process.link *\n\nprocess.link(p)\nprocess.send(p, 't')", "---@permission process.link *\n---@permission process.send *\n\nprocess.link(p)\nprocess.send(p, 't')")]
    [InlineData("-- x\r\n---@permission process.registry.* a\r\nprocess.registry.register('b')", "-- x\r\n---@permission process.registry.* a\r\n---@permission process.registry.register b\r\nprocess.registry.register('b')")]
    [InlineData("---@permission process.link *\n---@permission process.send\nprocess.link(p)", "---@permission process.link *\nprocess.link(p)")]
    [InlineData("---@permission process.send {a}\nprocess.send(p, 't')", null)]
    public async Task Lines_are_added_and_removed(string source, string? mended) => Assert.Equal(mended, await Verify.FixAsync(source));

    [Fact]
    public async Task All_files_are_mended_at_once() => Assert.Equal(
        ["---@permission process.send *\n---@permission process.link *\nprocess.send(p, 't') process.send(p, 't') process.link(p)", "process.send(p, 't')"],
        await Verify.FixAllAsync(
            ("a.lua", "---@permission process.cancel *\nprocess.send(p, 't') process.send(p, 't') process.link(p)"),
            ("b.lua", "process.send(p, 't')")));
}
