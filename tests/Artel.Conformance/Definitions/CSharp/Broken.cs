namespace Artel.Conformance.Definitions;

/// <summary>Cannot be made.</summary>
[Process("conf.csharp:broken")]
[Permission("*")]
public sealed partial class Broken
{
    /// <summary>Fails.</summary>
    public Broken() => throw new ProcessException(ErrorKind.Conflict, "broken on purpose");

    [OnMessage(Puppet.NoteTopic)] private void Note() { }
}
