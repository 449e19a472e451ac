using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.StaticStateAnalyzer>;

namespace Artel.Analyzers.Tests;

public class StaticStateAnalyzerTests
{
    [Theory]
    [InlineData("private static int {|ART0405:_count|};")]
    [InlineData("public static string {|ART0405:Name|} { get; set; } = \"\";")]
    [InlineData("private static event Action {|ART0405:Happened|};")]
    [InlineData("private const int Limit = 1;")]
    [InlineData("private static readonly object Gate = new();")]
    [InlineData("private static int Limit { get; } = 1;")]
    [InlineData("private static int Now => Environment.TickCount;")]
    [InlineData("private int _count; private int Count { get; set; }")]
    [InlineData("[ThreadStatic] private static int _cached;")]
    public Task State_of_all_processes_is_flagged(string members) => Verify.VerifyAsync(SafetySource.Process("#pragma warning disable CS0067\n" + members));
}
