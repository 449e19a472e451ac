namespace Artel.Generators.Tests;

/// <summary>A text is the same whether it fits into one piece or not, and whatever is in it.</summary>
public sealed class IndentedWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void Long_text_has_every_line_in_order(int lines)
    {
        var writer = new IndentedWriter().Open("begin");
        for (var i = 0; i < lines; i++)
            writer.Line($"line {i}").Deeper($"under {i}");
        var text = writer.Close().ToSourceText();
        var expected = string.Concat(Enumerable.Range(0, lines).Select(static i => $"    line {i}\n        under {i}\n"));
        Assert.Equal($"begin\n{{\n{expected}}}\n", text.ToString());
    }

    [Fact]
    public void Line_longer_than_a_piece_is_whole()
    {
        var text = new string('x', 100_000);
        Assert.Equal($"a\n{text}\nb\n", new IndentedWriter().Line("a").Line(text).Line("b").ToSourceText().ToString());
    }

    [Theory]
    [InlineData(32 * 1024)]
    [InlineData((32 * 1024) - 1)]
    [InlineData((32 * 1024) - 2)]
    [InlineData(3)]
    public void Blank_line_is_taken_back_also_where_a_piece_ends(int length)
    {
        var text = new string('x', length);
        Assert.Equal(text + "\n}\n", new IndentedWriter().Line(text).Blank().TrimBlank().Line("}").ToSourceText().ToString());
    }

    /// <summary>What is not ASCII is kept another way, for each piece by itself.</summary>
    [Theory]
    [InlineData("é")]
    [InlineData("\ud83d\ude00")]
    [InlineData("\ud83d")]
    [InlineData("x")]
    public void Text_is_the_same_character_by_character_and_part_by_part(string odd)
    {
        var expected = string.Concat(Enumerable.Range(0, 9_000).Select(number => number == 4_000 ? odd + "\n" : $"line {number}\n"));
        var writer = new IndentedWriter();
        foreach (var line in expected.TrimEnd('\n').Split('\n'))
            writer.Line(line);
        var text = writer.ToSourceText();
        Assert.Equal(expected, string.Concat(Enumerable.Range(0, text.Length).Select(index => text[index])));
        Assert.All([(0, 10), (32_000, 1_000), (32_768, 5), (10_000, 60_000)], part =>
        {
            var copy = new char[part.Item2 + 1];
            text.CopyTo(part.Item1, copy, 1, part.Item2);
            Assert.Equal(expected.Substring(part.Item1, part.Item2), new string(copy, 1, part.Item2));
        });
    }
}
