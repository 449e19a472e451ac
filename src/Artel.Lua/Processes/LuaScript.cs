using System.Security.Cryptography;
using Artel.Lua.Engine;

namespace Artel.Lua.Processes;

/// <summary>A script's source and, once it is compiled, its code. Thread-safe.</summary>
internal sealed class LuaScript
{
    private readonly string? _path;
    private readonly Func<string?, byte[]> _read;
    private readonly Lock _gate = new();
    private volatile LuaCode? _code;

    /// <summary>What was read last, whether or not it compiled. Under the gate.</summary>
    private byte[]? _hash;

    /// <summary>Why what was read last did not compile; null if it did. It need not be tried again. Under the gate.</summary>
    private ProcessException? _refused;

    private LuaScript(string name, string? path, Func<string?, byte[]> read)
    {
        Name = name;
        _path = path;
        _read = read;
    }

    /// <summary>What errors call it.</summary>
    public string Name { get; }

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
    public static LuaScript OfFile(string root, string path) =>
        new(path.Replace('\\', '/'), path, folder => Read(PlaceOf(folder, root, path), path));

    /// <summary>A text.</summary>
    public static LuaScript OfText(string name, string source) => new(name, null, _ => System.Text.Encoding.UTF8.GetBytes(source));

    /// <inheritdoc cref="Code"/>
    public void Compile()
    {
        lock (_gate)
            CompileFrom(_read(null));
    }

    /// <summary>Compiles the file again if it is another one than when it was read last; until then, and if it fails, the old code stays.</summary>
    /// <param name="folder">Where to look for it first; null for its own place only.</param>
    /// <returns>Whether there is new code.</returns>
    /// <exception cref="ProcessException">As for <see cref="Code"/>.</exception>
    public bool TryUpdate(string? folder)
    {
        if (_path is null || _code is null)
            return false;
        lock (_gate)
        {
            var source = _read(folder);
            if (SHA256.HashData(source).AsSpan().SequenceEqual(_hash))
                return false;
            CompileFrom(source);
            return true;
        }
    }

    private void CompileFrom(byte[] source)
    {
        var hash = SHA256.HashData(source);
        if (_refused is not null && hash.AsSpan().SequenceEqual(_hash))
            throw new ProcessException(_refused.Kind, _refused.Message, _refused, retryable: _refused.Retryable);
        _hash = hash;
        try
        {
            _code = LuaSource.Compile(source, Name);
            _refused = null;
        }
        catch (ProcessException refused)
        {
            _refused = refused;
            throw;
        }
    }

    private static string PlaceOf(string? folder, string root, string path)
    {
        var first = folder is null ? null : Path.Combine(folder, path);
        return first is not null && File.Exists(first) ? first : Path.Combine(root, path);
    }

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
