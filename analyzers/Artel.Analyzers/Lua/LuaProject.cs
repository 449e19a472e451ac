using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers;

/// <summary>All <c>.lua</c> files that the project gives to the compiler, by the names that <c>require</c> takes. Thread-safe.</summary>
internal sealed class LuaProject
{
    private const string PathProperty = "build_metadata.AdditionalFiles.ArtelLuaPath";

    // All rules see the same SourceText of a version of a file, so that it is parsed once.
    private static readonly ConditionalWeakTable<SourceText, LuaSyntaxTree> Trees = new();

    // And all rules of a compilation the same options, so that its files are gathered once.
    private static readonly ConditionalWeakTable<AnalyzerOptions, LuaProject> Projects = new();

    private readonly Dictionary<string, AdditionalText> _modules = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<AdditionalText, LuaFile?> _files = new();

    private readonly Lazy<GrantedPermissions?> _granted;

    private LuaProject(AnalyzerOptions options)
    {
        _granted = new(() => GrantedPermissions.Read(options, CancellationToken.None));
        foreach (var file in options.AdditionalFiles)
        {
            if (!IsLua(file.Path))
                continue;
            var isPlaced = options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue(PathProperty, out var placed) && placed.Length > 0;
            KnowsPlaces |= isPlaced;
            var path = isPlaced ? placed! : file.Path;
            _modules[path.Substring(0, path.Length - ".lua".Length).Replace('\\', '/').Trim('/').Replace('/', '.')] = file;
        }
    }

    /// <summary>The Lua files among the files that the options name.</summary>
    public static LuaProject Of(AnalyzerOptions options) => Projects.GetValue(options, static options => new(options));

    /// <summary>What the project's policies allow; null where it gives none to the compiler.</summary>
    public GrantedPermissions? Granted => _granted.Value;

    /// <summary>True where the files' places in the output folder are known, and with them the names that they are required by.</summary>
    public bool KnowsPlaces { get; }

    /// <summary>The names of the project's modules.</summary>
    public IReadOnlyCollection<string> Modules => _modules.Keys;

    /// <summary>All files.</summary>
    public IEnumerable<LuaFile> Files(CancellationToken cancellationToken) =>
        _modules.Values.Select(file => Read(file, cancellationToken)).OfType<LuaFile>();

    public static bool IsLua(string path) => path.EndsWith(".lua", StringComparison.OrdinalIgnoreCase);

    /// <summary>What <c>require</c> finds; null where the project has no such file.</summary>
    public LuaFile? Find(string module, CancellationToken cancellationToken) =>
        _modules.TryGetValue(module, out var file) ? Read(file, cancellationToken) : null;

    /// <summary>A file of the project; null for one that cannot be read.</summary>
    public LuaFile? Read(AdditionalText file, CancellationToken cancellationToken)
    {
        if (_files.TryGetValue(file, out var known))
            return known;
        var text = file.GetText(cancellationToken);
        var read = text is null ? null : new LuaFile(file.Path, text, Trees.GetValue(text, static source => LuaSyntaxTree.Parse(source.ToString())));
        return _files.GetOrAdd(file, read);
    }
}

/// <summary>A file of the project.</summary>
internal sealed class LuaFile(string path, SourceText text, LuaSyntaxTree tree)
{
    private readonly Lazy<LuaFunctions> _functions = new(() => new LuaFunctions(tree));
    private readonly Lazy<IReadOnlyList<LuaDefinitionLines>> _definitions = new(() => LuaDefinitionLines.In(tree));
    private readonly Lazy<LuaNode[]> _nodes = new(() => [.. tree.Root.DescendantsAndSelf()]);
    private readonly Lazy<HashSet<LuaLocal>> _read = new(() => LuaLocals.ReadIn(tree));

    public string Path { get; } = path;

    public SourceText Text { get; } = text;

    public LuaSyntaxTree Tree { get; } = tree;

    /// <summary>All nodes of its tree, each before its children, in the order of the text: all rules go through them.</summary>
    public IReadOnlyList<LuaNode> Nodes => _nodes.Value;

    /// <summary>The locals that somebody reads.</summary>
    public HashSet<LuaLocal> ReadLocals => _read.Value;

    /// <summary>Which functions its names stand for.</summary>
    public LuaFunctions Functions => _functions.Value;

    /// <summary>True for a file that describes to editors what others define: nothing of it runs.</summary>
    public bool IsMeta { get; } = tree.Annotations.Any(static annotation => annotation.Name == "meta");

    /// <summary>Its definition, or its file name, as messages name it.</summary>
    public string Name => DefinitionId ?? System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Its definitions, by their <c>---@process</c> and <c>---@function</c> lines; none in a module.</summary>
    public IReadOnlyList<LuaDefinitionLines> Definitions => _definitions.Value;

    /// <summary>The id of its definition; null where it has none of its own, or several.</summary>
    public string? DefinitionId => Definitions.Count == 1 ? Definitions[0].Id : null;
}
