using LogPipeline.Report;

namespace LogPipeline.Tests;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("plain", 5, "plain")]
    [InlineData("longer", 5, "long…")]
    [InlineData("", 5, "")]
    [InlineData("a\tb", 10, "a\\x09b")]
    [InlineData("a\tb", 5, "a…")]
    [InlineData("\u2028x", 20, "\\u{2028}x")]
    [InlineData("чай 🍵", 10, "чай 🍵")]
    [InlineData("ab🍵🍵", 5, "ab🍵…")]
    [InlineData("ab🍵🍵", 4, "ab…")]
    public void TextIsCutAtWholeCharacters(string text, int maxLength, string expected) =>
        Assert.Equal(expected, LogText.Printable(text, maxLength));
}
