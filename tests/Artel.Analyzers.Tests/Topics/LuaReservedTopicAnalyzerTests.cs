namespace Artel.Analyzers.Tests;

public class LuaReservedTopicAnalyzerTests
{
    private static Task<string[]> MarkedAsync(string source) => LuaVerifier.MarkedAsync<LuaReservedTopicAnalyzer>(source);

    [Fact]
    public async Task The_place_is_the_topic_in_the_file() => Assert.Equal(
        ["actors/a.lua(2,19): error ART0001: Topic '@exit' is reserved: topics that start with '@' belong to the runtime"],
        await LuaVerifier.DiagnosticsAsync<LuaReservedTopicAnalyzer>("local pid\nprocess.send(pid, \"@exit\")\n", "actors/a.lua"));

    [Theory]
    [InlineData("process.send(pid, '@x', 1)")]
    [InlineData("process.send(pid, [[@x]])")]
    [InlineData("process.send(pid, '\\64x')")]
    [InlineData("process.ask(pid, '@x', 1)")]
    [InlineData("process.listen('@x', { message = true })")]
    [InlineData("process.listen '@x'")]
    [InlineData("process.listen[[@x]]")]
    [InlineData("process['send'](pid, '@x')")]
    [InlineData("(process).send(pid, ('@x'))")]
    [InlineData("return { main = function() process.send(pid, '@x') end }")]
    [InlineData("local send = process.send send(pid, '@x')")]
    [InlineData("local p = process p.listen('@x')")]
    [InlineData("local p <const>, q = process, 1 local l = p.listen do l('@x') end")]
    [InlineData("process.send(pid, '@' .. 'x')")]
    [InlineData("local at <const> = '@' process.send(pid, at .. 'x')")]
    [InlineData("local topic = '@x' process.send(pid, topic)")]
    [InlineData("process.with_context({}):with_message('@x', 1)")]
    [InlineData("process.with_context({}):with_name('@n'):with_message('@x', 1):spawn(id, host)")]
    [InlineData("local s = process.with_context {} s = s:with_message('@x')")]
    [InlineData("local s if a then s = process.with_context {} end s:with_message('@x')")]
    [InlineData("local function add(spawner) return spawner:with_message('@x') end")]
    [InlineData("---@message @x { id: integer }")]
    [InlineData("process.send(pid, '@x")]
    public async Task A_reserved_topic_is_flagged(string source) => Assert.Single(await MarkedAsync(source));

    [Fact]
    public async Task The_place_is_exact_through_parentheses_and_annotations()
    {
        Assert.Equal(["'@x'))"], await MarkedAsync("process.send(pid, ('@x'))"));
        Assert.Equal(["@x text"], await MarkedAsync("---@message @x text"));
        Assert.Equal(["topic)"], await MarkedAsync("local topic = '@x'\nprocess.send(pid, topic)"));
    }

    [Fact]
    public async Task Several_are_flagged() => Assert.Equal(
        ["'@a')", "'@b')", "'@c')"],
        await MarkedAsync("process.listen('@a')\nprocess.listen('ok')\nprocess.listen('@b')\nprocess.send(x, '@c')"));

    [Theory]
    [InlineData("process.send(pid, 'x', '@payload')")]
    [InlineData("process.send('@name', 'x')")]
    [InlineData("process.send(pid, 'x@')")]
    [InlineData("process.send(pid, ' @x')")]
    [InlineData("process.send(pid, topic)")]
    [InlineData("process.send(pid)")]
    [InlineData("process.send(pid, '@' .. kind)")]
    [InlineData("process.send(pid, kind and '@x' or 'x')")]
    [InlineData("process.send(pid, ('@x'):sub(2))")]
    [InlineData("process.listen('x', '@y')")]
    [InlineData("process.spawn('@a:b', '@c:d')")]
    [InlineData("process.registry.lookup('@x')")]
    [InlineData("process.inbox('@x')")]
    [InlineData("local topic = '@x' topic = 'x' process.send(pid, topic)")]
    [InlineData("local topic = '@x' local function f() topic = 'x' end process.send(pid, topic)")]
    [InlineData("local topic = '@x' do local topic = 'x' process.send(pid, topic) end")]
    [InlineData("for topic in topics() do process.send(pid, topic) end")]
    [InlineData("local process = { send = print } process.send(pid, '@x')")]
    [InlineData("local function f(process) process.send(pid, '@x') end")]
    [InlineData("local send = process.send send = print send(pid, '@x')")]
    [InlineData("local send = socket.send send(pid, '@x')")]
    [InlineData("send(pid, '@x')")]
    [InlineData("email:send(pid, '@x')")]
    [InlineData("channel.send(pid, '@x')")]
    [InlineData("other.process.send(pid, '@x')")]
    [InlineData("process.send.raw(pid, '@x')")]
    [InlineData("mail.new():with_message('@x')")]
    [InlineData("local m = {} m:with_message('@x')")]
    [InlineData("process.with_context({}):with_message('x', '@y')")]
    [InlineData("process.with_context({}):with_name('@x')")]
    [InlineData("-- process.send(pid, '@x')")]
    [InlineData("--[[ process.send(pid, '@x') ]]")]
    [InlineData("print([[ process.send(pid, '@x') ]])")]
    [InlineData("---@message resize @x")]
    [InlineData("---@message")]
    [InlineData("---@param @x string")]
    [InlineData("-- @message @x")]
    public async Task Anything_else_is_left_alone(string source) => Assert.Empty(await MarkedAsync(source));

    [Theory]
    [InlineData("---@diagnostic disable-next-line: ART0001\nprocess.listen('@x')", 0)]
    [InlineData("---@diagnostic disable-next-line\nprocess.listen('@x')", 0)]
    [InlineData("process.listen('@x') ---@diagnostic disable-line: ART0001", 0)]
    [InlineData("---@diagnostic disable: ART0001\n\nprocess.listen('@x')\nprocess.listen('@y')", 0)]
    [InlineData("---@diagnostic disable-next-line: ART0001\n---@message @x", 0)]
    [InlineData("---@diagnostic disable-next-line: ART0501\nprocess.listen('@x')", 1)]
    [InlineData("---@diagnostic disable-next-line: ART0001\nprocess.listen('@x')\nprocess.listen('@y')", 1)]
    [InlineData("---@diagnostic disable: ART0001\nprocess.listen('@x')\n---@diagnostic enable: ART0001\nprocess.listen('@y')", 1)]
    [InlineData("#pragma warning disable ART0001\nprocess.listen('@x')", 1)]
    public async Task Comments_switch_it_off(string source, int left) => Assert.Equal(left, (await MarkedAsync(source)).Length);

    [Theory]
    [InlineData("a.txt", true, 0)]
    [InlineData("a.lua", false, 0)]
    [InlineData("A.LUA", true, 1)]
    public async Task Only_Lua_files_beside_Artel_are_looked_at(string path, bool withArtel, int found) => Assert.Equal(
        found,
        (await LuaVerifier.DiagnosticsAsync<LuaReservedTopicAnalyzer>("process.listen('@x')", path, withArtel)).Length);
}
