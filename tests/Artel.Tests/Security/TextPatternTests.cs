using Artel.Security;
using CsCheck;

namespace Artel.Tests.Security;

public sealed class TextPatternTests
{
    private const string PatternLetters = "ab*";

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything at all", true)]
    [InlineData("process.*", "process.send", true)]
    [InlineData("process.*", "process.registry.register", true)]
    [InlineData("process.*", "process.", true)]
    [InlineData("process.*", "process", false)]
    [InlineData("*.read", "app.files.read", true)]
    [InlineData("*.read", "app.files.reader", false)]
    [InlineData("app.workers:*", "app.workers:resizer", true)]
    [InlineData("app.workers:*", "app.workersX:resizer", false)]
    [InlineData("app.*.read", "app.files.read", true)]
    [InlineData("app.*.read", "app..read", true)]
    [InlineData("app.*.read", "app.read", false)]
    [InlineData("process.send", "process.send", true)]
    [InlineData("process.send", "Process.Send", false)]
    [InlineData("process?send", "process.send", false)]
    [InlineData("process.send", "processXsend", false)]
    [InlineData("**", "", true)]
    [InlineData("a*", "*", false)]
    [InlineData("\u00e9*", "e\u0301", false)]
    public void S111_a_star_stands_for_any_text_anywhere_and_everything_else_for_itself(string pattern, string text, bool matches) =>
        Assert.Equal(matches, new TextPattern(pattern).IsMatch(text));

    [Fact]
    public void S111_every_short_pattern_matches_what_the_definition_of_a_star_says()
    {
        string[] texts = [.. Texts("ab", 6)];
        foreach (var pattern in Texts(PatternLetters, 4))
        {
            var compiled = new TextPattern(pattern);
            foreach (var text in texts)
                Assert.True(NaiveEvaluator.Matches(pattern, text) == compiled.IsMatch(text), $"'{pattern}' on '{text}'");
        }
    }

    [Fact]
    public void Patterns_overlap_where_there_is_a_text_that_both_match()
    {
        // Two patterns of up to four letters that overlap do so in a text of up to eight.
        string[] texts = [.. Texts("ab", 8)];
        string[] patterns = [.. Texts(PatternLetters, 4)];
        var compiled = Array.ConvertAll(patterns, static pattern => new TextPattern(pattern));
        var matched = Array.ConvertAll(compiled, pattern => Array.FindAll(texts, pattern.IsMatch).ToHashSet());
        for (var i = 0; i < patterns.Length; i++)
        {
            for (var j = 0; j < patterns.Length; j++)
                Assert.True(matched[i].Overlaps(matched[j]) == compiled[i].Overlaps(compiled[j]), $"'{patterns[i]}' and '{patterns[j]}'");
        }
    }

    [Fact]
    public void Long_patterns_match_as_short_ones_do() =>
        Gen.Select(Gen.String[Gen.Char[PatternLetters], 0, 12], Gen.String[Gen.Char["ab"], 0, 14])
            .Sample(static (pattern, text) => new TextPattern(pattern).IsMatch(text) == NaiveEvaluator.Matches(pattern, text));

    /// <summary>All texts of the letters up to a length.</summary>
    private static IEnumerable<string> Texts(string letters, int length) => length == 0
        ? [""]
        : Texts(letters, length - 1).SelectMany(text => text.Length == length - 1 ? letters.Select(letter => text + letter).Prepend(text) : [text]);

    [Theory]
    [InlineData("*", false)]
    [InlineData("{*@app:workers|*}", false)]
    [InlineData("{local@*|*}", false)]
    [InlineData("app.workers:*", false)]
    [InlineData("{*", true)]
    [InlineData("*|0.1}", true)]
    [InlineData("{local@app:workers|0.1}", true)]
    [InlineData("{*|1*|*}", true)]
    public void A_pattern_that_ends_with_any_unique_part_tells_no_processes_of_a_host_apart(string pattern, bool tellsApart) =>
        Assert.Equal(tellsApart, new TextPattern(pattern).TellsProcessesApart);
}
