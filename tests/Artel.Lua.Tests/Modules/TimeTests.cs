using Microsoft.Extensions.Time.Testing;

namespace Artel.Lua.Tests.Modules;

/// <summary>Points in time and durations of the time module (A11).</summary>
public sealed class TimeTests
{
    [Fact]
    public void A11_now_is_the_processs_time_and_tells_its_parts()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)).AddTicks(1234567));
        ModuleScript.Returns(
            """
            local t = time.now()
            return tostring(t), t:format_rfc3339() == tostring(t), t:year(), t:month(), t:day(), t:hour(), t:minute(), t:second(), t:nanosecond(),
              t:weekday(), t:year_day(), t:unix(), t:unix_milli(), t:unix_nano(), math.type(t:unix_nano())
            """,
            "2030-03-04T03:06:07.1234567Z|true|2030|3|4|3|6|7|123456700|1|63|1898823967|1898823967123|1898823967123456700|integer",
            time: clock);
    }

    [Theory]
    [InlineData("time.date(2030, 1, 31)", "2030-01-31T00:00:00Z")]
    [InlineData("time.date(2028, 2, 29, 23, 59, 59, 500000000)", "2028-02-29T23:59:59.5Z")]
    [InlineData("time.date(2030)", "2030-01-01T00:00:00Z")]
    [InlineData("time.unix(0)", "1970-01-01T00:00:00Z")]
    [InlineData("time.unix(-1, 500000000)", "1969-12-31T23:59:59.5Z")]
    [InlineData("time.unix(0, 1898823967123456700)", "2030-03-04T03:06:07.1234567Z")]
    [InlineData("time.parse('2030-01-31T18:30:00Z')", "2030-01-31T18:30:00Z")]
    [InlineData("time.parse('2030-01-31t18:30:00.25z')", "2030-01-31T18:30:00.25Z")]
    [InlineData("time.parse('2030-01-31 18:30:00.123456789+02:30')", "2030-01-31T16:00:00.1234567Z")]
    [InlineData("time.parse('2029-12-31T23:00:00-02:00')", "2030-01-01T01:00:00Z")]
    [InlineData("time.unix(0):add('1h')", "1970-01-01T01:00:00Z")]
    [InlineData("time.unix(0):add(-time.SECOND)", "1969-12-31T23:59:59Z")]
    [InlineData("time.unix(0) + time.duration('90s') - '30s'", "1970-01-01T00:01:00Z")]
    [InlineData("time.duration('90s') + time.unix(0)", "1970-01-01T00:01:30Z")]
    [InlineData("2 * time.HOUR + time.unix(0)", "1970-01-01T02:00:00Z")]
    public void A11_times_are_made_read_and_moved(string expression, string text) => ModuleScript.Returns($"return tostring({expression})", text);

    [Theory]
    [InlineData("time.unix(5):sub(time.unix(3))", "2000000000")]
    [InlineData("time.unix(3) - time.unix(5)", "-2000000000")]
    [InlineData("time.unix(1) < time.unix(2)", "true")]
    [InlineData("time.unix(2) <= time.unix(2)", "true")]
    [InlineData("time.unix(2) > time.unix(2)", "false")]
    [InlineData("time.unix(2) == time.unix(2)", "true")]
    [InlineData("time.unix(2) == time.unix(3)", "false")]
    [InlineData("time.unix(2) == 2", "false")]
    [InlineData("time.unix(1):before(time.unix(2))", "true")]
    [InlineData("time.unix(1):after(time.unix(2))", "false")]
    [InlineData("time.unix(1):equal(time.unix(1))", "true")]
    public void A11_times_compare(string expression, string result) => ModuleScript.Returns($"return tostring({expression})", result);

    [Theory]
    [InlineData("time.parse('yesterday')", "'yesterday'")]
    [InlineData("time.parse('2030-01-31T18:30:00')", "'2030-01-31T18:30:00'")]
    [InlineData("time.parse('2030-02-30T00:00:00Z')", "'2030-02-30T00:00:00Z'")]
    [InlineData("time.parse('2030-01-31T24:00:00Z')", "'2030-01-31T24:00:00Z'")]
    [InlineData("time.parse('2030-01-31T23:59:60Z')", "'2030-01-31T23:59:60Z'")]
    [InlineData("time.parse('2030-01-31T18:30:00.Z')", "18:30:00.Z")]
    [InlineData("time.parse('2030-01-31T18:30:00+0200')", "+0200")]
    [InlineData("time.parse('0001-01-01T00:00:00+01:00')", "0001-01-01")]
    [InlineData("time.parse('')", "''")]
    [InlineData("time.date(2030, 13)", "the month 13 is not between 1 and 12")]
    [InlineData("time.date(2030, 2, 29)", "the day 29 is not between 1 and 28")]
    [InlineData("time.date(0)", "the year 0")]
    [InlineData("time.unix(1 << 62)", "beyond the years 1 to 9999")]
    [InlineData("time.date(9999):add('10000h')", "beyond the years 1 to 9999")]
    [InlineData("time.unix(0):add('soon')", "'soon'")]
    [InlineData("time.date(3000):unix_nano()", "3000-01-01T00:00:00Z")]
    [InlineData("time.duration('soon')", "'soon'")]
    public void A11_what_is_no_time_is_invalid_and_names_what_was_passed(string call, string text)
    {
        var said = ModuleScript.Run($"local v, err = {call} return v, err:kind(), tostring(err)").Result;
        Assert.StartsWith("nil|Invalid|", said, StringComparison.Ordinal);
        Assert.Contains(text, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time.parse({})", "bad argument #1 to 'parse' (string expected, got table)")]
    [InlineData("time.date('x')", "bad argument #1 to 'date' (number expected, got string)")]
    [InlineData("time.unix(1):sub(5)", "bad argument #1 to 'sub' (time expected, got number)")]
    [InlineData("time.duration({})", "bad argument #1 to 'duration' (duration expected, got table)")]
    [InlineData("return time.unix(1) < 5", "bad argument #2 to '<' (time expected, got number)")]
    [InlineData("return time.unix(1) + {}", "bad argument #2 to '+' (duration expected, got table)")]
    public void A11_an_argument_of_the_wrong_type_raises(string call, string text) =>
        Assert.EndsWith(text, ModuleScript.Run($"local ok, e = pcall(function() {call} end) return ok, tostring(e)").Result, StringComparison.Ordinal);

    [Theory]
    [InlineData("0", "0s")]
    [InlineData("15", "15ns")]
    [InlineData("1500", "1.5us")]
    [InlineData("'2.25ms'", "2.25ms")]
    [InlineData("'-90s'", "-1m30s")]
    [InlineData("'1h0.5s'", "1h0m0.5s")]
    [InlineData("math.mininteger", "-2562047h47m16.854775808s")]
    public void A11_a_duration_object_tells_itself_and_can_be_read_again(string duration, string text) => ModuleScript.Returns(
        $"local d = time.duration({duration}) return tostring(d), time.duration(tostring(d)) == d",
        $"{text}|true");

    [Fact]
    public void A11_a_duration_object_has_units_and_arithmetic_and_serves_as_a_duration() => ModuleScript.Returns(
        """
        local d = time.duration("1h30m")
        return d:hours(), d:minutes(), d:seconds(), d:milliseconds(), d:microseconds(), d:nanoseconds(), d > time.HOUR, d < "2h", d <= d,
          tostring(d + "30m"), tostring(d - time.MINUTE), tostring(time.duration(math.maxinteger) + 1)
        """,
        "1.5|90.0|5400.0|5400000.0|5400000000.0|5400000000000|true|true|true|2h0m0s|1h29m0s|2562047h47m16.854775807s");
}
