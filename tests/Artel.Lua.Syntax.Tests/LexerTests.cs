namespace Artel.Lua.Syntax.Tests;

public class LexerTests
{
    private static LuaTokenKind[] Kinds(string source) => [.. LuaSyntaxTree.Parse(source).Tokens.Select(token => token.Kind).SkipLast(1)];

    private static string StringValue(string literal)
    {
        var tree = LuaSyntaxTree.Parse("return " + literal);
        Assert.Empty(tree.Errors);
        return tree.Root.DescendantsAndSelf().OfType<LuaStringExpression>().Single().Value;
    }

    [Fact]
    public void Every_operator_is_one_token()
    {
        const string operators = "+ - * / // % ^ # & ~ | << >> .. == ~= < <= > >= = ( ) { } [ ] :: : ; , . ...";

        var kinds = Kinds(operators);

        Assert.Equal(operators.Split(' ').Length, kinds.Length);
        Assert.Equal(kinds.Length, kinds.Distinct().Count());
        Assert.DoesNotContain(LuaTokenKind.Bad, kinds);
    }

    [Fact]
    public void Every_keyword_has_its_kind()
    {
        const string keywords =
            "and break do else elseif end false for function goto if in local nil not or repeat return then true until while";

        var kinds = Kinds(keywords);

        Assert.Equal(22, kinds.Distinct().Count());
        Assert.DoesNotContain(LuaTokenKind.Name, kinds);
        Assert.Equal([LuaTokenKind.Name, LuaTokenKind.Name, LuaTokenKind.Name], Kinds("End andy _if"));
    }

    [Theory]
    [InlineData("'plain'", "plain")]
    [InlineData("\"\"", "")]
    [InlineData(@"'\a\b\f\n\r\t\v\\\""\''", "\a\b\f\n\r\t\v\\\"'")]
    [InlineData(@"'\65\066\x43\u{44}'", "ABCD")]
    [InlineData(@"'\0491'", "11")]
    [InlineData(@"'\xC3\xA9'", "é")]
    [InlineData(@"'\u{1F600}'", "\U0001F600")]
    [InlineData(@"'\u{7FFFFFFF}'", "\uFFFD")]
    [InlineData("'a\\z  \n\t b'", "ab")]
    [InlineData("'a\\\nb'", "a\nb")]
    [InlineData("'a\\\r\nb'", "a\nb")]
    [InlineData("[[]]", "")]
    [InlineData("[[\nx\r\ny]]", "x\ny")]
    [InlineData("[==[a]]b]=]c]==]", "a]]b]=]c")]
    [InlineData("[[\\n]]", "\\n")]
    public void Strings_have_their_value(string literal, string expected) => Assert.Equal(expected, StringValue(literal));

    [Theory]
    [InlineData("'@x'", 8)]
    [InlineData("[[@x]]", 9)]
    [InlineData("[==[\r\n@x]==]", 13)]
    public void A_string_knows_where_its_content_starts(string literal, int start)
    {
        var tree = LuaSyntaxTree.Parse("return " + literal);
        Assert.Equal(start, tree.Root.DescendantsAndSelf().OfType<LuaStringExpression>().Single().ContentStart);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3.")]
    [InlineData(".5")]
    [InlineData("3.25e-10")]
    [InlineData("1E+5")]
    [InlineData("0xff")]
    [InlineData("0XA.8p+1")]
    [InlineData("0x.1P3")]
    [InlineData("0x1e")]
    public void Numerals_are_one_token_without_error(string numeral)
    {
        Assert.Equal([LuaTokenKind.Return, LuaTokenKind.Number], Kinds("return " + numeral));
        Assert.Empty(SourceText.Errors("return " + numeral));
    }

    [Fact]
    public void A_hexadecimal_e_is_a_digit_and_takes_no_sign() =>
        Assert.Equal([LuaTokenKind.Number, LuaTokenKind.Plus, LuaTokenKind.Number], Kinds("0x1e+1"));

    [Theory]
    [InlineData("3x", "1:8 malformed number near '3x'")]
    [InlineData("1..2", "1:8 malformed number near '1..2'")]
    [InlineData("0x", "1:8 malformed number near '0x'")]
    [InlineData("3e", "1:8 malformed number near '3e'")]
    [InlineData("3e+", "1:8 malformed number near '3e+'")]
    [InlineData("0x.p1", "1:8 malformed number near '0x.p1'")]
    [InlineData(@"'a\qb'", @"1:10 invalid escape sequence '\q'")]
    [InlineData(@"'\300'", @"1:9 decimal escape too large near '\300'")]
    [InlineData(@"'\xg0'", "1:9 hexadecimal digit expected")]
    [InlineData(@"'\u41'", @"1:9 missing '{' in \u{xxxx}")]
    [InlineData(@"'\u{41'", @"1:9 missing '}' in \u{xxxx}")]
    [InlineData(@"'\u{}'", "1:9 hexadecimal digit expected")]
    [InlineData(@"'\u{80000000}'", "1:9 UTF-8 value too large")]
    [InlineData("'ab", "1:8 unfinished string")]
    [InlineData("'ab\n'", "1:8 unfinished string")]
    [InlineData("[[ab", "1:8 unfinished long string")]
    [InlineData("[=[ab]]", "1:8 unfinished long string")]
    [InlineData("[=ab", "1:8 invalid long string delimiter")]
    [InlineData("1 --[[ab", "1:10 unfinished long comment")]
    [InlineData("@", "1:8 unexpected symbol near '@'")]
    [InlineData("é", "1:8 unexpected symbol near 'é'")]
    [InlineData("1 ? 2", "1:10 unexpected symbol near '?'")]
    public void Malformed_tokens_are_reported_where_they_are(string expression, string error) =>
        Assert.Equal(error, SourceText.Errors("return " + expression)[0]);

    [Fact]
    public void Comments_are_trivia()
    {
        var tree = LuaSyntaxTree.Parse("#!/usr/bin/lua\n-- a\n--[[ b\n]] x() --[==[ c ]==] --[=d");

        Assert.Equal(
            ["#!/usr/bin/lua", "-- a", "--[[ b\n]]", "--[==[ c ]==]", "--[=d"],
            tree.Trivia.Where(trivia => trivia.Kind != LuaTriviaKind.Whitespace).Select(trivia => tree.GetText(trivia.Span)));
        Assert.Empty(tree.Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF#!lua\r\nlocal x <const> = 'a\\z\n b' -- c\r\nreturn [[\n]]\t\v\f")]
    [InlineData("x = 'open\ny = [==[ never closed ]=]")]
    [InlineData("\0\u0001 @ $ é \ud83d\ude00 \ud83d")]
    [InlineData("return '\\")]
    [InlineData("--[[")]
    [InlineData("#")]
    public void Tokens_and_trivia_cover_the_text(string source) =>
        Assert.Equal(source, SourceText.Rebuild(LuaSyntaxTree.Parse(source)));

    [Theory]
    [InlineData("a\nb", 2, 1, 0)]
    [InlineData("a\r\nb", 3, 1, 0)]
    [InlineData("a\rbc", 3, 1, 1)]
    [InlineData("abc", 3, 0, 3)]
    [InlineData("a\n", 2, 1, 0)]
    public void Offsets_have_lines_and_characters(string source, int offset, int line, int character)
    {
        var position = LuaSyntaxTree.Parse(source).GetLinePosition(offset);
        Assert.Equal((line, character), (position.Line, position.Character));
    }
}
