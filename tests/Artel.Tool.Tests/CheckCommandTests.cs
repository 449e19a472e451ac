using System.Text;
using System.Text.Json;

namespace Artel.Tool.Tests;

/// <summary><c>artel check</c> as one calls it.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("artel-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Runs the command; the paths in what it prints are made relative to the test's folder.</summary>
    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await ArtelCommand.RunAsync(["check", .. arguments], output, error);
        return (code, Clean(output), Clean(error));

        string Clean(StringWriter writer) => writer.ToString().Replace(_folder + "/", string.Empty, StringComparison.Ordinal);
    }

    private async Task<string> MendAsync(string source, int code = 0)
    {
        var path = Write("mended.lua", source);
        Assert.Equal(code, (await RunAsync(path, "--fix")).Code);
        var mended = await File.ReadAllTextAsync(path);

        // What is mended has nothing left to mend.
        Assert.Equal(code, (await RunAsync(path, "--fix")).Code);
        Assert.Equal(mended, await File.ReadAllTextAsync(path));
        return mended;
    }

    [Fact]
    public async Task Findings_are_printed_as_compilers_print_them_and_an_error_is_the_exit_code()
    {
        Write("b.lua", "local pid = ...\nprocess.sned(pid, 'x')\nprint(unknown_name)\n");
        Write("deep/a.lua", "process.send('n', '@x')\n");
        Write("bin/copied.lua", "process.sned()");
        Write(".hidden/copied.lua", "process.sned()");

        var (code, output, error) = await RunAsync(_folder);

        Assert.Equal(1, code);
        Assert.Equal(
            """
            b.lua:2:9: error ART0502: 'process' has no 'sned'; did you mean 'send'?
            b.lua:3:7: warning ART0504: The global 'unknown_name' is not defined
            deep/a.lua:1:19: error ART0001: Topic '@x' is reserved: topics that start with '@' belong to the runtime

            """,
            output);
        Assert.Equal("2 Lua files: 2 errors, 1 warning; 'artel check --fix' mends 2 of them\n", error);
    }

    [Fact]
    public async Task Warnings_alone_are_no_failure()
    {
        Write("a.lua", "print(unknown_name)\n");
        Assert.Equal((0, "a.lua:1:7: warning ART0504: The global 'unknown_name' is not defined\n", "1 Lua file: 0 errors, 1 warning\n"), await RunAsync(_folder));
    }

    [Fact]
    public async Task A_single_file_is_checked_with_its_project_around_it()
    {
        Write("App.csproj", "<Project />");
        Write("lib/util.lua", "process.sned()");
        var path = Write("main.lua", "local util, other = require('lib.util'), require('lib.utill')\nreturn { util, other }\n");
        Assert.Equal("main.lua:1:50: error ART0507: There is no module 'lib.utill'; did you mean 'lib.util'?\n", (await RunAsync(path)).Output);
    }

    [Theory]
    [InlineData("<Project><ItemGroup><ArtelLua Include=\"../x.lua\" Link=\"lib/x.lua\" /></ItemGroup></Project>")]
    [InlineData(null)]
    public async Task Modules_are_left_to_the_build_where_their_places_are_not_known(string? project)
    {
        if (project is not null)
            Write("App.csproj", project);
        Write("main.lua", "return require('lib.x')\n");
        Assert.Equal((0, "", "1 Lua file: 0 errors, 0 warnings\n"), await RunAsync(_folder));
    }

    [Fact]
    public async Task A_file_that_only_describes_to_editors_is_left_alone()
    {
        Write("library/process.lua", "---@meta\nprocess = {}\nfunction process.unknown_one(a) end\n");
        Assert.Equal((0, "", "1 Lua file: 0 errors, 0 warnings\n"), await RunAsync(_folder));
    }

    [Fact]
    public async Task Each_project_below_a_folder_is_its_own()
    {
        Write("one/One.csproj", "<Project />");
        Write("two/Two.csproj", "<Project />");
        Write("one/lib.lua", "return {}\n");
        Write("one/main.lua", "return require('lib')\n");
        Write("two/main.lua", "return require('lib')\n");
        Assert.Equal("two/main.lua:1:16: error ART0507: There is no module 'lib'\n", (await RunAsync(_folder)).Output);
    }

    [Fact]
    public async Task Definitions_of_Lua_files_are_known_to_each_other()
    {
        Write("scaler.lua", "---@process app:scaler\n---@message scale { by: number }\n---@param factor number\nlocal function main(factor) return factor end\nreturn { main = main }\n");
        Write("again.lua", "---@process app:scaler2\nlocal pid = process.spawn('app:scaler', 'app:h', 'x')\nprocess.send(pid, 'scal', function() end)\n");
        Write("third.lua", "---@process app:scaler2\n");
        Assert.Equal(
            """
            again.lua:2:50: warning ART0205: 'scaler.lua' can't be started with these arguments: its argument 1, 'factor', takes 'number', not 'string'
            again.lua:3:19: warning ART0003: 'scaler.lua' handles no topic 'scal'; did you mean 'scale'?
            again.lua:3:27: error ART0005: 'payload[1]' can't cross to another process: it is a function
            third.lua:1:13: error ART0202: The definition 'app:scaler2' is 'again.lua' already

            """,
            (await RunAsync(_folder)).Output);
    }

    [Fact]
    public async Task Severities_of_global_configurations_hold_the_nearest_first()
    {
        Write("a.lua", "process.sned()\nprint(unknown_name)\nlocal unused = 1\n");
        Write(".globalconfig", "is_global = true\nglobal_level = 1\ndotnet_diagnostic.ART0502.severity = suggestion\ndotnet_diagnostic.ART0504.severity = none\ndotnet_diagnostic.ART0509.severity = error\n");
        var (code, output, _) = await RunAsync(_folder);
        Assert.Equal(1, code);
        Assert.Equal(
            """
            a.lua:1:9: info ART0502: 'process' has no 'sned'; did you mean 'send'?
            a.lua:3:7: error ART0509: Nobody reads the local 'unused'

            """,
            output);
    }

    [Fact]
    public async Task A_configuration_of_a_folder_above_holds_too()
    {
        Write("below/a.lua", "process.sned()\n");
        Write(".globalconfig", "is_global = true\ndotnet_diagnostic.ART0502.severity = none\n");
        Assert.Equal(0, (await RunAsync(Path.Combine(_folder, "below"))).Code);
    }

    [Fact]
    public async Task Suppressions_hold_and_what_is_switched_off_is_not_mended()
    {
        const string source = "---@diagnostic disable-next-line: ART0502\nprocess.sned()\nprint(unknown_name) ---@diagnostic disable-line\n";
        Assert.Equal(source, await MendAsync(source));
        Write(".globalconfig", "is_global = true\ndotnet_diagnostic.ART0001.severity = none\n");
        Assert.Equal("process.send('n', '@x')\n", await MendAsync("process.send('n', '@x')\n"));
    }

    [Theory]
    [InlineData("process.send('n', '@x') -- kept\r\n\tprint( 1 )", "process.send('n', 'x') -- kept\r\n\tprint( 1 )")]
    [InlineData("process.sned('n', [[@x]])", "process.send('n', [[x]])")]
    [InlineData("process['sned']('n', \"x\")", "process['send']('n', \"x\")")]
    [InlineData("pirnt('x')", "print('x')")]
    [InlineData("local function f(a) local unused, other = 1, 2 return a end\nf(1)", "local function f(a) local _unused, _other = 1, 2 return a end\nf(1)")]
    [InlineData("---@proces app:x\nreturn {}", "---@process app:x\nreturn {}")]
    [InlineData("local time = require 'time'\ntime.sleep('5 sec')\ntime.sleep(\"1 Hour 30min\")", "local time = require 'time'\ntime.sleep('5s')\ntime.sleep(\"1h30m\")")]
    [InlineData("---@permission process.send *\nprocess.send('n', 'x')\nprocess.link('p')\nprocess.link('q')\n", "---@permission process.send *\n---@permission process.link *\nprocess.send('n', 'x')\nprocess.link('p')\nprocess.link('q')\n")]
    public async Task What_is_clear_is_mended_once_and_all_else_stays(string source, string mended)
    {
        // The resource of a permission is as the rule proposes it.
        var result = await MendAsync(source);
        if (source.StartsWith("---@permission", StringComparison.Ordinal))
            Assert.StartsWith("---@permission process.send *\n---@permission process.link ", result, StringComparison.Ordinal);
        else
            Assert.Equal(mended, result);
    }

    [Theory]
    [InlineData("local time = require 'time'\ntime.sleep('soon')\n")]
    [InlineData("process.send('n', '@')\n")]
    [InlineData("local n = '\\x40x'\nprocess.send('n', n)\n")]
    public async Task What_is_not_clear_is_only_reported(string source) => Assert.Equal(source, await MendAsync(source, code: 1));

    [Fact]
    public async Task Bytes_that_are_no_text_stay_as_they_are()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "local s = '"u8, 0xFF, 0xC3, .. "'\r\nprocess.sned('n', 'x', s)\n"u8];
        var path = Write("bytes.lua", bytes);
        Assert.Equal(0, (await RunAsync(path, "--fix")).Code);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "local s = '"u8, 0xFF, 0xC3, .. "'\r\nprocess.send('n', 'x', s)\n"u8], await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Changes_behind_wide_characters_meet_their_place() =>
        Assert.Equal("local s = 'Grüße 🎉' process.send('n', 'x', s) process.link(s)", await MendAsync("local s = 'Grüße 🎉' process.sned('n', '@x', s) process.lnik(s)"));

    [Fact]
    public async Task What_was_mended_is_said_and_files_without_findings_are_not_written()
    {
        Write("a.lua", "process.sned('n', '@x')\n");
        var fine = Write("fine.lua", "process.send('n', 'x')\n");
        var written = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(fine, written);
        Assert.Equal((0, "", "a.lua: mended 2 findings\n2 Lua files: 0 errors, 0 warnings\n"), await RunAsync(_folder, "--fix"));
        Assert.Equal(written, File.GetLastWriteTimeUtc(fine));
        Assert.Empty(Directory.GetFiles(_folder, "*.artel-mended"));
    }

    [Fact]
    public async Task Json_is_one_object()
    {
        Write("a.lua", "process.sned()\n");
        var (code, output, error) = await RunAsync(_folder, "--format", "json");
        Assert.Equal((1, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(1, json.RootElement.GetProperty("files").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("mended").GetArrayLength());
        var finding = json.RootElement.GetProperty("diagnostics").EnumerateArray().Single();
        Assert.Equal(
            "a.lua 1:9-1:13 error ART0502 'process' has no 'sned'; did you mean 'send'? True",
            $"{finding.GetProperty("path").GetString()} {finding.GetProperty("line").GetInt32()}:{finding.GetProperty("column").GetInt32()}-"
            + $"{finding.GetProperty("endLine").GetInt32()}:{finding.GetProperty("endColumn").GetInt32()} {finding.GetProperty("severity").GetString()} "
            + $"{finding.GetProperty("id").GetString()} {finding.GetProperty("message").GetString()} {finding.GetProperty("canBeMended").GetBoolean()}");
    }

    [Fact]
    public async Task A_path_that_is_not_there_a_folder_without_Lua_and_another_file_are_said_clearly()
    {
        Write("x.txt", "");
        Assert.Equal((2, "", "artel check: there is no file or folder 'gone.lua'\n"), await RunAsync("gone.lua"));
        Assert.Equal((2, "", $"artel check: there are no Lua files in '{_folder}'; files in bin, obj and hidden folders are left out\n"), await RunAsync(_folder));
        Assert.Equal((2, "", "artel check: 'x.txt' is no Lua file: its name does not end in .lua\n"), await RunAsync(Path.Combine(_folder, "x.txt")));
    }

    [Fact]
    public async Task A_wrong_option_is_a_wrong_call()
    {
        var (code, _, error) = await RunAsync(_folder, "--format", "xml");
        Assert.Equal(2, code);
        Assert.Contains("xml", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_says_what_a_user_wants_to_know()
    {
        var (code, output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        foreach (var said in (string[])["Checks Lua files", "<path>", "--fix", "--format", "Exit code", ".globalconfig", "---@diagnostic"])
            Assert.Contains(said, output, StringComparison.Ordinal);
    }
}
