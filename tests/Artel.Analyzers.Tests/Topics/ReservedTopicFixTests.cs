using Artel.CodeFixes;
using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.ReservedTopicAnalyzer>;

namespace Artel.Analyzers.Tests;

public class ReservedTopicFixTests
{
    private static string Send(string topic) => $$"""
        class C
        {
            const string Topic = "x";
            void M(Artel.ProcessContext process) => process.Send("a", {{topic}});
        }
        """;

    private static Task VerifyAsync(string before, string after) => Verify.VerifyFixAsync<ReservedTopicFix>(Send(before), Send(after));

    [Theory]
    [InlineData("\"@x\"", "\"x\"")]
    [InlineData("\"@@@x\"", "\"x\"")]
    [InlineData("\"@x@y\"", "\"x@y\"")]
    [InlineData("\"@x\\t\\\"y\"", "\"x\\t\\\"y\"")]
    [InlineData("@\"@x\"\"y\"", "@\"x\"\"y\"")]
    [InlineData("\"\"\"@x\"\"\"", "\"\"\"x\"\"\"")]
    [InlineData("\"\"\"\"@x\"\"\"y\"\"\"\"", "\"\"\"\"x\"\"\"y\"\"\"\"")]
    [InlineData("\"\"\"\n    @x\n    \"\"\"", "\"\"\"\n    x\n    \"\"\"")]
    public Task The_form_of_the_literal_stays(string before, string after) => VerifyAsync($"{{|ART0001:{before}|}}", after);

    [Fact]
    public Task Comments_stay() => VerifyAsync("/* before */ {|ART0001:\"@x\"|} /* after */", "/* before */ \"x\" /* after */");

    [Theory]
    [InlineData("\"@\"")]
    [InlineData("\"@@\"")]
    [InlineData("\"\\u0040x\"")]
    [InlineData("\"@\\u0040x\"")]
    [InlineData("\"@\" + Topic")]
    [InlineData("$\"@{Topic}\"")]
    public Task None_is_offered_where_it_would_not_be_right(string topic) =>
        VerifyAsync($"{{|ART0001:{topic}|}}", $"{{|ART0001:{topic}|}}");

    [Fact]
    public Task None_is_offered_where_the_constant_is_used()
    {
        const string source = """
            class C
            {
                const string Topic = "@x";
                void M(Artel.ProcessContext process) => process.Send("a", {|ART0001:Topic|});
            }
            """;
        return Verify.VerifyFixAsync<ReservedTopicFix>(source, source);
    }

    [Fact]
    public Task All_are_fixed_at_once() => Verify.VerifyFixAsync<ReservedTopicFix>(
        """
        using Artel;

        class C
        {
            [OnMessage({|ART0001:"@a"|})]
            void M(ProcessContext process)
            {
                process.Send("@name", {|ART0001:"@b"|}, "@payload"); process.Send("a", {|ART0001:@"@c"|});
                process.Listen({|ART0001:"@@d"|});
            }
        }
        """,
        """
        using Artel;

        class C
        {
            [OnMessage("a")]
            void M(ProcessContext process)
            {
                process.Send("@name", "b", "@payload"); process.Send("a", @"c");
                process.Listen("d");
            }
        }
        """);
}
