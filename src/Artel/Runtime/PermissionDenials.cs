using System.Diagnostics;
using Artel.Security;

namespace Artel.Runtime;

/// <summary>
/// Makes a denial known: an error for who asked, a count, an event of the current trace, and a line of the log, of which there are no more
/// than some a second, whatever a program asks for. Thread-safe.
/// </summary>
internal sealed class PermissionDenials(ArtelRuntime runtime)
{
    /// <summary>How many lines a second may be logged.</summary>
    private const int LinesPerSecond = 10;

    /// <summary>How much of a resource's text goes to the log and the trace: programs choose it.</summary>
    private const int MaxLength = 256;

    private readonly Lock _gate = new();
    private long _second;
    private int _lines;
    private long _left;

    /// <summary>The error for who asked.</summary>
    /// <param name="caller">Who asked.</param>
    /// <param name="operation">What for.</param>
    /// <param name="action">The action.</param>
    /// <param name="resource">What it was checked on.</param>
    /// <param name="denial">Why not.</param>
    /// <param name="asked">What the caller passed, where that is not the resource.</param>
    public ProcessException Report(Cell caller, string operation, string action, object resource, Denial denial, string? asked = null)
    {
        var told = asked ?? resource.ToString()!;
        var text = Shorten(resource.ToString()!);
        var actor = caller.Authority.Identity.Actor?.Id;
        runtime.Metrics.PermissionDenied(action, caller.Id);
        Activity.Current?.AddEvent(new ActivityEvent("artel.permission.denied", tags: new ActivityTagsCollection
        {
            ["artel.action"] = action,
            ["artel.resource"] = text,
            ["artel.actor"] = actor,
            ["artel.policy"] = denial.Policy,
        }));
        if (MayLog(out var left))
            Log.PermissionDenied(runtime.Logger, caller.Id, caller.Pid, actor, action, text, denial.Policy, denial.Reason, left);
        return new ProcessException(
            ErrorKind.PermissionDenied,
            $"{operation}: permission denied: {action} on '{told}': {denial.Reason}",
            retryable: false,
            details: new Dictionary<string, object?> { ["action"] = action, ["resource"] = told, ["actor"] = actor, ["policy"] = denial.Policy });
    }

    private static string Shorten(string text) => text.Length <= MaxLength ? text : $"{text.AsSpan(0, MaxLength)}...";

    /// <summary>Whether this one may be logged, and how many were not since the last that was.</summary>
    private bool MayLog(out long left)
    {
        var now = runtime.Time.GetTimestamp() / runtime.Time.TimestampFrequency;
        lock (_gate)
        {
            if (now != _second)
            {
                _second = now;
                _lines = 0;
            }

            left = _left;
            if (_lines == LinesPerSecond)
            {
                _left++;
                return false;
            }

            _lines++;
            _left = 0;
            return true;
        }
    }
}
