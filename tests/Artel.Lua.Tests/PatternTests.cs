using System.Text;
using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>The pattern functions give what Lua's own give, but never run away.</summary>
public class PatternTests
{
    private static readonly string[] Patterns =
    [
        "a", "(%w+)", "^(%w+)://([^/:]+):?(%d*)(/?.*)$", "%s+", "()", "(a*(.)%w(%s*))", "%b()", "%f[%w]%w+", "[^,]*", "%d+$",
        "^%s*(.-)%s*$", "x?", "(.)%1", "[%a_][%w_]*", "[a-c]+", "%", "[", "%1", ".-b", "a-", "", "$", "%$", "[]]", "[^]]", "(%a+)=(%w+)",
        "%S+", "[%z\u0001-\u001f]", "^a", "é", "%x%x", "%z", "%Z+", ")", "%b", "%f", "[a-", "[%", "%p", "%P", "[^%s]", "[%w-]+", "^^a", "a$b", "%bxy",

        // As many captures as are passed on each in its place, and more.
        "(.)(.)(.)", "(.)(.)()(.)", "(.)(.)(.)(.)(.)", "(.)(.)(.)()(.)(.)", "(.)(.)(.)(.)(.)()(.)", "()(.)(.)(.)(.)(.)(.)(.)",
        "(.)(.)(.)(.)(.)(.)(.)(.)(.)", "(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.*)",
    ];

    private static readonly string[] Subjects =
    [
        "", "a", "hello world", "http://example.com:8080/path?q=1", "  trim me  ", "f(a(b)c)d", "aabbccdd", "key=val, k2=v2", "12 345 678",
        "]]x[", "THE (quick) fox", "été", "nul\0z\0", "a,b,,c,", "a$b^a",

        // More matches than are found in advance at once, and at the second time.
        "a b c d e f g h i j k l m n o p q r s t u v w x y z", "k=v, a=b, c=d, e=f, g=h, i=j, l=m, n=o, p=q, r=s, t=u, w=x, y=z, aa=bb",
    ];

    private const string Comparison = """
        local out = {}
        local function add(...)
          local t = table.pack(...)
          for i = 1, t.n do t[i] = tostring(t[i]) end
          out[#out + 1] = table.concat(t, "\1")
        end
        local function go(f, ...)
          local r = table.pack(pcall(f, ...))
          if not r[1] then add("error") else add(table.unpack(r, 1, r.n)) end
        end
        for _, p in ipairs(patterns) do for _, s in ipairs(subjects) do
          go(s_find, s, p) go(s_find, s, p, 3) go(s_find, s, p, -2) go(s_match, s, p) go(s_match, s, p, -100) go(s_find, s, p, 1, true) go(s_find, s, p, 100)
          go(s_gsub, s, p, "<%0>") go(s_gsub, s, p, "%1%%", 2) go(s_gsub, s, p, { a = "X", b = false })
          go(s_gsub, s, p, "[%1%%%1]%0") go(s_gsub, s, p, "%2", 3) go(s_gsub, s, p, "%") go(s_gsub, s, p, "%x") go(s_gsub, s, p, "-", -1) go(s_gsub, s, p, "-", 2.0)
          go(s_gsub, s, p, setmetatable({}, { __index = function(_, key) return "<" .. tostring(key) .. ">" end }))
          go(s_gsub, s, p, { hello = 7, a = 2.5, [1] = "first", key = true, x = {} }) go(s_gsub, s, p, 12)
          go(s_gsub, s, p, function(...) return select("#", ...) .. ":" .. tostring((...)) end, 3) go(s_gsub, s, p, function() end)
          go(s_gsub, s, p, function(x, y) return y end) go(s_gsub, s, p, "") go(s_gsub, s, p, "x", 0) go(s_gsub, s, p, "%9")
          go(function() local t = {} for a, b in s_gmatch(s, p) do t[#t + 1] = tostring(a) .. "/" .. tostring(b) end return table.concat(t, ";") end)
          go(function() local t = {} for a, b in s_gmatch(s, p, 3) do t[#t + 1] = tostring(a) .. "/" .. tostring(b) end return table.concat(t, ";") end)
          local next_match = s_gmatch(s, p)
          for i = 1, 3 do
            go(function() local t = table.pack(next_match()) if t[1] == nil then return "end" end return table.unpack(t, 1, t.n) end)
          end
          go(function() local t = {} for a, b in s_gmatch(s, p, -2) do t[#t + 1] = tostring(a) .. "/" .. tostring(b) end return table.concat(t, ";") end)
        end end
        -- Too long for one piece.
        local long = ("ab1 "):rep(5000)
        for _, p in ipairs { "%w+", "(%w)(%w)", "()%s", "^ab", "^b", "x*", "(a)(b)(1)( )", "1 ()(a?)" } do
          for _, r in ipairs { "<%0>", "%1%%", "%2%1", "%4", "", "-", "%", "%x", "%9" } do go(s_gsub, long, p, r) go(s_gsub, long, p, r, 3) end
          go(s_gsub, long, p, { ab1 = "AB", a = false, [4] = 4 })
          go(function() local t = {} for a, b in s_gmatch(long, p) do t[#t + 1] = tostring(a) .. "/" .. tostring(b) end return table.concat(t, ";") end)
        end
        for _, line in ipairs(out) do print(line) end
        """;

    [Fact]
    public void All_results_equal_those_of_the_native_functions()
    {
        var native = Results("string_native");
        var ours = Results("string");
        Assert.True(native.Count > 9000);
        Assert.Equal(native, ours);
    }

    [Theory]
    [InlineData("return pcall(string.find, ('a'):rep(40), ('a?'):rep(40) .. ('a'):rep(40))")]
    [InlineData("return pcall(string.match, ('a'):rep(5000), ('.-'):rep(20) .. 'b')")]
    [InlineData("return pcall(string.find, ('a'):rep(1e6), ('a'):rep(5e5) .. 'b', 1, true)")]
    [InlineData("return pcall(string.gsub, ('a'):rep(20000), '.*b', '')")]
    public void A_pattern_that_would_run_for_ages_is_an_error(string source)
    {
        var outcome = Script.Run(source, Script.Patient);
        Assert.StartsWith("false|", outcome.Result, StringComparison.Ordinal);
        Assert.Contains("step limit", outcome.Result, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unfinished_capture_is_an_error_even_where_Lua_does_not_look_at_it() =>
        Script.Returns("local ok, e = pcall(string.gsub, 'a', '(', 'x') return ok, e, (pcall(string.find, 'a', '(()'))", "false|unfinished capture|false");

    [Theory]
    [InlineData("return (('x'):rep(4e6) .. 'a'):find('[a-c]')", "4000001|4000001")]
    [InlineData("return (('ab'):rep(1e5) .. ('c'):rep(100)):find(('c'):rep(100), 1, true)", "200001|200100")]
    [InlineData("return ('abcabc'):find(('abc'):rep(20), 1, true)", "nil")]
    [InlineData("return string.rep(5, 3), ('x'):rep(0), #string.rep('', 1e15), ('ab'):rep(2, '-')", "555||0|ab-ab")]
    [InlineData("local s = ('ab'):rep(123456) return #s, s:sub(1, 4), s:sub(-3), s:find('aa', 1, true), s:find('bb', 1, true)", "246912|abab|bab|nil|nil")]
    [InlineData("local s = ('ab'):rep(2001, '-') return #s, s:sub(1, 5), s:sub(-5), s == (('ab-'):rep(2000) .. 'ab')", "6002|ab-ab|ab-ab|true")]
    [InlineData("return #string.rep(7, 5000), #string.rep(1.5, 5000.0, '.'), #string.rep('', 5000, 'x'), #string.rep('x', 1001, '')", "5000|19999|4999|1001")]
    [InlineData("local r, n = ('a'):rep(100):gsub('a', ('x'):rep(1000)) return #r, n, #r:gsub('x', '')", "100000|100|0")]
    [InlineData("local r, n = ('a'):rep(60):gsub('a', ('x'):rep(1000)) return #r, n, #r:gsub('x', '')", "60000|60|0")]
    [InlineData("return pcall(string.rep, 'x', 5000.5)", "false|bad argument #2 to 'rep' (number has no integer representation)")]
    [InlineData("return pcall(string.rep, 'x', 1/0)", "false|bad argument #2 to 'rep' (number has no integer representation)")]
    public void What_only_is_long_is_no_error(string source, string result) =>
        Assert.Equal(result, Script.Run(source, Script.Patient).Result);

    [Theory]
    [InlineData("local s = ('a'):rep(3e5) .. 'bc' return s:find('a?a?[b](c)', 3)", "299999|300002|c")]
    [InlineData("local s = ('a'):rep(3e5) .. 'bc' return s:match('a?a?[b](c)()')", "c|300003")]
    [InlineData("local s = ('a'):rep(1e6) .. 'bc' return s:find('a?[d]')", "nil")]
    [InlineData("local s = ('a'):rep(1e5) .. 'bcdefghi' return s:match('a?a?[b](c)(d)(e)(f)(g)(h)(i)()')", "c|d|e|f|g|h|i|100009")]
    [InlineData("local s = ('a'):rep(5e5) .. 'bcdef' local n = '' for a, b, c, d, e in (s .. s):gmatch('a?[b](c)(d)(e)(f)()') do n = n .. a .. b .. c .. d .. e end return n", "cdef500006cdef1000011")]
    [InlineData("local s, n = ('a'):rep(5e5) .. 'b', 0 for a, p in (s .. s):gmatch('a?([b])()') do n = n + p end return n", "1500005")]
    [InlineData("local s, n = ('b'):rep(20) .. ('a'):rep(5e5) .. 'b', 0 for a, p in s:gmatch('a?([b])()') do n = n + p end return n", "500252")]
    [InlineData("local s, n = ('b'):rep(20) .. ('a'):rep(5e5) .. 'b', 0 for a, p in s:gmatch('a?[b]') do n = n + #a end return n", "22")]
    [InlineData("local s, n = 'bb' .. ('a'):rep(5e5) .. 'b', 0 for a, _ in s:gmatch('b*%f[^b]') do n = n * 10 + #a end return n", "21")]
    [InlineData("local s = ('a'):rep(5e5) .. 'b' local r, n = (s .. s):gsub('a?[b]', function(m) return #m end) return #r, n, r:sub(-1)", "1000000|2|2")]
    [InlineData("local s = ('a'):rep(1e5) return (s .. 'b' .. s):find(('a'):rep(50) .. 'b', 1, true)", "99951|100001")]
    [InlineData("local n = ('ab'):rep(100) .. 'c' return (('ab'):rep(3e5) .. n):find(n, 1, true)", "600001|600201")]
    public void A_long_search_is_interrupted_and_goes_on_where_it_was(string source, string result)
    {
        var outcome = Script.Run(source, Script.Impatient);
        Assert.Equal(result, outcome.Result);
        Assert.Equal(result, Script.Run(source, Script.Patient).Result);

        // Beside the slices of what comes before.
        Assert.True(outcome.Slices > Script.Run(source.Split("return")[0].Split("local r,")[0].Split("local n = '' for a,")[0].Split("for a,")[0], Script.Impatient).Slices + 2, $"{outcome.Slices} slices");
    }

    [Fact]
    public void A_short_text_that_is_much_work_is_interrupted()
    {
        // An empty capture, a million times.
        var outcome = Script.Run("local r, n = ('a'):rep(1000):gsub('(b*)', ('%1'):rep(1000)) return #r, n", Script.Impatient);
        Assert.Equal("1000|1001", outcome.Result);
        Assert.True(outcome.Slices > 100, $"{outcome.Slices} slices");
    }

    [Theory]
    [InlineData("return pcall(function() for a in ('a'):gmatch(('a'):rep(2 << 20)) do end end)")]
    [InlineData("return pcall(string.gsub, 'a', ('a'):rep(2 << 20), '')")]
    public void A_pattern_of_megabytes_is_refused(string source) =>
        Assert.Contains("pattern too complex (it is longer than 1 MiB)", Script.Run(source, Script.Patient).Result, StringComparison.Ordinal);

    [Fact]
    public void A_match_that_takes_longer_than_code_may_that_cannot_be_interrupted_is_an_error()
    {
        var limits = Script.Patient with { PatternSteps = long.MaxValue / 2, UninterruptibleTime = TimeSpan.FromMilliseconds(5) };
        var outcome = Script.Run("return pcall(string.find, ('a'):rep(5000), ('.-'):rep(20) .. 'b')", limits);
        Assert.Equal("false|pattern too complex (UninterruptibleTime of the Lua limits reached)", outcome.Result);
    }

    private static List<string> Results(string library)
    {
        var source = new StringBuilder();
        source.Append("local patterns, subjects = {").AppendJoin(',', Patterns.Select(Quote)).Append("}, {");
        source.AppendJoin(',', Subjects.Select(Quote)).Append("}\n");
        foreach (var function in (string[])["find", "match", "gmatch", "gsub"])
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"local s_{function} = {library}.{function}\n");
        source.Append(Comparison);

        var lines = new List<string>();
        var outcome = Script.Run(source.ToString(), Script.Patient, globals: WithNative, output: lines.Add);
        Assert.True(outcome.Kind == LuaStepKind.Finished, outcome.Error);
        return lines;
    }

    private static readonly unsafe LuaLibrary WithNative = new LuaLibrary("_G", StandardGlobals.Library).Value("string_native", PushNative);

    private static unsafe void PushNative(LuaState state, lua_State* L)
    {
        LuaNative.lua_createtable(L, 0, 4);
        foreach (var function in (string[])["find", "match", "gmatch", "gsub"])
        {
            LuaStack.PushText(L, function);
            NativeFunctions.Push(L, "string." + function);
            LuaNative.lua_rawset(L, -3);
        }
    }

    private static string Quote(string text) => $"\"{string.Concat(Encoding.UTF8.GetBytes(text).Select(static b => $"\\{b:D3}"))}\"";
}
