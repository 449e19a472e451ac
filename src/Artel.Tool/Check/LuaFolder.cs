using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Tool.Check;

/// <summary>The Lua files that belong together: those of a project's folder, or, without a project, of the folder that was named.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Files">All its files: what one of them requires may be in another.</param>
/// <param name="Asked">Those to report.</param>
/// <param name="IsProject">True where a project file is in it.</param>
internal sealed record LuaFolder(string Folder, IReadOnlyList<string> Files, IReadOnlySet<string> Asked, bool IsProject)
{
    private const string PlaceKey = "build_metadata.AdditionalFiles.ArtelLuaPath";

    /// <summary>The folders of a file, or of all files below a folder.</summary>
    /// <exception cref="CheckException">There are none.</exception>
    public static IReadOnlyList<LuaFolder> Find(string path)
    {
        var full = Path.GetFullPath(path);
        var isFile = File.Exists(full);
        if (!isFile && !Directory.Exists(full))
            throw new CheckException($"there is no file or folder '{path}'");
        if (isFile && !IsLua(full))
            throw new CheckException($"'{path}' is no Lua file: its name does not end in .lua");

        var root = isFile ? Path.GetDirectoryName(full)! : full;
        var asked = isFile ? [full] : LuaFilesIn(root).ToList();
        if (asked.Count == 0)
            throw new CheckException($"there are no Lua files in '{path}'; files in bin, obj and hidden folders are left out");
        return
        [
            .. asked.GroupBy(file => ProjectOf(file) ?? root)
                .OrderBy(static files => files.Key, StringComparer.Ordinal)
                .Select(static files => new LuaFolder(
                    files.Key,
                    [.. LuaFilesIn(files.Key).Where(file => (ProjectOf(file) ?? files.Key) == files.Key)],
                    files.ToHashSet(),
                    HasProject(files.Key))),
        ];
    }

    /// <exception cref="CheckException">A file can't be read.</exception>
    public IReadOnlyList<LuaSource> Read() => [.. Files.Select(static file => LuaSource.Read(file, Shown(file)))];

    /// <summary>What the rules are given.</summary>
    public AnalyzerOptions Options(IEnumerable<LuaSource> files) => new(
        [.. files.Select(static file => file.ToAdditionalText()), .. Directory.EnumerateFiles(Folder, "appsettings*.json").Select(static path => new Settings(path))],
        new Places(PlacesAreKnown() ? Folder : null));

    /// <summary>From where the program runs, if it is below that.</summary>
    private static string Shown(string file)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? file : relative).Replace('\\', '/');
    }

    /// <summary>The nearest folder above a file that has a project; null where there is none.</summary>
    private static string? ProjectOf(string file)
    {
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
            if (HasProject(folder))
                return folder;
        return null;
    }

    private static bool HasProject(string folder) => Directory.EnumerateFiles(folder, "*.csproj").Any();

    /// <summary>
    /// A file's place in the output folder is its place in the project's folder, unless the project says something else: then what
    /// <c>require</c> finds is the build's to say.
    /// </summary>
    private bool PlacesAreKnown() => IsProject
        && !Directory.EnumerateFiles(Folder, "*.csproj").Any(static project => File.ReadAllText(project).Contains("<ArtelLua", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> LuaFilesIn(string folder)
    {
        var pending = new Stack<string>([folder]);
        var found = new List<string>();
        while (pending.Count > 0)
        {
            try
            {
                var current = new DirectoryInfo(pending.Pop());
                found.AddRange(current.EnumerateFiles("*.lua").Where(static file => IsLua(file.Name)).Select(static file => file.FullName));
                foreach (var below in current.EnumerateDirectories())
                    if (below.Name is not ("bin" or "obj" or "node_modules") && below.Name[0] != '.' && below.LinkTarget is null)
                        pending.Push(below.FullName);
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                throw new CheckException($"can't read a folder below '{folder}': {wrong.Message}", wrong);
            }
        }

        return found.Order(StringComparer.Ordinal);
    }

    private static bool IsLua(string path) => path.EndsWith(".lua", StringComparison.OrdinalIgnoreCase);

    /// <summary>A settings file, for the policies in it.</summary>
    private sealed class Settings(string path) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(Path));
    }

    /// <summary>What the build would say of the files.</summary>
    private sealed class Places(string? folder) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Place(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            folder is null ? GlobalOptions : new Place(Path.GetRelativePath(folder, textFile.Path).Replace('\\', '/'));
    }

    private sealed class Place(string? place) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == PlaceKey ? place : null;
            return value is not null;
        }
    }
}
