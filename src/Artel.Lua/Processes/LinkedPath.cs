namespace Artel.Lua.Processes;

/// <summary>Where a path really leads, with all symbolic links followed.</summary>
internal static class LinkedPath
{
    /// <summary>More links than this are a circle.</summary>
    private const int MostLinks = 40;

    /// <summary>Whether a file below a folder is in that folder, and not only linked there from elsewhere.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="path">The file's path in it.</param>
    public static bool IsInside(string root, string path)
    {
        var inside = Path.TrimEndingDirectorySeparator(Resolve(Path.GetFullPath(root))) + Path.DirectorySeparatorChar;
        var file = Resolve(Path.GetFullPath(Path.Combine(root, path)));
        return file.StartsWith(inside, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }

    /// <exception cref="IOException">The links go in a circle.</exception>
    private static string Resolve(string path)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            var (link, below) = FirstLink(path);
            if (link is null)
                return path;
            var target = Path.GetFullPath(link.LinkTarget!, Path.GetDirectoryName(link.FullName)!);
            path = Path.TrimEndingDirectorySeparator(Path.Combine(target, below));
        }

        throw new IOException($"'{path}' goes through more than {MostLinks} links");
    }

    /// <summary>The outermost part of a path that is a link, and what comes after it.</summary>
    private static (FileSystemInfo? Link, string Below) FirstLink(string path)
    {
        var start = Path.GetPathRoot(path)!.Length;
        while (start < path.Length)
        {
            var end = path.IndexOf(Path.DirectorySeparatorChar, start);
            if (end < 0)
                end = path.Length;
            FileSystemInfo part = end == path.Length ? new FileInfo(path) : new DirectoryInfo(path[..end]);
            if (part.LinkTarget is not null)
                return (part, path[Math.Min(end + 1, path.Length)..]);
            start = end + 1;
        }

        return (null, "");
    }
}
