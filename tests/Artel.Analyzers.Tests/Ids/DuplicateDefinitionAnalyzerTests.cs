namespace Artel.Analyzers.Tests;

public class DuplicateDefinitionAnalyzerTests
{
    private const string Code = """
        using Artel;
        [Process("app:one")] public class One { }
        [Process("app:two")] public class Two { }
        """;

    [Fact]
    public async Task The_later_one_is_flagged_in_either_language() => Assert.Equal(
        [
            "Code.cs(4,2): error ART0202: The definition 'app:one' is 'One' already",
            "a.lua(1,13): error ART0202: The definition 'app:two' is 'Two' already",
            "c.lua(1,13): error ART0202: The definition 'app:lua' is 'b.lua' already",
        ],
        await LuaVerifier.DiagnosticsWithCodeAsync<DuplicateDefinitionAnalyzer>(
            Code + "\n[Process(\"app:one\")] public class Again { }",
            ("a.lua", "---@process app:two"), ("b.lua", "---@process app:lua"), ("c.lua", "---@process app:lua")));

    [Fact]
    public async Task Functions_are_definitions_too() => Assert.Equal(
        [
            "Code.cs(6,39): error ART0202: The definition 'app:one' is 'One' already",
            "Code.cs(8,50): error ART0202: The definition 'app:mails.consumer' is 'Api.B' already",
            "a.lua(1,14): error ART0202: The definition 'app:two' is 'Two' already",
        ],
        await LuaVerifier.DiagnosticsWithCodeAsync<DuplicateDefinitionAnalyzer>(
            Code + """

            class Api
            {
                [Function("app:one")] static void A() { }
                [QueueConsumer("app:mails")] static void B() { }
                [Function("app:mails.consumer")] static void C() { }
            }
            """,
            ("a.lua", "---@function app:two")));

    [Fact]
    public async Task Definitions_of_their_own_are_left_alone() => Assert.Empty(
        await LuaVerifier.DiagnosticsWithCodeAsync<DuplicateDefinitionAnalyzer>(
            Code + "\npublic partial class Parts { }\n[Process(\"app:three\")] public partial class Parts { }",
            ("a.lua", "---@process app:lua"),
            ("b.lua", "---@process"),
            ("c.lua", "-- no definition"),
            ("d.lua", "---@diagnostic disable-next-line: ART0202\n---@process app:one")));
}
