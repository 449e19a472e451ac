using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.DurationAnalyzer>;

namespace Artel.Analyzers.Tests;

public class DurationAnalyzerTests
{
    [Theory]
    [InlineData("process.Cancel(pid, {|ART0602:TimeSpan.Zero|});")]
    [InlineData("process.TryCancel(pid, deadline: {|ART0602:TimeSpan.FromSeconds(-1.5)|});")]
    [InlineData("process.After({|ART0602:TimeSpan.FromMilliseconds(0)|});")]
    [InlineData("process.After({|ART0602:default(TimeSpan)|});")]
    [InlineData("process.After({|ART0602:default|});")]
    [InlineData("process.After({|ART0602:new TimeSpan()|});")]
    [InlineData("process.Cancel(pid);")]
    [InlineData("process.Cancel(pid, null);")]
    [InlineData("process.Cancel(pid, TimeSpan.FromSeconds(1));")]
    [InlineData("process.Cancel(pid, TimeSpan.FromSeconds(unknown)); process.After(given);")]
    [InlineData("process.AskAsync<int>(pid, \"topic\", {|ART0602:TimeSpan.Zero|});")]
    [InlineData("runtime.AskAsync<int, int>(pid, \"topic\", 1, {|ART0602:TimeSpan.FromSeconds(-1)|});")]
    [InlineData("runtime.Cancel(pid, {|ART0602:TimeSpan.Zero|});")]
    [InlineData("process.AskAsync<int>(pid, \"topic\", System.Threading.Timeout.InfiniteTimeSpan);")]
    [InlineData("process.AskAsync<int>(pid, \"topic\", null); process.AskAsync<int>(pid, \"topic\");")]
    [InlineData("Other(TimeSpan.Zero);")]
    public Task A_deadline_is_above_zero(string statement) => Verify.VerifyAsync($$"""
        using Artel;
        using System;
        class C
        {
            void M(ProcessContext process, ArtelRuntime runtime, Pid pid, double unknown, TimeSpan given) { {{statement}} }
            static void Other(TimeSpan deadline) { }
        }
        """);
}
