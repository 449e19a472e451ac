namespace Artel.Generators.Tests;

/// <summary>The typed references of Lua definitions.</summary>
public sealed class LuaReferenceTests
{
    [Fact]
    public void Messages_and_main() => Snapshot.Match(Run(new LuaText("lua/thumbnailer.lua", """
        ---@process app.workers:thumbnailer
        ---@message resize { id: integer, url: string, tags: string[], size: { width: integer, height: integer? }, note?: string } what to do
        ---@message user.set_scale number
        ---@message numbers integer[]
        ---@message batch { id: integer }[]
        ---@message maybe string|nil
        ---@message odd fun(x: integer): string
        ---@message stop
        ---@message @reserved integer

        ---@param options { root: string, strict: boolean? }
        ---@param name? string
        ---@return integer
        local function main(options, name, other)
        end
        return { main = main }
        """)).Text("Consumer.ThumbnailerRef.Lua.g.cs"));

    [Fact]
    public void Is_used_as_one_would_write_it()
    {
        var lua = new LuaText("a.lua", "---@process app:thumbnailer\n---@message resize { id: integer, size: { width: integer } }\n---@param scale number\nlocal function main(scale) end\n");
        Compiler.Run(Compiler.Create(Compiler.LuaEngine, """
            using Consumer;
            [Process("app:user")]
            public sealed partial class User
            {
                [OnMessage("go")] private void Go()
                {
                    var thumbnailer = Process.SpawnThumbnailer("app:processes", 0.5, relation: SpawnRelation.Linked);
                    thumbnailer.Resize(new(1, new(100)));
                }
            }
            """), lua).VerifyClean();
    }

    [Fact]
    public void Message_with_a_reply_is_asked() => Snapshot.Match(Run(new LuaText("lua/counter.lua", """
        ---@process app.workers:counter
        ---@message count { of: string } what to count
        ---@reply { total: integer, of?: string } what there is
        ---@message stop
        ---@message ping
        ---@reply string?
        ---@message ping integer
        ---@reply integer
        ---@message list integer
        ---@reply integer[]
        ---@message odd
        ---@reply
        """)).Text("Consumer.CounterRef.Lua.g.cs"));

    /// <summary>Statement 37: a file may hold several processes, each with a function of its own.</summary>
    [Fact]
    public void Processes_of_one_file_have_their_own_messages_and_entries()
    {
        var lua = new LuaText("lua/both.lua", """
            ---@process app:counter
            ---@permission process.send *
            ---@message count integer
            ---@param start integer
            local function main(start) end

            ---@process app:printer
            ---@entry print
            ---@permission process.spawn *
            ---@message print string
            ---@message stop
            ---@param width integer
            ---@return boolean
            local function print(width) end

            ---@process app:idler
            ---@entry idle
            return { main = main, print = print, idle = function() end }
            """);
        var run = Run(lua);
        Assert.Equal(
            ["Consumer.CounterRef.Lua.g.cs", "Consumer.IdlerRef.Lua.g.cs", "Consumer.PrinterRef.Lua.g.cs"],
            run.Files.Where(static file => file.EndsWith(".Lua.g.cs", StringComparison.Ordinal)));
        var printer = run.Text("Consumer.PrinterRef.Lua.g.cs");
        Assert.Contains("void Print(string payload)", printer, StringComparison.Ordinal);
        Assert.Contains("ExecPrinterAsync(this global::Artel.ProcessContext process, string host, long width)", printer, StringComparison.Ordinal);
        Assert.DoesNotContain("Count", printer, StringComparison.Ordinal);
        Assert.Contains("string host, long start,", run.Text("Consumer.CounterRef.Lua.g.cs"), StringComparison.Ordinal);
        var definitions = run.Text("ArtelDefinitions.g.cs");
        Assert.Contains("artel, \"app:counter\", \"lua/both.lua\",", definitions, StringComparison.Ordinal);
        Assert.Equal(1, Count(definitions, "method: \"print\""));
        Assert.Equal(1, Count(definitions, "method: \"idle\""));
        Assert.Equal(0, Count(definitions, "method: \"main\""));
        Assert.Equal(1, Count(definitions, "\"process.spawn\""));
        Assert.Contains("topics: new string[] { \"print\", \"stop\" }", definitions, StringComparison.Ordinal);
        Assert.Contains("\\\"app:idler\\\"", run.Text("ArtelManifest.g.cs"), StringComparison.Ordinal);

        static int Count(string text, string part) => text.Split(part).Length - 1;
    }

    [Theory]
    [InlineData("local function main(scale, name)\nend\nreturn { main = main }")]
    [InlineData("return { main = function(scale, name) end }")]
    [InlineData("local M = {}\n---@param scale string\nlocal function other(scale) return function(name) end end\n--\n---@param scale number\n---@return string?\nM.main = function(scale, name) end\nreturn M")]
    [InlineData("main = function (scale, name) end")]
    [InlineData("return function(scale, name)\nend")]
    public void Main_of_every_form(string code)
    {
        var run = Run(new LuaText("a.lua", "---@process app:thumbnailer\nlocal x = 1\n---@param scale number\n---@return string?\n" + code));
        var text = run.Text("Consumer.ThumbnailerRef.Lua.g.cs");
        Assert.Contains("double scale, object? name = null", text, StringComparison.Ordinal);
        Assert.Contains("Task<string?>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("local function factory()\n  return function(scale) end\nend")]
    [InlineData("local domain = function(scale) end")]
    [InlineData("local x = { remain = function(scale) end }")]
    public void Function_that_is_not_main(string code) => Assert.DoesNotContain(
        "scale", Run(new LuaText("a.lua", "---@process app:thumbnailer\n" + code)).Text("Consumer.ThumbnailerRef.Lua.g.cs"), StringComparison.Ordinal);

    [Fact]
    public void Names_that_are_taken_get_the_whole_id()
    {
        var run = Run(
            new LuaText("a.lua", "---@process app:worker\n"), new LuaText("b.lua", "---@process b.two:worker\n"),
            new LuaText("c.lua", "---@process app:resizer\n"), new LuaText("d.lua", "---@process app:WORKER\n"), new LuaText("e.lua", "---@process app:worker\n"));
        Assert.Equal(
            ["Consumer.AppResizerRef.Lua.g.cs", "Consumer.AppWorkerRef.Lua.g.cs", "Consumer.BTwoWorkerRef.Lua.g.cs", "Consumer.WORKERRef.Lua.g.cs"],
            run.Files.Where(static file => file.EndsWith(".Lua.g.cs", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("integer and words", "long 0")]
    [InlineData("string?", "string? 0")]
    [InlineData("nil|boolean", "bool? 0")]
    [InlineData("number[][]", "double 2")]
    [InlineData("integer?[]", "object? 0")]
    [InlineData("integer|string", "object? 0")]
    [InlineData("{ a: integer", "object? 0")]
    [InlineData("{ [string]: { a: integer } }[]", "object? 0")]
    [InlineData("{}", "object? 0")]
    [InlineData("Job", "object? 0")]
    [InlineData("{ a: { b: integer } }", "table 0")]
    public void Types(string text, string? expected)
    {
        var type = LuaTypeReader.Read(text);
        Assert.Equal(expected, type is null ? null : $"{(type.IsTable ? "table" : type.Name)}{(type.IsNullable ? "?" : "")} {type.Depth}");
    }

    [Fact]
    public void Type_that_never_ends_is_any_value() =>
        Assert.True(LuaTypeReader.Read(string.Concat(Enumerable.Repeat("{ a: ", 10_000)))!.IsNullable);

    private static Generation Run(params LuaText[] lua) => Compiler.Run(
        Compiler.Create(Compiler.LuaEngine, """namespace Consumer; [Process("c:sharp")] public sealed partial class Resizer;"""), lua).VerifyClean();
}
