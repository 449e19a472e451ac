using System.Threading.Channels;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.Bare;

/// <summary>A process is a task that reads an unbounded channel of System.Threading.Channels.</summary>
internal sealed class RawChannels : Contender
{
    private static readonly UnboundedChannelOptions Options = new() { SingleReader = true };

    public override string Name => "channels";

    public override ContenderKind Kind => ContenderKind.Bare;

    public override Sample PingPong(int pairs, int rounds)
    {
        var latch = new Latch(2 * pairs);
        var pings = new ChannelWriter<object>[pairs];
        for (var i = 0; i < pairs; i++)
            pings[i] = StartPair(new PingCourse(rounds, latch), latch);
        return Timing.Run((long)pairs * rounds, 2L * pairs * rounds, latch, () =>
        {
            foreach (var ping in pings)
                ping.TryWrite(FloorMessages.Go);
        });
    }

    public override long[] Latency(int samples, int busyPairs)
    {
        var stop = new StopFlag();
        var busy = new Latch(2 * busyPairs + 1);
        for (var i = 0; i < busyPairs; i++)
            StartPair(new PingCourse(int.MaxValue, busy, stop: stop), busy).TryWrite(FloorMessages.Go);
        busy.Arrive();
        var measured = new Latch(2);
        var times = new long[samples];
        StartPair(new PingCourse(samples, measured, times), measured).TryWrite(FloorMessages.Go);
        try
        {
            Timing.Await(measured, 2L * samples);
        }
        finally
        {
            stop.Set();
        }

        busy.Done.Wait();
        return times;
    }

    public override Sample FanInFromThreads(int producers, int each)
    {
        var (latch, counter) = StartCounter((long)producers * each);
        return Timing.Run((long)producers * each, (long)producers * each, latch, () => Timing.OnThreads(producers, () =>
        {
            for (var i = 0; i < each; i++)
                counter.TryWrite(FloorMessages.Token);
        }));
    }

    public override Sample FanInFromProcesses(int producers, int each)
    {
        var (latch, counter) = StartCounter((long)producers * each);
        return Timing.Run((long)producers * each, (long)producers * each, latch, () =>
        {
            for (var i = 0; i < producers; i++)
            {
                var producer = New();
                Task.Run(() => ProduceAsync(producer, new ProducerCourse(each), counter));
                producer.Writer.TryWrite(FloorMessages.Go);
            }
        });
    }

    public override Sample Ask(int clients, int each)
    {
        var latch = new Latch(clients);
        var questions = Channel.CreateUnbounded<(int Number, TaskCompletionSource<int> Answer)>(Options);
        _ = Task.Run(EchoAsync);
        var sample = Timing.Run((long)clients * each, (long)clients * each, latch, () =>
        {
            for (var i = 0; i < clients; i++)
                Task.Run(ClientAsync);
        });
        questions.Writer.Complete();
        return sample;

        async Task EchoAsync()
        {
            while (await questions.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (questions.Reader.TryRead(out var question))
                    question.Answer.SetResult(question.Number);
            }
        }

        async Task ClientAsync()
        {
            var right = 0;
            for (var i = 0; i < each; i++)
            {
                var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
                questions.Writer.TryWrite((i, answer));
                if (await answer.Task.ConfigureAwait(false) == i)
                    right++;
            }

            latch.Arrive(right);
        }
    }

    public override Sample Spawn(int count)
    {
        var latch = new Latch(count);
        return Timing.Run(count, count, latch, () => Task.Run(() =>
        {
            for (var i = 0; i < count; i++)
            {
                var channel = New();
                _ = OneShotAsync(channel.Reader);
                channel.Writer.TryWrite(FloorMessages.Go);
            }
        }));

        async Task OneShotAsync(ChannelReader<object> reader)
        {
            await reader.ReadAsync().ConfigureAwait(false);
            latch.Arrive(1);
        }
    }

    public override IDisposable Idle(int count) => new Opened(StartIdle(count, watcher: null));

    public override Sample Skynet(int depth)
    {
        var latch = new Latch(1);
        var whole = SkyPart.Whole(depth);
        return Timing.Run(SkyPart.ProcessesOf(depth), whole.Sum, latch, () =>
        {
            var root = New();
            Task.Run(() => SkyAsync(root, null, latch));
            root.Writer.TryWrite(whole);
        });
    }

    public override Sample Ring(int size, int laps)
    {
        var latch = new Latch(size);
        var places = new Channel<object>[size];
        for (var i = 0; i < size; i++)
            places[i] = New();
        for (var i = 0; i < size; i++)
        {
            var (own, next) = (places[i].Reader, places[(i + 1) % size].Writer);
            var place = new RingPlace(i == 0 ? laps : 0, latch);
            Task.Run(() => PassAsync(own, next, place));
        }

        return Timing.Run((long)size * laps, (long)size * laps, latch, () => places[0].Writer.TryWrite(FloorMessages.Token));
    }

    public override Sample Monitor(int count)
    {
        var (latch, watcher) = StartCounter(count);
        var watched = StartIdle(count, watcher);
        return Timing.Run(count, count, latch, () =>
        {
            foreach (var channel in watched)
                channel.Writer.TryComplete();
        });
    }

    public override Sample Link(int count)
    {
        var latch = new Latch(count);
        var chain = new Channel<object>[count];
        for (var i = 0; i < count; i++)
            chain[i] = New();
        for (var i = 0; i < count; i++)
            _ = LinkedAsync(chain[i].Reader, i > 0 ? chain[i - 1].Writer : null, i < count - 1 ? chain[i + 1].Writer : null, latch);
        return Timing.Run(count, count, latch, () => chain[0].Writer.TryComplete());
    }

    private static Channel<object> New() => Channel.CreateUnbounded<object>(Options);

    private static ChannelWriter<object> StartPair(PingCourse course, Latch latch)
    {
        var ping = New();
        var pong = New();
        Task.Run(() => PongAsync(pong.Reader, latch));
        Task.Run(() => PingAsync(ping, pong.Writer, course));
        return ping.Writer;
    }

    private static async Task PingAsync(Channel<object> own, ChannelWriter<object> pong, PingCourse course)
    {
        await own.Reader.ReadAsync().ConfigureAwait(false);
        course.Begin();
        pong.TryWrite(own.Writer);
        while (await own.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (own.Reader.TryRead(out _))
            {
                if (course.Next())
                {
                    pong.TryWrite(own.Writer);
                    continue;
                }

                pong.TryComplete();
                course.End();
                return;
            }
        }
    }

    private static async Task PongAsync(ChannelReader<object> reader, Latch latch)
    {
        var pings = 0L;
        while (await reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (reader.TryRead(out var from))
            {
                pings++;
                ((ChannelWriter<object>)from).TryWrite(FloorMessages.Token);
            }
        }

        latch.Arrive(pings);
    }

    private static (Latch Latch, ChannelWriter<object> Counter) StartCounter(long expected)
    {
        var latch = new Latch(1);
        var counter = New();
        Task.Run(() => CountAsync(counter.Reader, expected, new Countdown(expected, latch)));
        return (latch, counter.Writer);
    }

    private static async Task CountAsync(ChannelReader<object> reader, long expected, Countdown countdown)
    {
        while (expected > 0 && await reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (reader.TryRead(out _))
            {
                expected--;
                countdown.Add();
            }
        }
    }

    private static async Task ProduceAsync(Channel<object> own, ProducerCourse course, ChannelWriter<object> counter)
    {
        while (course.HasMore)
        {
            await own.Reader.ReadAsync().ConfigureAwait(false);
            for (var burst = course.TakeBurst(); burst > 0; burst--)
                counter.TryWrite(FloorMessages.Token);
            own.Writer.TryWrite(FloorMessages.Go);
        }
    }

    private static Channel<object>[] StartIdle(int count, ChannelWriter<object>? watcher)
    {
        var latch = new Latch(count);
        var channels = new Channel<object>[count];
        for (var i = 0; i < count; i++)
        {
            channels[i] = New();
            _ = WaitAsync(channels[i].Reader, watcher);
            channels[i].Writer.TryWrite(latch);
        }

        Timing.Await(latch, count);
        return channels;
    }

    private static async Task WaitAsync(ChannelReader<object> reader, ChannelWriter<object>? watcher)
    {
        while (await reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (reader.TryRead(out var message))
                ((Latch)message).Arrive(1);
        }

        watcher?.TryWrite(FloorMessages.Token);
    }

    private static async Task SkyAsync(Channel<object> own, ChannelWriter<object>? parent, Latch? root)
    {
        var sum = new SkySum();
        while (true)
        {
            var message = await own.Reader.ReadAsync().ConfigureAwait(false);
            if (message is SkyPart { Count: > 1 } part)
            {
                for (var i = 0; i < SkyPart.Branches; i++)
                {
                    var branch = New();
                    _ = SkyAsync(branch, own.Writer, null);
                    branch.Writer.TryWrite(part.Branch(i));
                }

                continue;
            }

            var total = 0L;
            if (message is long partial && !sum.Add(partial, out total))
                continue;
            if (message is SkyPart leaf)
                total = leaf.First;
            parent?.TryWrite(total);
            root?.Arrive(total);
            return;
        }
    }

    private static async Task PassAsync(ChannelReader<object> own, ChannelWriter<object> next, RingPlace place)
    {
        while (await own.WaitToReadAsync().ConfigureAwait(false))
        {
            while (own.TryRead(out var token))
            {
                if (place.Pass())
                    next.TryWrite(token);
                else
                    next.TryComplete();
            }
        }

        place.End();
        next.TryComplete();
    }

    private static async Task LinkedAsync(ChannelReader<object> own, ChannelWriter<object>? before, ChannelWriter<object>? after, Latch latch)
    {
        await own.WaitToReadAsync().ConfigureAwait(false);
        before?.TryComplete();
        after?.TryComplete();
        latch.Arrive(1);
    }

    /// <summary>Channels whose tasks end when they are closed.</summary>
    private sealed class Opened(Channel<object>[] channels) : IDisposable
    {
        public void Dispose()
        {
            foreach (var channel in channels)
                channel.Writer.TryComplete();
        }
    }
}
