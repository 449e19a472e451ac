namespace Artel.Conformance.Definitions;

/// <summary>Sends a note and ends at once.</summary>
[Process("conf.csharp:herald")]
[Permission("*")]
public sealed partial class Herald
{
    [Main] private void Run(string destination) => Process.Send(destination, Puppet.NoteTopic, "before the end");
}
