using System.ComponentModel;
using Artel.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Artel;

/// <summary>The process of a C# function: it is the method's run. What generated code derives from.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FunctionBehavior : IProcessBehavior
{
    private readonly IServiceProvider _services;
    private readonly bool _seesCancel;
    private ProcessContext? _process;
    private FunctionScope? _scope;

    /// <summary>A run that has not started.</summary>
    /// <param name="activation">What it is made from.</param>
    /// <param name="seesCancel">Whether the method can see that it is cancelled; one that can't ends at once then.</param>
    protected FunctionBehavior(ProcessActivation activation, bool seesCancel)
    {
        _services = activation.Services;
        _seesCancel = seesCancel;
    }

    /// <inheritdoc/>
    public BehaviorStep Start(ProcessContext process)
    {
        _process = process;
        return Run(process);
    }

    /// <inheritdoc/>
    public BehaviorStep Receive(Message message) => BehaviorStep.NotHandled;

    /// <inheritdoc/>
    public BehaviorStep Notify(ProcessEvent processEvent)
    {
        if (_seesCancel || processEvent is not CancelEvent)
            return BehaviorStep.NotHandled;
        _process!.Exit(new ProcessException(ErrorKind.Canceled, $"the function '{_process.Id}' was cancelled", retryable: false));
        return BehaviorStep.Done;
    }

    /// <inheritdoc/>
    public void Stop()
    {
        if (_scope is not { } scope)
            return;
        var disposing = scope.DisposeAsync().AsTask();
        if (disposing.IsCompleted)
            disposing.GetAwaiter().GetResult();
        else
            _ = ReportAsync(disposing, _services.GetService<ILoggerFactory>(), _process!.Id);
    }

    /// <summary>Calls the method.</summary>
    /// <param name="process">The function's own process.</param>
    protected abstract BehaviorStep Run(ProcessContext process);

    /// <summary>The services of this call. They are disposed when the method returns, and else when the process ends.</summary>
    protected FunctionScope OpenScope() => _scope = new FunctionScope(_services.CreateAsyncScope());

    private static async Task ReportAsync(Task disposing, ILoggerFactory? loggers, string id)
    {
        try
        {
            await disposing;
        }
        catch (Exception failed)
        {
            if (loggers?.CreateLogger("Artel") is { } logger)
                FunctionLog.DisposeFailed(logger, failed, id);
        }
    }
}
