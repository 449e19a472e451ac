using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Artel.Generators.Tests;

/// <summary>Compares text with <c>_snapshots/Class.Method.verified.cs</c>; writes <c>.received.cs</c> on a miss.</summary>
internal static partial class Snapshot
{
    public static void Match(string actual, string end = ".cs", [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(file)!, "_snapshots");
        var stem = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}.{member}");
        string verified = stem + ".verified" + end, received = stem + ".received" + end;
        actual = Version().Replace(actual.Replace("\r\n", "\n", StringComparison.Ordinal), "\"Artel.Generators\", \"*\"");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).Replace("\r\n", "\n", StringComparison.Ordinal) : null;
        Directory.CreateDirectory(folder);
        File.Delete(received);
        if (expected == actual)
            return;

        var accept = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";
        File.WriteAllText(accept ? verified : received, actual, new UTF8Encoding(false));
        Assert.True(accept, $"{verified}{FirstDifference(expected ?? "", actual)}\nRun with UPDATE_SNAPSHOTS=1 to accept.");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] before = expected.Split('\n'), after = actual.Split('\n');
        var line = before.Zip(after).TakeWhile(static pair => pair.First == pair.Second).Count();
        return $"\nline {line + 1}\n  expected: {before.ElementAtOrDefault(line) ?? "<end>"}\n  actual:   {after.ElementAtOrDefault(line) ?? "<end>"}";
    }

    [GeneratedRegex("\"Artel\\.Generators\", \"[^\"]*\"")]
    private static partial Regex Version();
}
