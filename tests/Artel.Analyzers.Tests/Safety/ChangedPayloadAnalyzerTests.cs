using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.ChangedPayloadAnalyzer>;

namespace Artel.Analyzers.Tests;

public class ChangedPayloadAnalyzerTests
{
    [Theory]
    [InlineData("Process.Send(\"a\", \"t\", list); {|ART0410:list.Add(1)|};")]
    [InlineData("Process.TrySend(\"a\", \"t\", list); if (list.Count > 0) { {|ART0410:list.Clear()|}; }")]
    [InlineData("await Process.SendAsync(\"a\", \"t\", list); {|ART0410:list[0] = 1|};")]
    [InlineData("var n = await Process.AskAsync<Job, int>(\"a\", \"t\", job); {|ART0410:job.Size = n|};")]
    [InlineData("Process.Send(\"a\", \"t\", job); {|ART0410:job.Size++|};")]
    [InlineData("Process.Send(\"a\", \"t\", numbers); {|ART0410:numbers[0] = 1|};")]
    [InlineData("list.Add(1); Process.Send(\"a\", \"t\", list);")]
    [InlineData("Process.Send(\"a\", \"t\", list); list = new List<int>(); list.Add(1);")]
    [InlineData("Process.Send(\"a\", \"t\", new List<int>(list)); list.Add(1);")]
    [InlineData("Process.Send(\"a\", \"t\", fixedList); fixedList.Add(1);")]
    [InlineData("Process.Send(\"a\", \"t\", list.Count); list.Add(1);")]
    [InlineData("Process.Send(\"a\", \"t\", list); var copy = new List<int>(list); copy.Add(1);")]
    [InlineData("Take(list); list.Add(1);")]
    public Task What_is_sent_is_not_changed_afterwards(string statements) => Verify.VerifyAsync(SafetySource.Process($$"""
        private async Task M()
        {
            await Task.Yield();
            var list = new List<int>();
            var numbers = new int[1];
            var job = new Job();
            var fixedList = System.Collections.Immutable.ImmutableList<int>.Empty;
            {{statements}}
        }
        private void Take(List<int> list) { }
        public class Job { public int Size; }
        """));
}
