namespace Artel.Analyzers;

/// <summary>The modules and globals that the runtime gives to Lua.</summary>
internal static partial class LuaLibraries
{
    private static readonly HashSet<string> Modules = new(StringComparer.Ordinal)
    {
        "ctx", "funcs", "json", "logger", "queue", "security", "time", "uuid",
    };

    /// <summary>True for what <c>require</c> gives that is no file.</summary>
    public static bool IsModule(string name) => Modules.Contains(name);
}
