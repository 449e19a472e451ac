using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>The errors global and the error object (A6), and what a script's end by an error becomes.</summary>
public class ErrorTests
{
    [Theory]
    [InlineData("local e = errors.new('boom') return tostring(e), e:message(), e:kind(), e:retryable(), e:details(), type(e), e:kind() == errors.UNKNOWN", "boom|boom||nil|nil|userdata|true")]
    [InlineData("local e = errors.new(errors.INVALID, 'bad') return e:kind(), e:message(), errors.is(e, errors.INVALID), errors.is(e, errors.TIMEOUT), errors.is('bad', errors.INVALID), errors.is(nil, errors.INVALID)", "Invalid|bad|true|false|false|false")]
    [InlineData("local e = errors.new{message = 'm', kind = errors.TIMEOUT, retryable = true, details = {k = 'v', list = {1, 2}}} local d = e:details() return e:message(), e:kind(), e:retryable(), d.k, #d.list", "m|Timeout|true|v|2")]
    [InlineData("local e = errors.new{message = 'm', retryable = false} return e:kind(), e:retryable()", "|false")]
    [InlineData("local e = errors.wrap(errors.new{message = 'm', kind = errors.CONFLICT, retryable = true, details = {a = 1}}, 'while saving') return tostring(e), e:kind(), e:retryable(), e:details().a", "while saving: m|Conflict|true|1")]
    [InlineData("return tostring(errors.wrap('plain', 'ctx')), errors.wrap('plain', 'ctx'):kind()", "ctx: plain|")]
    [InlineData("local e = errors.new('boom') return 'a ' .. e .. '!', e .. e, 1 .. e", "a boom!|boomboom|1boom")]
    [InlineData("local a, b = errors.new('x'), errors.new('x') return a == b, a == a, a ~= 'x'", "false|true|true")]
    [InlineData("local e = errors.new('Some Text') return (string.find(e, 'Text')), string.match(e, '%u'), (string.gsub(e, 'e', 'E')), string.upper(e), string.lower(e), string.len(e), string.sub(e, 1, 4), string.format('<%s>', e)", "6|S|SomE TExt|SOME TEXT|some text|9|Some|<Some Text>")]
    [InlineData("local n = 0 for w in string.gmatch(errors.new('a b c'), '%a') do n = n + 1 end return n, (string.gsub('x', 'x', errors.new('y')))", "3|y")]
    [InlineData("local list = {} for _, k in ipairs{'NOT_FOUND', 'ALREADY_EXISTS', 'INVALID', 'PERMISSION_DENIED', 'UNAVAILABLE', 'INTERNAL', 'CANCELED', 'CONFLICT', 'TIMEOUT', 'RATE_LIMITED', 'UNKNOWN'} do list[#list+1] = errors[k] end return table.concat(list, ' ')", "NotFound AlreadyExists Invalid PermissionDenied Unavailable Internal Canceled Conflict Timeout RateLimited ")]
    [InlineData("local e = errors.new('x') return (e:stack():find('test.lua:1')) ~= nil, errors.call_stack(e) == e:stack()", "true|true")]
    [InlineData("return pcall(errors.new, {})", "false|bad argument #1 to 'new' (field 'message': string expected, got nil)")]
    [InlineData("return pcall(errors.new, 'Bogus', 'x')", "false|bad argument #1 to 'new' (no error kind 'Bogus')")]
    [InlineData("return pcall(function() local k = errors.new('x').kind('y') end)", "false|test.lua:1: bad argument #1 to 'kind' (error expected, got string)")]
    [InlineData("return pcall(function() local c = {} .. errors.new('x') end)", "false|test.lua:1: attempt to concatenate a table value")]
    [InlineData("local ok, e = pcall(error, errors.new(errors.TIMEOUT, 'late')) return ok, e:kind(), tostring(e)", "false|Timeout|late")]
    public void An_error_is_an_object_and_a_text(string source, string result) => Script.Returns(source, result);

    [Fact]
    public void An_uncaught_text_keeps_its_place_and_has_no_kind()
    {
        var error = Script.Run("local function f()\n  error('boom')\nend\nf()").Exception!;
        Assert.Equal("test.lua:2: boom", error.Message);
        Assert.Equal(ErrorKind.Unknown, error.Kind);
        Assert.Contains("test.lua:2: in local 'f'", error.ScriptStack, StringComparison.Ordinal);
        Assert.Contains("test.lua:4: in main chunk", error.ScriptStack, StringComparison.Ordinal);
    }

    [Fact]
    public void An_uncaught_error_object_is_itself()
    {
        var error = Script.Run("error(errors.new{message = 'm', kind = errors.CONFLICT, details = {a = 1}})").Exception!;
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal("m", error.Message);
        Assert.Equal(1L, error.Details["a"]);
        Assert.NotNull(error.ScriptStack);
    }

    [Theory]
    [InlineData("error({})", "table: 0x")]
    [InlineData("error(setmetatable({}, {__tostring = function() error('ran') end, __name = 'N'}))", "table: 0x")]
    [InlineData("error(nil)", "nil")]
    [InlineData("error(12.5)", "12.5")]
    [InlineData("error(true)", "true")]
    public void Any_other_value_is_shown_without_running_it(string source, string message) =>
        Assert.StartsWith(message, Script.Run(source).Error, StringComparison.Ordinal);

    [Fact]
    public void A_failed_operation_raises_the_hosts_error_with_the_scripts_stack()
    {
        var error = Script.Run("local x = 1\n\nexec(nil)").Exception!;
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Equal("exec failed", error.Message);
        Assert.Contains("test.lua:3: in main chunk", error.ScriptStack, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_a_nested_coroutine_comes_out_as_it_was()
    {
        var error = Script.Run("coroutine.wrap(function() receive(1) error(errors.new(errors.TIMEOUT, 'late')) end)()").Exception!;
        Assert.Equal(ErrorKind.Timeout, error.Kind);
    }
}
