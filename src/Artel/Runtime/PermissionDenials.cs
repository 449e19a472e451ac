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

    private readonly Lock _gate = new();
    private long _second;
    private int _lines;
    private long _left;

    /// <summary>The error for who asked.</summary>
    public ProcessException Report(Cell caller, string operation, string action, object resource, Denial denial)
    {
        var text = resource.ToString()!;
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
            $"{operation}: permission denied: {action} on '{text}': {denial.Reason}",
            retryable: false,
            details: new Dictionary<string, object?> { ["action"] = action, ["resource"] = text, ["actor"] = actor, ["policy"] = denial.Policy });
    }

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
