using Artel;
using LogPipeline.Logs;
using LogPipeline.Report;

namespace LogPipeline.Processes;

/// <summary>A run of the pipeline as code outside of any process sees it: start it, look at its progress, await its report.</summary>
/// <param name="runtime">The application's processes.</param>
/// <param name="options">What to run.</param>
public sealed class PipelineRun(ArtelRuntime runtime, PipelineOptions options) : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _ended = new();

    private ProgressSnapshot _progress = new(0, 1, 0, []);

    /// <summary>How far the run is; any thread.</summary>
    public ProgressSnapshot Progress() => Volatile.Read(ref _progress);

    /// <summary>Runs the pipeline to its report.</summary>
    /// <param name="cancelled">Stops waiting; the processes end with the application.</param>
    /// <exception cref="ProcessException">The error that ended the run; its root cause says what to do.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async Task<PipelineReport> Start(CancellationToken cancelled)
    {
        var watching = WatchAsync(_ended.Token);
        try
        {
            return await runtime.ExecAsync<PipelineReport>("log:pipeline", Pipeline.Host, options).WaitAsync(cancelled);
        }
        finally
        {
            await _ended.CancelAsync();
            await watching;
        }
    }

    /// <summary>The one line to tell a person about a run that failed: what is wrong with the log, else the first error of all.</summary>
    /// <param name="error">What <see cref="Start"/> threw.</param>
    public static string Explain(ProcessException error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is LogSourceException)
                return cause.Message;
        }

        return error.RootCause.Message;
    }

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();

    private async Task WatchAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(PollInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                try
                {
                    Volatile.Write(ref _progress, await runtime.AskAsync<ProgressSnapshot>(Pipeline.AggregatorName, "progress", cancellationToken: ended));
                }
                catch (ProcessException notNow) when (notNow.Kind is ErrorKind.NotFound or ErrorKind.Timeout)
                {
                    // Before the aggregator has its name and after it has ended there is no progress to show.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }
}
