using Artel.Lua.Engine;

namespace Artel.Lua.Processes;

/// <summary>A script's source and, once it is compiled, its code. Thread-safe.</summary>
internal sealed class LuaScript
{
    private readonly string _name;
    private readonly Func<byte[]> _read;
    private volatile LuaCode? _code;

    private LuaScript(string name, Func<byte[]> read)
    {
        _name = name;
        _read = read;
    }

    /// <summary>The code; compiled at the first call.</summary>
    /// <exception cref="ProcessException">NOT_FOUND, UNAVAILABLE: the file. INVALID: no Lua; the text names file, line and column.</exception>
    public LuaCode Code
    {
        get
        {
            if (_code is null)
                Compile();
            return _code!;
        }
    }

    /// <summary>A file; errors call it by its path as given.</summary>
    public static LuaScript OfFile(string root, string path) => new(path.Replace('\\', '/'), () => Read(Path.Combine(root, path), path));

    /// <summary>A text.</summary>
    public static LuaScript OfText(string name, string source) => new(name, () => System.Text.Encoding.UTF8.GetBytes(source));

    /// <inheritdoc cref="Code"/>
    public void Compile() => _code = LuaSource.Compile(_read(), _name);

    private static byte[] Read(string full, string path)
    {
        try
        {
            return File.ReadAllBytes(full);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProcessException(
                ErrorKind.NotFound, $"there is no Lua file '{path}'; it was looked for as '{full}'", missing, retryable: false);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ProcessException(ErrorKind.Unavailable, $"the Lua file '{path}' can't be read: {unreadable.Message}", unreadable, retryable: true);
        }
    }
}
