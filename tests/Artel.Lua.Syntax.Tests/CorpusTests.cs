using System.Reflection;
using System.Text;

namespace Artel.Lua.Syntax.Tests;

/// <summary>
/// Files that people wrote: those of this repository, and of the folder that the environment variable <c>ARTEL_LUA_CORPUS</c> names, where there
/// is one, as of other projects.
/// </summary>
public class CorpusTests
{
    private static readonly string[] NotWritten = ["bin", "obj"];

    [Fact]
    public void A_file_is_read_to_its_last_byte_and_is_right_where_the_real_compiler_says_so()
    {
        var files = Files().ToList();
        Assert.True(files.Count > 100, $"there are {files.Count} files");
        foreach (var file in files)
        {
            var source = ReadText(file);
            if (source is null)
                continue;
            var tree = LuaSyntaxTree.Parse(source);
            Assert.Equal(source, SourceText.Rebuild(tree));

            // The compiler skips a first line with # when it reads a file, but not when it is given a text.
            var theirs = LuaCompiler.ErrorOf(source.StartsWith('#') ? "--" + source : source);
            Assert.True(
                (tree.Errors.Count == 0) == (theirs is null),
                $"{file}\nLua: {theirs ?? "accepted"}\nhere: {(tree.Errors.Count == 0 ? "accepted" : tree.Errors[0])}");
        }
    }

    private static IEnumerable<string> Files()
    {
        var root = typeof(CorpusTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!;
        string?[] folders = [root, Environment.GetEnvironmentVariable("ARTEL_LUA_CORPUS")];
        return folders.Where(static folder => !string.IsNullOrEmpty(folder)).SelectMany(static folder => Directory
            .EnumerateFiles(folder!, "*.lua", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder!, file).Split(Path.DirectorySeparatorChar).Any(NotWritten.Contains)));
    }

    /// <summary>The text; null where the bytes are none, which the compiler would take all the same.</summary>
    private static string? ReadText(string file)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
