using Artel.Supervision;
using CsCheck;

namespace Artel.Tests.Supervision;

public sealed class RestartDelayTests
{
    private static readonly Gen<RestartOptions> Options = Gen.Select(
        Gen.Int[0, 10_000], Gen.Int[0, 1_000_000], Gen.Double[1, 5], Gen.Double[0, 1],
        static (initial, max, factor, jitter) => new RestartOptions
        {
            InitialDelay = TimeSpan.FromMilliseconds(initial),
            MaxDelay = TimeSpan.FromMilliseconds(max),
            BackoffFactor = factor,
            Jitter = jitter,
        });

    [Fact]
    public void S119_a_delay_grows_by_the_factor_up_to_the_cap_and_is_more_or_less_by_the_jitter() =>
        Gen.Select(Options, Gen.Int[1, 60], Gen.Double[0, 0.999999]).Sample(static (options, attempt, chance) =>
        {
            // As one would say it: multiply once for each attempt before this one, cut at the cap, then spread.
            var milliseconds = options.InitialDelay.TotalMilliseconds;
            for (var i = 1; i < attempt && milliseconds < 1e12; i++)
                milliseconds *= options.BackoffFactor;
            milliseconds = Math.Min(milliseconds, options.MaxDelay.TotalMilliseconds);
            var expected = milliseconds + (milliseconds * options.Jitter * ((chance * 2) - 1));
            Assert.Equal(expected, RestartDelays.Of(options, attempt, chance).TotalMilliseconds, tolerance: 0.001 + (expected * 1e-9));
        });

    [Fact]
    public void S119_a_delay_is_within_the_jitter_of_the_cap_at_whatever_attempt() =>
        Gen.Select(Options, Gen.Int[1, int.MaxValue], Gen.Double[0, 0.999999]).Sample(static (options, attempt, chance) =>
        {
            var delay = RestartDelays.Of(options, attempt, chance);
            Assert.InRange(delay, TimeSpan.Zero, options.MaxDelay * (1 + options.Jitter));
        });

    [Fact]
    public void S119_no_initial_delay_stays_none_however_often_it_is_multiplied() =>
        Assert.Equal(TimeSpan.Zero, RestartDelays.Of(new RestartOptions { InitialDelay = TimeSpan.Zero }, int.MaxValue, 0.9));
}
