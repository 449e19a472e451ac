using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.IgnoredTaskAnalyzer>;

namespace Artel.Analyzers.Tests;

public class IgnoredTaskAnalyzerTests
{
    [Theory]
    [InlineData("{|ART0407:Process.AskAsync<int>(\"a\", \"t\");|}")]
    [InlineData("{|ART0407:Process.SendAsync(\"a\", \"t\", 1);|}")]
    [InlineData("{|ART0407:Process.ExecAsync<int>(\"a:b\", \"a:h\", default);|}")]
    [InlineData("{|ART0407:Process.Functions.CallAsync<int>(\"a:f\", default);|}")]
    [InlineData("{|ART0407:Process.Functions.CallAsync(\"a:f\", default);|}")]
    [InlineData("Process.Functions.Start<int>(\"a:f\", default);")]
    [InlineData("Process.TrySend(\"a\", \"t\");")]
    [InlineData("_ = Process.AskAsync<int>(\"a\", \"t\");")]
    [InlineData("var answer = Process.AskAsync<int>(\"a\", \"t\"); Take(answer);")]
    [InlineData("Take(Process.AskAsync<int>(\"a\", \"t\"));")]
    [InlineData("AskAsync();")]
    public Task A_task_that_nobody_looks_at_is_flagged(string statement) => Verify.VerifyAsync(SafetySource.Process(
        $"private void M() {{ {statement} }} private void Take(ValueTask<int> task) {{ }} private Task AskAsync() => Task.CompletedTask;"));

    [Theory]
    [InlineData("Task<int>", "Task.FromResult(id)")]
    [InlineData("ValueTask<int>", "new(id)")]
    [InlineData("ValueTask", "default")]
    public Task A_typed_caller_of_a_function_is_such_an_operation(string type, string result) => Verify.VerifyAsync(
        SafetySource.Process("private void M() { {|ART0407:Process.Functions.GetUserAsync(1);|} }")
        + $"\npublic static class GetUserFunction {{ public static {type} GetUserAsync(this FunctionExecutor functions, int id) => {result}; }}");

    [Theory]
    [InlineData("{|ART0407:Process.AskAsync<int>(\"a\", \"t\");|}")]
    [InlineData("{|ART0407:Process.SendAsync(\"a\", \"t\", 1);|}")]
    [InlineData("Hear(() => Process.AskAsync<int>(\"a\", \"t\"));")]
    [InlineData("_ = Process.AskAsync<int>(\"a\", \"t\").AsTask();")]
    [InlineData("OwnAsync();")]
    public Task The_ignored_task_may_be_a_value_task(string statement) => Verify.VerifyAsync(SafetySource.Process(
        $"private void M() {{ {statement} ValueTask<int> answer = Process.AskAsync<int>(\"a\", \"t\"); ValueTask sent = Process.SendAsync(\"a\", \"t\", 1); Hear(() => answer); _ = sent; }}"
        + " private void Hear(Func<ValueTask<int>> answer) { } private ValueTask OwnAsync() => default;"));

    [Fact]
    public Task What_is_awaited_is_left_alone() =>
        Verify.VerifyAsync(SafetySource.Process("private async Task<int> M() { await Process.SendAsync(\"a\", \"t\", 1); return await Process.AskAsync<int>(\"a\", \"t\"); }"));

    [Fact]
    public Task The_operation_is_awaited_where_that_can_be() => CSharpVerifier<IgnoredTaskAnalyzer>.VerifyFixAsync<CodeFixes.AwaitFix>(
        """
        using Artel;
        using System;
        using System.Threading.Tasks;
        public class C
        {
            public async Task M(ProcessContext p)
            {
                // Kept.
                {|ART0407:p.SendAsync("n", "t", 1);|} // kept
                Func<Task> later = async () => { await Task.Yield(); {|ART0407:p.SendAsync("n", "u", 1);|} };
                await later();
            }
        }
        """,
        """
        using Artel;
        using System;
        using System.Threading.Tasks;
        public class C
        {
            public async Task M(ProcessContext p)
            {
                // Kept.
                await p.SendAsync("n", "t", 1); // kept
                Func<Task> later = async () => { await Task.Yield(); await p.SendAsync("n", "u", 1); };
                await later();
            }
        }
        """);

    [Fact]
    public Task No_await_is_offered_in_what_is_not_async() => CSharpVerifier<IgnoredTaskAnalyzer>.VerifyFixAsync<CodeFixes.AwaitFix>(
        """
        using Artel;
        public class C { public void M(ProcessContext p) { {|ART0407:p.SendAsync("n", "t", 1);|} } }
        """,
        """
        using Artel;
        public class C { public void M(ProcessContext p) { {|ART0407:p.SendAsync("n", "t", 1);|} } }
        """);
}
