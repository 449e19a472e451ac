using Microsoft.Extensions.Logging;

namespace Artel.Lua.Processes;

/// <summary>What Lua processes tell the log.</summary>
internal static partial class LuaLog
{
    [LoggerMessage(101, LogLevel.Information, "{Pid} ({Id}): {Line}")]
    public static partial void Printed(ILogger logger, string id, Pid pid, string line);
}
