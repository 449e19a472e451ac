using System.Diagnostics;

namespace OrderDesk.Tests;

/// <summary>The program, run as a person runs it, with a folder of its own for what it keeps.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private RunningProgram(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The orders that are shipped with the program.</summary>
    public static string ShippedOrders => Path.Combine(AppContext.BaseDirectory, "Data", "orders.jsonl");

    /// <param name="folder">For the queue and the book.</param>
    /// <param name="orders">The file of orders; null for the shipped one.</param>
    /// <param name="retryDelay">How long an order waits after its first failure; null for what is built in.</param>
    public static RunningProgram Start(TemporaryFolder folder, string? orders = null, string? retryDelay = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "OrderDesk.dll"));
        if (orders is not null)
            start.ArgumentList.Add(orders);
        start.Environment["OrderDesk__Folder"] = folder.Path;
        if (retryDelay is not null)
            start.Environment["Artel__Queues__app__orders__Consumers__app__fulfil__InitialDelay"] = retryDelay;
        return new RunningProgram(Process.Start(start)!);
    }

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    /// <summary>What is still printed until its end.</summary>
    public async Task<(int Exit, string Output, string Errors)> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, output, await _errors);
    }

    /// <summary>SIGKILL, of this process alone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
