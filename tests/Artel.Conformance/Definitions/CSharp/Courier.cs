namespace Artel.Conformance.Definitions;

/// <summary>Has a typed value mirrored by a process of another language, and ends with what came back.</summary>
[Process("conf.csharp:courier")]
[Permission("*")]
public sealed partial class Courier
{
    [Main]
    private async Task<Parcel> RunAsync(Pid mirror, Parcel parcel)
    {
        Process.Send(mirror, "mirror", parcel);
        return (await Process.Inbox.ReceiveAsync()).Value.GetPayload<Parcel>();
    }
}

/// <inheritdoc cref="Courier"/>
[Process("conf.csharp:chart-courier")]
[Permission("*")]
public sealed partial class ChartCourier
{
    [Main]
    private async Task<Chart> RunAsync(Pid mirror, Chart chart)
    {
        Process.Send(mirror, "mirror", chart);
        return (await Process.Inbox.ReceiveAsync()).Value.GetPayload<Chart>();
    }
}

/// <summary>Sends a type that no codec is known for.</summary>
[Process("conf.csharp:uncoded-courier")]
[Permission("*")]
public sealed partial class UncodedCourier
{
    [Main] private void Run(Pid mirror) => Process.Send(mirror, "mirror", (object)new Uncoded());

    private sealed class Uncoded;
}
