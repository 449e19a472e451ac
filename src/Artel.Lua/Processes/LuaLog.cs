using Microsoft.Extensions.Logging;

namespace Artel.Lua.Processes;

/// <summary>What Lua processes tell the log.</summary>
internal static partial class LuaLog
{
    /// <summary>The event of what scripts log by the logger module.</summary>
    public static readonly EventId ScriptEvent = new(102, "Script");

    [LoggerMessage(101, LogLevel.Information, "{Pid} ({Id}): {Line}")]
    public static partial void Printed(ILogger logger, string id, Pid pid, string line);
}
