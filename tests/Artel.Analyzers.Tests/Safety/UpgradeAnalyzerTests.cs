using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.UpgradeAnalyzer>;

namespace Artel.Analyzers.Tests;

public class UpgradeAnalyzerTests
{
    [Theory]
    [InlineData("Process.UpgradeAsync(null, default); {|ART0409:Process.Send(\"a\", \"t\")|};")]
    [InlineData("_ = Process.UpgradeAsync(null, default); if (true) { {|ART0409:Process.Exit()|}; Process.Exit(); }")]
    [InlineData("await Process.UpgradeAsync(null, default); Process.Exit();")]
    [InlineData("var upgraded = Process.UpgradeAsync(null, default); Process.Exit(); await upgraded;")]
    [InlineData("Process.Exit(); _ = Process.UpgradeAsync(null, default);")]
    [InlineData("if (true) { _ = Process.UpgradeAsync(null, default); return; } Process.Exit();")]
    [InlineData("_ = UpgradeAsync(); Process.Exit();")]
    public Task What_stands_behind_an_upgrade_that_is_not_awaited_is_flagged(string statements) => Verify.VerifyAsync(SafetySource.Process(
        $"private async Task M() {{ await Task.Yield(); {statements} }} private Task UpgradeAsync() => Task.CompletedTask;"));
}
