namespace Artel.Conformance.Definitions;

/// <summary>Waits for what nobody can ever send.</summary>
[Process("conf.csharp:stuck")]
[Permission("*")]
public sealed partial class Stuck
{
    [Main] private async Task RunAsync() => await Process.CreateChannel<int>().ReceiveAsync();
}
