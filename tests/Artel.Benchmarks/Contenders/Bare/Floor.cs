using System.Threading.Tasks.Sources;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.Bare;

/// <summary>The workloads on bare mailboxes: no addresses, names, topics, permissions or ends that anybody is told of unless asked.</summary>
internal sealed class Floor<TQueue>(string name) : Contender
    where TQueue : struct, IMailboxQueue
{
    public override string Name => name;

    public override ContenderKind Kind => ContenderKind.Bare;

    public override Sample PingPong(int pairs, int rounds)
    {
        var latch = new Latch(2 * pairs);
        var pings = new Ping[pairs];
        for (var i = 0; i < pairs; i++)
            pings[i] = new Ping(new PingCourse(rounds, latch), new Pong(latch));
        return Timing.Run((long)pairs * rounds, 2L * pairs * rounds, latch, () =>
        {
            foreach (var ping in pings)
                ping.Send(FloorMessages.Go);
        });
    }

    public override long[] Latency(int samples, int busyPairs)
    {
        var stop = new StopFlag();
        var busy = new Latch(2 * busyPairs + 1);
        for (var i = 0; i < busyPairs; i++)
            new Ping(new PingCourse(int.MaxValue, busy, stop: stop), new Pong(busy)).Send(FloorMessages.Go);
        busy.Arrive();
        var measured = new Latch(2);
        var times = new long[samples];
        new Ping(new PingCourse(samples, measured, times), new Pong(measured)).Send(FloorMessages.Go);
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
        var latch = new Latch(1);
        var counter = new Counter(new Countdown((long)producers * each, latch));
        return Timing.Run((long)producers * each, (long)producers * each, latch, () => Timing.OnThreads(producers, () =>
        {
            for (var i = 0; i < each; i++)
                counter.Send(FloorMessages.Token);
        }));
    }

    public override Sample FanInFromProcesses(int producers, int each)
    {
        var latch = new Latch(1);
        var counter = new Counter(new Countdown((long)producers * each, latch));
        return Timing.Run((long)producers * each, (long)producers * each, latch, () =>
        {
            for (var i = 0; i < producers; i++)
                new Producer(new ProducerCourse(each), counter).Send(FloorMessages.Go);
        });
    }

    public override Sample Ask(int clients, int each)
    {
        var latch = new Latch(clients);
        var echo = new Echo();
        return Timing.Run((long)clients * each, (long)clients * each, latch, () =>
        {
            for (var i = 0; i < clients; i++)
                Task.Run(ClientAsync);
        });

        async Task ClientAsync()
        {
            var question = new Question();
            var right = 0;
            for (var i = 0; i < each; i++)
            {
                var answer = question.AskAsync(i);
                echo.Send(question);
                if (await answer == i)
                    right++;
            }

            latch.Arrive(right);
        }
    }

    public override Sample Spawn(int count)
    {
        var latch = new Latch(count);
        return Timing.Run(count, count, latch, () => new Spawner(count, latch).Send(FloorMessages.Go));
    }

    public override IDisposable Idle(int count) => new Kept(StartIdle(count));

    public override Sample Skynet(int depth)
    {
        var latch = new Latch(1);
        var whole = SkyPart.Whole(depth);
        return Timing.Run(SkyPart.ProcessesOf(depth), whole.Sum, latch, () => new Sky(null, latch).Send(whole));
    }

    public override Sample Ring(int size, int laps)
    {
        var latch = new Latch(size);
        var places = new Seat[size];
        for (var i = 0; i < size; i++)
            places[i] = new Seat(new RingPlace(i == 0 ? laps : 0, latch));
        for (var i = 0; i < size; i++)
            places[i].Next = places[(i + 1) % size];
        return Timing.Run((long)size * laps, (long)size * laps, latch, () => places[0].Send(FloorMessages.Token));
    }

    public override Sample Monitor(int count)
    {
        var latch = new Latch(1);
        var watcher = new Counter(new Countdown(count, latch));
        var watched = StartIdle(count);
        foreach (var process in watched)
            process.Watchers = [watcher];
        return Timing.Run(count, count, latch, () =>
        {
            foreach (var process in watched)
                process.Kill();
        });
    }

    public override Sample Link(int count)
    {
        var latch = new Latch(count);
        var chain = new Linked[count];
        for (var i = 0; i < count; i++)
            chain[i] = new Linked(latch);
        for (var i = 0; i < count; i++)
            chain[i].Links = [.. i > 0 ? new[] { chain[i - 1] } : [], .. i < count - 1 ? new[] { chain[i + 1] } : []];
        return Timing.Run(count, count, latch, () => chain[0].Kill());
    }

    private static Waiting[] StartIdle(int count)
    {
        var latch = new Latch(count);
        var processes = new Waiting[count];
        for (var i = 0; i < count; i++)
        {
            processes[i] = new Waiting();
            processes[i].Send(latch);
        }

        Timing.Await(latch, count);
        return processes;
    }

    private sealed class Ping(PingCourse course, Pong pong) : FloorProcess<TQueue>
    {
        protected override void Receive(object message)
        {
            if (ReferenceEquals(message, FloorMessages.Go))
            {
                course.Begin();
                pong.Send(this);
            }
            else if (course.Next())
            {
                pong.Send(this);
            }
            else
            {
                pong.Send(FloorMessages.Stop);
                course.End();
            }
        }
    }

    private sealed class Pong(Latch latch) : FloorProcess<TQueue>
    {
        private long _pings;

        protected override void Receive(object message)
        {
            if (ReferenceEquals(message, FloorMessages.Stop))
            {
                latch.Arrive(_pings);
                return;
            }

            _pings++;
            ((Ping)message).Send(FloorMessages.Token);
        }
    }

    private sealed class Counter(Countdown countdown) : FloorProcess<TQueue>
    {
        protected override void Receive(object message) => countdown.Add();
    }

    private sealed class Producer(ProducerCourse course, Counter counter) : FloorProcess<TQueue>
    {
        protected override void Receive(object message)
        {
            for (var burst = course.TakeBurst(); burst > 0; burst--)
                counter.Send(FloorMessages.Token);
            if (course.HasMore)
                Send(FloorMessages.Go);
        }
    }

    private sealed class Echo : FloorProcess<TQueue>
    {
        protected override void Receive(object message) => ((Question)message).Answer();
    }

    /// <summary>A question that is asked again and again, one at a time.</summary>
    private sealed class Question : IValueTaskSource<int>
    {
        private ManualResetValueTaskSourceCore<int> _answer = new() { RunContinuationsAsynchronously = true };
        private int _number;

        public ValueTask<int> AskAsync(int number)
        {
            _number = number;
            _answer.Reset();
            return new(this, _answer.Version);
        }

        public void Answer() => _answer.SetResult(_number);

        int IValueTaskSource<int>.GetResult(short token) => _answer.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _answer.GetStatus(token);

        void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _answer.OnCompleted(continuation, state, token, flags);
    }

    private sealed class OneShot(Latch latch) : FloorProcess<TQueue>
    {
        protected override void Receive(object message) => End();

        protected override void Ended() => latch.Arrive(1);
    }

    private sealed class Spawner(int count, Latch latch) : FloorProcess<TQueue>
    {
        protected override void Receive(object message)
        {
            for (var i = 0; i < count; i++)
                new OneShot(latch).Send(FloorMessages.Go);
        }
    }

    private sealed class Waiting : FloorProcess<TQueue>
    {
        protected override void Receive(object message) => ((Latch)message).Arrive(1);
    }

    private sealed class Sky(Sky? parent, Latch? root) : FloorProcess<TQueue>
    {
        private readonly SkySum _sum = new();

        protected override void Receive(object message)
        {
            if (message is SkyPart { Count: 1 } leaf)
            {
                Tell(leaf.First);
            }
            else if (message is SkyPart part)
            {
                for (var i = 0; i < SkyPart.Branches; i++)
                    new Sky(this, null).Send(part.Branch(i));
            }
            else if (_sum.Add((long)message, out var total))
            {
                Tell(total);
            }
        }

        private void Tell(long sum)
        {
            parent?.Send(sum);
            root?.Arrive(sum);
            End();
        }
    }

    private sealed class Seat(RingPlace place) : FloorProcess<TQueue>
    {
        public Seat? Next { get; set; }

        protected override void Receive(object message)
        {
            if (!ReferenceEquals(message, FloorMessages.Stop))
            {
                Next!.Send(place.Pass() ? message : FloorMessages.Stop);
                return;
            }

            place.End();
            if (!place.IsFirst)
                Next!.Send(message);
            End();
        }
    }

    private sealed class Linked(Latch latch) : FloorProcess<TQueue>
    {
        protected override void Receive(object message) { }

        protected override void Ended() => latch.Arrive(1);
    }

    /// <summary>Keeps processes from being collected.</summary>
    private sealed class Kept(object processes) : IDisposable
    {
        private object? _processes = processes;

        public void Dispose() => _processes = null;
    }
}
