namespace Artel.Lua.Syntax.Tests;

public class AnnotationTests
{
    [Fact]
    public void Annotations_have_name_text_and_spans()
    {
        const string source = "---@process app.workers:echo\n  --- @permission process.send *  \r\n---@message resize { id: integer }\nreturn 1 ---@x";
        var tree = LuaSyntaxTree.Parse(source);

        Assert.Equal(
            [("process", "app.workers:echo"), ("permission", "process.send *"), ("message", "resize { id: integer }"), ("x", "")],
            tree.Annotations.Select(annotation => (annotation.Name, annotation.Text)));
        Assert.All(tree.Annotations, annotation =>
        {
            Assert.Equal(annotation.Name, tree.GetText(annotation.NameSpan));
            Assert.Equal(annotation.Text, tree.GetText(annotation.TextSpan));
        });
        Assert.Equal("resize", tree.GetText(tree.Annotations[2].FirstWordSpan));
    }

    [Theory]
    [InlineData("-- @process a:b")]
    [InlineData("--@process a:b")]
    [InlineData("--- process a:b")]
    [InlineData("---@")]
    [InlineData("--[[---@process a:b]]")]
    [InlineData("x = '---@process a:b'")]
    public void Other_comments_are_none(string source) => Assert.Empty(LuaSyntaxTree.Parse(source).Annotations);

    [Theory]
    [InlineData("---@diagnostic disable-next-line: ART0001\n!", true)]
    [InlineData("---@diagnostic disable-next-line: ART0501, art0001\n!", true)]
    [InlineData("---@diagnostic disable-next-line\n!", true)]
    [InlineData("---@diagnostic disable-next-line: ART0501\n!", false)]
    [InlineData("---@diagnostic disable-next-line: ART0001\n\n!", false)]
    [InlineData("! ---@diagnostic disable-line: ART0001", true)]
    [InlineData("---@diagnostic disable-line: ART0001\n!", false)]
    [InlineData("---@diagnostic disable: ART0001\n\n\n!", true)]
    [InlineData("---@diagnostic disable: ART0001\n---@diagnostic enable: ART0001\n!", false)]
    [InlineData("---@diagnostic disable: ART0001\n---@diagnostic enable: ART0501\n!", true)]
    [InlineData("---@diagnostic disable\n---@diagnostic enable\n!", false)]
    [InlineData("!\n---@diagnostic disable: ART0001", false)]
    [InlineData("!", false)]
    public void Diagnostics_are_switched_off_where_it_says(string source, bool covered)
    {
        var tree = LuaSyntaxTree.Parse(source);
        Assert.Equal(covered, tree.Suppressions.Cover("ART0001", source.IndexOf('!', StringComparison.Ordinal)));
    }
}
