using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.BlockingCallAnalyzer>;

namespace Artel.Analyzers.Tests;

public class BlockingCallAnalyzerTests
{
    [Theory]
    [InlineData("{|ART0401:Thread.Sleep(10)|};")]
    [InlineData("var x = {|ART0401:task.Result|};")]
    [InlineData("var x = {|ART0401:new ValueTask<int>(task).Result|};")]
    [InlineData("{|ART0401:task.Wait()|};")]
    [InlineData("{|ART0401:Task.WaitAll(task)|};")]
    [InlineData("{|ART0401:task.GetAwaiter().GetResult()|};")]
    [InlineData("{|ART0401:((Task)task).GetAwaiter().GetResult()|};")]
    [InlineData("{|ART0401:task.ConfigureAwait(false).GetAwaiter().GetResult()|};")]
    [InlineData("{|ART0401:Console.ReadLine()|};")]
    [InlineData("{|ART0401:gate.Wait()|};")]
    [InlineData("lock ({|ART0401:gate|}) { }")]
    [InlineData("{|ART0401:Monitor.Enter(gate)|};")]
    [InlineData("Action act = () => {|ART0401:Thread.Sleep(1)|};")]
    [InlineData("void Local() => {|ART0401:Thread.Sleep(1)|};")]
    public Task A_call_that_blocks_is_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("await Task.Delay(10);")]
    [InlineData("await task; var x = task.Result;")]
    [InlineData("await Task.WhenAll(task, task); var x = task.Result;")]
    [InlineData("if (task.IsCompletedSuccessfully) { var x = task.Result; }")]
    [InlineData("await Task.Run(() => Thread.Sleep(1));")]
    [InlineData("await Task.Run(async () => { await Task.Yield(); Console.ReadLine(); });")]
    [InlineData("new Thread(() => Thread.Sleep(1)).Start();")]
    [InlineData("if (gate.Wait(0)) gate.Release();")]
    [InlineData("await gate.WaitAsync(); gate.Release();")]
    [InlineData("await Task.Run(() => { lock (gate) { } });")]
    [InlineData("if (Monitor.TryEnter(gate)) Monitor.Exit(gate);")]
    [InlineData("Console.WriteLine(\"x\");")]
    [InlineData("var x = new Answer().Result;")]
    public Task What_does_not_block_is_left_alone(string statement) => VerifyAsync(statement);

    private static Task VerifyAsync(string statement) => Verify.VerifyAsync(SafetySource.Process($$"""
        private async Task M(Task<int> task, SemaphoreSlim gate) { {{statement}} await Task.Yield(); }
            private class Answer { public int Result => 1; }
        """));
}
