using Microsoft.Extensions.Logging;

namespace Artel.Tests.Security;

/// <summary>Keeps what is logged from a level on.</summary>
internal sealed class CollectedLog(LogLevel from = LogLevel.Information) : ILogger
{
    public Probe<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Lines.Tell($"{logLevel}: {formatter(state, exception)}");
    }

    /// <summary>All that was logged until now and not looked at.</summary>
    public async Task<List<string>> TakeAllAsync() => await Lines.TakeAsync(Lines.Count);
}
