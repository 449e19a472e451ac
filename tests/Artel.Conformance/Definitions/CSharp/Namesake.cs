namespace Artel.Conformance.Definitions;

/// <summary>Ends at once, with whether a name is its own.</summary>
[Process("conf.csharp:namesake")]
[Permission("*")]
public sealed partial class Namesake
{
    [Main] private bool Run(string name) => Process.Registry.TryLookup(name) == Process.Pid;
}
