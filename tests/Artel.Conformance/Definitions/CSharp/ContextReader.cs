namespace Artel.Conformance.Definitions;

/// <summary>Ends at once with a value of its context.</summary>
[Process("conf.csharp:context-reader")]
[Permission("*")]
public sealed partial class ContextReader
{
    [Main] private object? Run(string key) => Process.Context.GetValueOrDefault(key);
}
