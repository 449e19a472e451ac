namespace Artel.Lua.Syntax.Tests;

/// <summary>
/// Valid programs, cut and shuffled at random, always the same way. The environment variable <c>ARTEL_FUZZ</c> says how many; more than a few
/// thousand are a campaign of their own.
/// </summary>
public class FuzzTests
{
    private const int Seed = 20_250_101;

    private static readonly int Inputs =
        Environment.GetEnvironmentVariable("ARTEL_FUZZ") is { Length: > 0 } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 20_000;

    private static readonly string[] Programs =
    [
        "local M = {}\nfunction M.new(name, ...)\n  local self = setmetatable({ name = name, n = select('#', ...) }, { __index = M })\n  return self\nend\nreturn M",
        "for i = 1, 10, 2 do if i % 2 == 0 then goto continue elseif i > 8 then break else print(i) end ::continue:: end",
        "local x <const>, y <close> = 0xA.8p1, nil\nwhile x ~= y do local ok, err = pcall(f, x) if not ok then error(err, 2) end end",
        "repeat local m = inbox:receive() process.send(m:from(), \"@topic\" .. [[x]], { a = 1; [2] = 'b\\z\n  \\u{41}\\x41\\065' }) until m == nil",
        "---@process app:echo\n--[==[ long ]==] local function f(a, ...) return (a), ... end\nf 'x' f { f } (f or g)(1)[2].c = -#f ^ 2 // 3 << 1 & 2 | ~4",
        "local a, b = 1 do local c = a .. b ::top:: a = a + 1; goto top end function a.b.c:d() return self end return function() end",
    ];

    private static readonly string[] Fragments =
    [
        "end", "do", "then", "if", "function", "local", "return", "(", ")", "{", "}", "[", "]", "[[", "]]", "\"", "'", "\\", "--", "--[[",
        "::", "goto top", "break", "...", "..", ".", ",", ";", "=", "<const>", "<x>", "0x", "1e", "3", "a", " ", "\n", "\r\n", "@", "é", "\0",
        "until", "else", "elseif", "for", "in", "not", "-", "~", "#",
    ];

    private static IEnumerable<string> Mutations()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Inputs; i++)
        {
            var text = Programs[random.Next(Programs.Length)];
            for (var changes = random.Next(1, 5); changes > 0; changes--)
                text = Mutate(text, random);
            yield return text;
        }
    }

    private static string Mutate(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var length = random.Next(Math.Min(12, text.Length - at) + 1);
        return random.Next(5) switch
        {
            0 => text.Remove(at, length),
            1 => text[..at],
            2 => text.Insert(random.Next(text.Length + 1), text.Substring(at, length)),
            3 => text.Remove(at, length).Insert(at, Fragments[random.Next(Fragments.Length)]),
            _ => text.Insert(at, $" {Fragments[random.Next(Fragments.Length)]} "),
        };
    }

    [Fact]
    public void Any_text_is_read_to_its_end()
    {
        foreach (var source in Mutations())
        {
            var tree = LuaSyntaxTree.Parse(source);
            Assert.Equal(source, SourceText.Rebuild(tree));
            Assert.All(tree.Errors, error => Assert.InRange(error.Span.End, error.Span.Start, source.Length));
            Assert.All(tree.Root.DescendantsAndSelf(), node => Assert.InRange(node.Span.End, node.Span.Start, source.Length));
        }
    }

    [Fact]
    public void The_real_compiler_agrees()
    {
        var accepted = 0;
        foreach (var source in Mutations())
        {
            // Lua skips a first line with # in files only, and this is a text.
            if (source.StartsWith('#'))
                continue;
            var ours = LuaSyntaxTree.Parse(source).Errors;
            var theirs = LuaCompiler.ErrorOf(source);
            Assert.True(
                (ours.Count == 0) == (theirs is null),
                $"Lua: {theirs ?? "accepted"}\nhere: {(ours.Count == 0 ? "accepted" : ours[0])}\n{source}");
            if (theirs is null)
                accepted++;
        }

        Assert.InRange(accepted, 1000, Inputs - 1000);
    }
}
