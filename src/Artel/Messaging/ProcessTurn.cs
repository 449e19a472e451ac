namespace Artel.Messaging;

/// <summary>Which process the current thread is running.</summary>
internal static class ProcessTurn
{
    /// <summary>The process whose turn it is on this thread; null outside of any.</summary>
    [ThreadStatic]
    internal static object? Current;
}
