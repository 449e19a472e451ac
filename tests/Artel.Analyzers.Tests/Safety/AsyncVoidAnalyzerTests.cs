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

    [Fact]
    public Task A_handler_returns_a_task_instead() => CSharpVerifier<AsyncVoidAnalyzer>.VerifyFixAsync<CodeFixes.AsyncVoidFix>(
        """
        using Artel;
        using System.Threading.Tasks;
        [Process("app:p")] public class P
        {
            [OnMessage("a")] private async /* kept */ void {|ART0402:A|}() => await Task.Yield();
            [OnExit] private async void {|ART0402:B|}(ExitEvent exit) { await Task.Yield(); }
        }
        """,
        """
        using Artel;
        using System.Threading.Tasks;
        [Process("app:p")] public class P
        {
            [OnMessage("a")] private async /* kept */ Task A() => await Task.Yield();
            [OnExit] private async Task B(ExitEvent exit) { await Task.Yield(); }
        }
        """);

    [Fact]
    public Task What_others_call_is_left_to_the_author() => CSharpVerifier<AsyncVoidAnalyzer>.VerifyFixAsync<CodeFixes.AsyncVoidFix>(
        """
        using Artel;
        using System.Threading.Tasks;
        [Process("app:p")] public class P { private async void {|ART0402:A|}() => await Task.Yield(); [OnMessage("b")] private void B() => A(); }
        """,
        """
        using Artel;
        using System.Threading.Tasks;
        [Process("app:p")] public class P { private async void {|ART0402:A|}() => await Task.Yield(); [OnMessage("b")] private void B() => A(); }
        """);
}
