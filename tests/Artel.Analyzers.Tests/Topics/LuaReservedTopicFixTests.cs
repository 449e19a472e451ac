using Verify = Artel.Analyzers.Tests.LuaFixVerifier<Artel.Analyzers.LuaReservedTopicAnalyzer, Artel.CodeFixes.LuaReservedTopicFix>;

namespace Artel.Analyzers.Tests;

public class LuaReservedTopicFixTests
{
    [Theory]
    [InlineData("process.send(pid, \"@exit\")\n", "process.send(pid, \"exit\")\n")]
    [InlineData("process.send(pid, '@@x@y') -- '@'", "process.send(pid, 'x@y') -- '@'")]
    [InlineData("process.listen [==[\n@x]==]", "process.listen [==[\nx]==]")]
    [InlineData("process.listen(('@x'))", "process.listen(('x'))")]
    [InlineData("process.listen('@\\64x\\n')", null)]
    [InlineData("---@message @x { id: string }", "---@message x { id: string }")]
    [InlineData("process.listen('@')", null)]
    [InlineData("process.listen('\\64x')", null)]
    [InlineData("process.listen('@' .. 'x')", null)]
    [InlineData("local topic = '@x' process.listen(topic)", null)]
    public async Task Only_the_sign_is_removed_where_it_is_written(string source, string? mended) =>
        Assert.Equal(mended, await Verify.FixAsync(source));

    [Fact]
    public async Task All_files_are_fixed_at_once() => Assert.Equal(
        ["process.listen('a')\nprocess.send(pid, 'b', '@payload')\n---@message c\n", "process.listen('ok')", "process.listen('@')\nprocess.listen('d')"],
        await Verify.FixAllAsync(
            ("a.lua", "process.listen('@a')\nprocess.send(pid, '@b', '@payload')\n---@message @c\n"),
            ("b.lua", "process.listen('ok')"),
            ("c.lua", "process.listen('@')\nprocess.listen('@d')")));
}
