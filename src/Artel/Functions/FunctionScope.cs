using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Artel.Functions;

/// <summary>The services of one call of a function, and the object that its method belongs to. What generated code uses.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FunctionScope : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;
    private object? _target;
    private int _disposed;

    internal FunctionScope(AsyncServiceScope scope) => _scope = scope;

    /// <summary>The services.</summary>
    public IServiceProvider Services => _scope.ServiceProvider;

    /// <summary>Has the object disposed with the scope, before the services.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="target">The object.</param>
    public T Own<T>(T target)
        where T : class
    {
        _target = target;
        return target;
    }

    /// <summary>Disposes both; once.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return default;

        // Outside of the turn, which may be the process's last one: what is awaited here has to come back also without it.
        var turn = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return DisposeBothAsync();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(turn);
        }
    }

    private async ValueTask DisposeBothAsync()
    {
        try
        {
            if (_target is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                (_target as IDisposable)?.Dispose();
        }
        finally
        {
            await _scope.DisposeAsync();
        }
    }
}

/// <summary>What the log is told.</summary>
internal static partial class FunctionLog
{
    [LoggerMessage(40, LogLevel.Error, "The services of a call of {Function} could not be disposed")]
    public static partial void DisposeFailed(ILogger logger, Exception error, string function);
}
