namespace LogPipeline.Logs;

/// <summary>The log cannot be read. The message is one line that names the path and says what to do.</summary>
public sealed class LogSourceException : Exception
{
    public LogSourceException()
    {
    }

    public LogSourceException(string message)
        : base(message)
    {
    }

    public LogSourceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
