namespace Artel.Lua.Development;

/// <summary>Says that files may have changed; which ones, whoever listens finds out by reading them.</summary>
internal interface ILuaChangeSource : IDisposable
{
    /// <summary>Starts to watch.</summary>
    /// <param name="changed">Called after each change, from any thread, too often rather than not at all.</param>
    void Start(Action changed);
}
