using Artel.Payloads;
using CsCheck;

namespace Artel.Tests.Payloads;

public sealed class PayloadTests
{
    [Fact]
    public void Basic_values_survive_a_crossing()
    {
        Assert.Equal(long.MinValue, RoundTrip(long.MinValue));
        Assert.Equal(-0.5, RoundTrip(-0.5));
        Assert.Equal("ünïcode \u0000 text", RoundTrip("ünïcode \u0000 text"));
        Assert.Equal([0, 255, 128], RoundTrip(new byte[] { 0, 255, 128 }));
        Assert.True(RoundTrip(true));
        Assert.Equal(79_228_162_514_264_337_593_543_950_335m, RoundTrip(decimal.MaxValue));
        var id = Guid.NewGuid();
        Assert.Equal(id, RoundTrip(id));
        var at = new DateTimeOffset(2026, 11, 23, 4, 5, 6, 789, TimeSpan.FromHours(2));
        Assert.Equal(at, RoundTrip(at));
        Assert.Equal(TimeSpan.FromMilliseconds(1.5), RoundTrip(TimeSpan.FromMilliseconds(1.5)));
    }

    [Fact]
    public void Untyped_values_survive_a_crossing() => Gen.Recursive<object?>((depth, self) => depth > 3
        ? Gen.Long.Select(static value => (object?)value)
        : Gen.OneOf(
            Gen.Const((object?)null),
            Gen.Bool.Select(static value => (object?)value),
            Gen.Long.Select(static value => (object?)value),
            Gen.Double[-1e9, 1e9].Select(static value => (object?)value),
            Gen.String[Gen.Char.AlphaNumeric, 0, 9].Select(static value => (object?)value),
            self.List[1, 4].Select(static value => (object?)value),
            Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 5], self)[1, 4].Select(static value => (object?)value)))
        .Sample(static value => SameValue(value, RoundTrip(value)));

    [Fact]
    public void S025_what_cannot_cross_is_refused_with_its_path()
    {
        var payload = new Dictionary<string, object?> { ["steps"] = new List<object?> { 1, new Action(static () => { }) } };
        var error = Assert.Throws<ProcessException>(() => new global::Artel.Messaging.SendOne<Dictionary<string, object?>>(payload).ToPortable());
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("payload[1].steps[2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void S025_an_error_crosses_whole()
    {
        var error = new ProcessException(
            ErrorKind.Conflict, "outer", new ProcessException(ErrorKind.Timeout, "inner", retryable: true), false,
            new Dictionary<string, object?> { ["order"] = 7L }) { ScriptStack = "stack" };
        var crossed = RoundTrip(error);
        Assert.Equal(ErrorKind.Conflict, crossed.Kind);
        Assert.Equal("outer", crossed.Message);
        Assert.False(crossed.Retryable);
        Assert.Equal(7L, crossed.Details["order"]);
        Assert.Equal("stack", crossed.ScriptStack);
        Assert.Equal("inner", crossed.RootCause.Message);
        Assert.True(((ProcessException)crossed.RootCause).Retryable);
    }

    [Fact]
    public void Numbers_convert_where_nothing_is_lost()
    {
        var message = global::Artel.Messaging.Message<int>.Make("t", null, 7);
        Assert.Equal(7L, message.GetPayload<long>());
        Assert.Equal(7.0, message.GetPayload<double>());
        var big = global::Artel.Messaging.Message<long>.Make("t", null, long.MaxValue);
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<ProcessException>(() => big.GetPayload<int>()).Kind);
    }

    [Fact]
    public void Values_that_nest_too_deeply_are_refused()
    {
        object? value = 1;
        for (var i = 0; i < 300; i++)
            value = new List<object?> { value };
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<ProcessException>(() => RoundTrip(value)).Kind);
    }

    private static T RoundTrip<T>(T value)
    {
        var values = new global::Artel.Messaging.SendOne<T>(value).ToPortable();
        return values.TryRead<T>(0, out var read, out var why) ? read! : throw new InvalidOperationException(why);
    }

    private static bool SameValue(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (List<object?> x, List<object?> y) => x.Count == y.Count && x.Zip(y).All(static pair => SameValue(pair.First, pair.Second)),
        (Dictionary<string, object?> x, Dictionary<string, object?> y) =>
            x.Count == y.Count && x.All(pair => y.TryGetValue(pair.Key, out var other) && SameValue(pair.Value, other)),
        _ => Equals(a, b),
    };
}
