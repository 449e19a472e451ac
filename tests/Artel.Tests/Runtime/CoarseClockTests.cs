using Artel.Runtime;
using Artel.Testing;

namespace Artel.Tests.Runtime;

public sealed class CoarseClockTests
{
    [Fact]
    public void It_is_the_systems_time_but_for_some_milliseconds()
    {
        var clock = new CoarseClock(TimeProvider.System);
        for (var i = 0; i < 3; i++)
            Assert.Equal(0, Math.Round((new DateTime(clock.UtcTicks, DateTimeKind.Utc) - DateTime.UtcNow).TotalHours));
    }

    [Fact]
    public void Another_time_is_given_as_it_is()
    {
        var time = new VirtualTime();
        var clock = new CoarseClock(time);
        Assert.Equal(time.GetUtcNow().UtcTicks, clock.UtcTicks);
        time.Advance(TimeSpan.FromTicks(12_345));
        Assert.Equal(time.GetUtcNow().UtcTicks, clock.UtcTicks);
    }
}
