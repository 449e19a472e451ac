namespace Artel.Conformance.Definitions;

/// <summary>Sends a note with its pid, one for each event that it sees, and never ends.</summary>
[Process("conf.csharp:announcer")]
[Permission("*")]
public sealed partial class Announcer
{
    [Main]
    private async Task RunAsync(string witness)
    {
        Process.Send(witness, Puppet.NoteTopic, Process.Pid.ToString());
        await foreach (var happened in Process.Events.ReadAllAsync())
            Process.Send(witness, Puppet.NoteTopic, happened.Kind);
    }
}
