using Microsoft.CodeAnalysis;

namespace Artel.Analyzers.Tests;

public class IgnoredOutcomeAnalyzerTests
{
    private static async Task<string[]> FoundAsync(string statement, bool isOn = true) => await CSharpVerifier<IgnoredOutcomeAnalyzer>.FoundAsync(
        isOn ? RuleIds.OutcomeIsIgnored : null, SafetySource.Process($"private void M() {{ {statement} }} private bool TryMine() => true;"));

    [Theory]
    [InlineData("Process.TrySend(\"a\", \"t\");")]
    [InlineData("Process.TryCancel(\"a\");")]
    public async Task Where_it_is_on_an_answer_that_nobody_looks_at_is_flagged(string statement) => Assert.Equal([statement], await FoundAsync(statement));

    [Theory]
    [InlineData("_ = Process.TrySend(\"a\", \"t\");")]
    [InlineData("if (!Process.TrySend(\"a\", \"t\")) Process.Exit();")]
    [InlineData("Process.Send(\"a\", \"t\");")]
    [InlineData("TryMine();")]
    public async Task One_that_is_looked_at_or_dropped_is_left_alone(string statement) => Assert.Empty(await FoundAsync(statement));

    [Fact]
    public async Task It_is_off_until_somebody_asks_for_it() => Assert.Empty(await FoundAsync("Process.TrySend(\"a\", \"t\");", isOn: false));
}
