namespace Artel.Conformance.Definitions;

/// <summary>Ends at once with its three arguments as its value.</summary>
[Process("conf.csharp:arguments")]
[Permission("*")]
public sealed partial class Arguments
{
    [Main] private object?[] Run(object? first, object? second, object? third) => [first, second, third];
}
