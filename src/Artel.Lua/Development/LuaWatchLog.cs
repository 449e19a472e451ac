using Microsoft.Extensions.Logging;

namespace Artel.Lua.Development;

/// <summary>What the watch tells the log.</summary>
internal static partial class LuaWatchLog
{
    [LoggerMessage(111, LogLevel.Information, "{File} was changed; the next spawn runs the new code")]
    public static partial void Current(ILogger logger, string file);

    [LoggerMessage(112, LogLevel.Error, "{Problem}; the old code stays current")]
    public static partial void Refused(ILogger logger, string problem);

    [LoggerMessage(113, LogLevel.Warning, "{File} is gone; the old code stays current")]
    public static partial void Gone(ILogger logger, string file);

    [LoggerMessage(114, LogLevel.Information, "Lua files are watched in {Folders}")]
    public static partial void Watching(ILogger logger, string folders);
}
