using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.UnseenExitAnalyzer>;

namespace Artel.Analyzers.Tests;

public class UnseenExitAnalyzerTests
{
    [Theory]
    [InlineData("[OnMessage(\"t\")] private void M() => {|ART0411:Process.SpawnMonitored(\"a:b\", \"a:h\", default)|};")]
    [InlineData("[OnMessage] private void M(Pid pid) => Watch(pid); private void Watch(Pid pid) => {|ART0411:Process.Monitor(pid)|};")]
    [InlineData("[OnMessage(\"t\")] private void M() => Process.SpawnMonitored(\"a:b\", \"a:h\", default); [OnExit] private void Ended(ExitEvent exit) { }")]
    [InlineData("[Main] private void M() => Process.SpawnMonitored(\"a:b\", \"a:h\", default);")]
    [InlineData("[OnMessage(\"t\")] private void M() => Process.Spawn(\"a:b\", \"a:h\", default);")]
    [InlineData("[OnMessage(\"t\")] private void M(Pid pid) { Process.Monitor(pid); Take(Process.Events); } private void Take(object events) { }")]
    public Task Who_monitors_handles_ends(string members) => Verify.VerifyAsync(SafetySource.Process(members));
}
