using Artel.Runtime;

namespace Artel.Testing.Tests.Timers;

/// <summary>The timers of a runtime, against a list that is looked through for the earliest.</summary>
public sealed class TimerQueueTests
{
    private readonly VirtualTime _time = new();
    private readonly TimerQueue _queue;
    private readonly List<(int Number, TimeSpan At)> _fired = [];

    public TimerQueueTests() => _queue = new TimerQueue(_time);

    private TimeSpan Now => TimeSpan.FromTicks(_time.GetTimestamp()) - _origin;

    private readonly TimeSpan _origin = TimeSpan.FromTicks(new VirtualTime().GetTimestamp());

    [Fact]
    public void Timers_fire_at_their_time_the_earliest_first_and_those_of_one_time_in_order()
    {
        int[] seconds = [5, 1, 3, 1, 9, 3, 1, 7];
        for (var i = 0; i < seconds.Length; i++)
            Arm(new Entry(this, i), seconds[i]);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([(1, 1), (3, 1), (6, 1), (2, 3), (5, 3), (0, 5), (7, 7), (4, 9)], Fired());
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void A_timer_fires_not_a_tick_too_early()
    {
        Arm(new Entry(this, 0), 1);
        _time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.Empty(_fired);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([(0, 1)], Fired());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_order_of_arming_stopping_and_moving_fires_what_a_plain_list_would(int seed)
    {
        var random = new Random(seed);
        var entries = Enumerable.Range(0, 200).Select(i => new Entry(this, i)).ToArray();
        var expected = new Dictionary<int, TimeSpan>();
        List<(int, TimeSpan)> all = [];
        for (var step = 0; step < 5_000; step++)
        {
            var entry = entries[random.Next(entries.Length)];
            switch (random.Next(5))
            {
                case 0:
                    _queue.Remove(entry);
                    expected.Remove(entry.Number);
                    break;
                case 1:
                    var until = Now + TimeSpan.FromSeconds(random.Next(30));
                    foreach (var (number, at) in expected.Where(one => one.Value <= until).ToList())
                    {
                        all.Add((number, at));
                        expected.Remove(number);
                    }

                    _time.Advance(until - Now);
                    break;
                default:
                    var seconds = random.Next(1, 100);
                    Arm(entry, seconds);
                    expected[entry.Number] = Now + TimeSpan.FromSeconds(seconds);
                    break;
            }

            Assert.Equal(expected.Count, _queue.CountWanted());
        }

        Assert.Equal(_fired.OrderBy(static one => one.At), _fired);
        Assert.Equal(all.Order(), _fired.Order());
    }

    [Fact]
    public void A_repeated_timer_fires_at_each_period_until_it_is_removed()
    {
        var ticker = new Entry(this, 0) { Period = TimeSpan.FromSeconds(2).Ticks };
        Arm(ticker, 2);
        _time.Advance(TimeSpan.FromSeconds(7));
        _queue.Remove(ticker);
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal([(0, 2), (0, 4), (0, 6)], Fired());
    }

    [Fact]
    public void A_queue_without_timers_sets_none_on_the_clock()
    {
        var entry = new Entry(this, 0);
        Arm(entry, 5);
        _queue.Remove(entry);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(_time.FireNext(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void An_entry_that_is_due_later_than_it_is_looked_at_fires_when_it_is_due()
    {
        var entry = new Entry(this, 0);
        Arm(entry, 1);
        entry.Later = _queue.DueIn(TimeSpan.FromSeconds(4));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([(0, 4)], Fired());
    }

    private void Arm(Entry entry, int seconds) => _queue.Add(entry, _queue.DueIn(TimeSpan.FromSeconds(seconds)));

    private IEnumerable<(int, int)> Fired() => _fired.Select(static one => (one.Number, (int)one.At.TotalSeconds));

    private sealed class Entry(TimerQueueTests owner, int number) : TimerEntry
    {
        public int Number => number;

        public long? Later { get; set; }

        internal override long DueAt() => Later ?? base.DueAt();

        internal override void Fire(int arming) => owner._fired.Add((number, owner.Now));
    }
}
