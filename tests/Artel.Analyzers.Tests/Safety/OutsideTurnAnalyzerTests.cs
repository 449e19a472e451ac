using Artel.CodeFixes;
using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.OutsideTurnAnalyzer>;

namespace Artel.Analyzers.Tests;

public class OutsideTurnAnalyzerTests
{
    private static string Members(string statement) => $$"""
        private int _done;
            private readonly int _limit = 3;
            private readonly object _gate = new();
            private int Count { get; set; }
            private int Limit { get; } = 3;
            private async Task M(Task task, List<int> items) { {{statement}} await Task.Yield(); }
        """;

    [Theory]
    [InlineData("_ = Task.Run(() => {|ART0403:_done|}++);")]
    [InlineData("_ = Task.Run(async () => { await Task.Yield(); {|ART0403:this._done|} = 1; });")]
    [InlineData("_ = Task.Run(() => {|ART0403:Count|}++);")]
    [InlineData("_ = Task.Run(() => {|ART0403:Process|}.Send(\"a\", \"t\"));")]
    [InlineData("_ = Task.Factory.StartNew(() => {|ART0403:_done|}++);")]
    [InlineData("new Thread(() => {|ART0403:_done|}++).Start();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => {|ART0403:_done|}++);")]
    [InlineData("Parallel.ForEach(items, item => { {|ART0403:_done|}++; });")]
    [InlineData("_ = Task.Run(() => items.ForEach(item => {|ART0403:_done|}++));")]
    public Task State_on_another_thread_is_flagged(string statement) => Verify.VerifyAsync(SafetySource.Process(Members(statement)));

    [Theory]
    [InlineData("await Task.Run(() => items.Count); _done++;")]
    [InlineData("var limit = _done; _done = await Task.Run(() => limit + _limit + Limit);")]
    [InlineData("items.ForEach(item => _done++);")]
    [InlineData("Func<Task> act = async () => { await Task.Yield(); _done++; }; await act();")]
    [InlineData("await Task.Run(() => new NoProcess().ToString());")]
    public Task State_in_the_turn_is_left_alone(string statement) => Verify.VerifyAsync(SafetySource.Process(Members(statement)));

    [Theory]
    [InlineData("await {|ART0404:task.ConfigureAwait(false)|}; _done++;")]
    [InlineData("await {|ART0404:task.ConfigureAwait(false)|}; Process.Send(\"a\", \"t\");")]
    [InlineData("await {|ART0404:task.ConfigureAwait(continueOnCapturedContext: false)|}; if (_done > 0) return;")]
    [InlineData("await task.ConfigureAwait(false);")]
    [InlineData("_done++; await task.ConfigureAwait(false); items.Add(_limit);")]
    [InlineData("await task.ConfigureAwait(true); _done++;")]
    [InlineData("await task; _done++;")]
    [InlineData("await Task.Run(async () => await task.ConfigureAwait(false)); _done++;")]
    public Task State_behind_a_left_turn_is_flagged(string statement) => Verify.VerifyAsync(SafetySource.Process(Members(statement)));

    [Fact]
    public Task The_turn_is_kept_by_the_fix() => Verify.VerifyFixAsync<TurnIsLeftFix>(
        SafetySource.Process(Members("await {|ART0404:task /* first */ .ConfigureAwait(false)|}; await {|ART0404:task.ConfigureAwait(false)|}; _done++;")),
        SafetySource.Process(Members("await task /* first */ ; await task; _done++;")));
}
