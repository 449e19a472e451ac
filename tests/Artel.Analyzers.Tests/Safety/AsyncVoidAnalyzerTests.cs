using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.AsyncVoidAnalyzer>;

namespace Artel.Analyzers.Tests;

public class AsyncVoidAnalyzerTests
{
    [Theory]
    [InlineData("private async void {|ART0402:M|}() => await Task.Yield();")]
    [InlineData("[OnMessage(\"x\")] private static async void {|ART0402:M|}() => await Task.Yield();")]
    [InlineData("private void M() { async void {|ART0402:Local|}() => await Task.Yield(); Local(); }")]
    [InlineData("private async Task M() => await Task.Yield();")]
    [InlineData("private async ValueTask<int> M() { async Task Local() => await Task.Yield(); await Local(); return 1; }")]
    [InlineData("private void M() { }")]
    public Task A_method_that_nobody_can_wait_for_is_flagged(string members) => Verify.VerifyAsync(SafetySource.Process(members));
}
