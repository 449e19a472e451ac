using Artel.Benchmarks.Measuring;
using Proto;
using Proto.Mailbox;

namespace Artel.Benchmarks.Contenders.Peers;

/// <summary>
/// Proto.Actor with its default mailbox and dispatcher, without its watch on slow starts, as its own benchmarks have it. Links are
/// watches that stop the watcher.
/// </summary>
internal sealed class ProtoActor : Contender
{
    private static readonly object Go = new();
    private static readonly object Stop = new();
    private static readonly object Token = new();

    private ActorSystem _system = null!;

    public override string Name => "proto";

    public override ContenderKind Kind => ContenderKind.Peer;

    private IRootContext Root => _system.Root;

    public override void Start() => _system = new ActorSystem(ActorSystemConfig.Setup().WithDeadLetterRequestLogging(false));

    protected override void Close() => _system?.ShutdownAsync().Wait();

    public override Sample PingPong(int pairs, int rounds)
    {
        var latch = new Latch(2 * pairs);
        var pings = new PID[pairs];
        for (var i = 0; i < pairs; i++)
            pings[i] = StartPair(new PingCourse(rounds, latch), latch);
        return Timing.Run((long)pairs * rounds, 2L * pairs * rounds, latch, () =>
        {
            foreach (var ping in pings)
                Root.Send(ping, Go);
        });
    }

    public override long[] Latency(int samples, int busyPairs)
    {
        var stop = new StopFlag();
        var busy = new Latch(2 * busyPairs + 1);
        for (var i = 0; i < busyPairs; i++)
            Root.Send(StartPair(new PingCourse(int.MaxValue, busy, stop: stop), busy), Go);
        busy.Arrive();
        var measured = new Latch(2);
        var times = new long[samples];
        Root.Send(StartPair(new PingCourse(samples, measured, times), measured), Go);
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
        var sample = Timing.Run((long)producers * each, (long)producers * each, latch, () => Timing.OnThreads(producers, () =>
        {
            for (var i = 0; i < each; i++)
                Root.Send(counter, Token);
        }));
        Root.Stop(counter);
        return sample;
    }

    public override Sample FanInFromProcesses(int producers, int each)
    {
        var (latch, counter) = StartCounter((long)producers * each);
        var started = new PID[producers];
        for (var i = 0; i < producers; i++)
            started[i] = Spawn(() => new Producer(new ProducerCourse(each), counter));
        var sample = Timing.Run((long)producers * each, (long)producers * each, latch, () =>
        {
            foreach (var producer in started)
                Root.Send(producer, Go);
        });
        Root.Stop(counter);
        return sample;
    }

    public override Sample Ask(int clients, int each)
    {
        var latch = new Latch(clients);
        var echo = Spawn(static () => new Echo());
        var sample = Timing.Run((long)clients * each, (long)clients * each, latch, () =>
        {
            for (var i = 0; i < clients; i++)
                Task.Run(ClientAsync);
        });
        Root.Stop(echo);
        return sample;

        async Task ClientAsync()
        {
            var right = 0;
            for (var i = 0; i < each; i++)
            {
                if (await Root.RequestAsync<int>(echo, i, CancellationToken.None).ConfigureAwait(false) == i)
                    right++;
            }

            latch.Arrive(right);
        }
    }

    public override Sample Spawn(int count)
    {
        var latch = new Latch(count);
        var spawner = Spawn(() => new Spawner(count, latch));
        var sample = Timing.Run(count, count, latch, () => Root.Send(spawner, Go));
        Root.Stop(spawner);
        return sample;
    }

    public override IDisposable Idle(int count) => new Living(Root, StartIdle(count));

    public override Sample Skynet(int depth)
    {
        var latch = new Latch(1);
        var whole = SkyPart.Whole(depth);
        return Timing.Run(SkyPart.ProcessesOf(depth), whole.Sum, latch, () => Root.Send(Spawn(() => new Sky(latch)), whole));
    }

    public override Sample Ring(int size, int laps)
    {
        var latch = new Latch(size);
        var places = new PID[size];
        for (var i = 0; i < size; i++)
        {
            var place = new RingPlace(i == 0 ? laps : 0, latch);
            places[i] = Spawn(() => new Seat(place));
        }

        for (var i = 0; i < size; i++)
            Root.Send(places[i], places[(i + 1) % size]);
        return Timing.Run((long)size * laps, (long)size * laps, latch, () => Root.Send(places[0], Token));
    }

    public override Sample Monitor(int count)
    {
        var watched = StartIdle(count);
        var ready = new Latch(1);
        var latch = new Latch(1);
        var watcher = Spawn(() => new Watcher(watched, ready, new Countdown(count, latch)));
        Root.Send(watcher, Go);
        Timing.Await(ready, 0);
        TouchAll(watched);
        var sample = Timing.Run(count, count, latch, () =>
        {
            foreach (var pid in watched)
                Root.Stop(pid);
        });
        Root.Stop(watcher);
        return sample;
    }

    public override double Share(string workload) => 1;

    public override Sample Restart(int count)
    {
        var latch = new Latch(count);
        var ready = new Latch(1);
        var generations = new Generations(count, latch);
        var nest = Root.Spawn(PropsOf(() => new Nest(count, ready, generations))
            .WithChildSupervisorStrategy(new OneForOneStrategy(static (_, _) => SupervisorDirective.Restart, int.MaxValue, null)));
        Root.Send(nest, Go);
        Timing.Await(ready, 0);
        var sample = Timing.Run(count, count, latch, () => Root.Send(nest, Token));
        Root.Stop(nest);
        return sample;
    }

    public override Sample Link(int count)
    {
        var latch = new Latch(count);
        var chain = new PID[count];
        for (var i = 0; i < count; i++)
        {
            var before = i > 0 ? chain[i - 1] : null;
            chain[i] = Spawn(() => new Linked(before, latch));
        }

        TouchAll(chain);
        return Timing.Run(count, count, latch, () => Root.Stop(chain[0]));
    }

    private static Props PropsOf(Func<IActor> create) => Props.FromProducer(() => create()).WithStartDeadline(TimeSpan.Zero);

    private PID Spawn(Func<IActor> create) => Root.Spawn(PropsOf(create));

    private PID StartPair(PingCourse course, Latch latch)
    {
        var pong = Spawn(() => new Pong(latch));
        return Spawn(() => new Ping(course, pong));
    }

    private (Latch Latch, PID Counter) StartCounter(long expected)
    {
        var latch = new Latch(1);
        return (latch, Spawn(() => new Counter(new Countdown(expected, latch))));
    }

    private PID[] StartIdle(int count)
    {
        var props = PropsOf(static () => new Waiting());
        var pids = new PID[count];
        for (var i = 0; i < count; i++)
            pids[i] = Root.Spawn(props);
        TouchAll(pids);
        return pids;
    }

    /// <summary>Waits until each has handled what it was sent before.</summary>
    private void TouchAll(PID[] pids)
    {
        var latch = new Latch(pids.Length);
        foreach (var pid in pids)
            Root.Send(pid, new Touch(latch));
        Timing.Await(latch, pids.Length);
    }

    private sealed record Touch(Latch Latch);

    /// <summary>A ping carries who sent it: a plain send has no sender.</summary>
    private sealed record PingMessage(PID From);

    private sealed class Ping(PingCourse course, PID pong) : IActor
    {
        private PingMessage? _ping;

        public Task ReceiveAsync(IContext context)
        {
            if (ReferenceEquals(context.Message, Go))
            {
                _ping = new PingMessage(context.Self);
                course.Begin();
                context.Send(pong, _ping);
            }
            else if (ReferenceEquals(context.Message, Token))
            {
                if (course.Next())
                {
                    context.Send(pong, _ping!);
                    return Task.CompletedTask;
                }

                context.Send(pong, Stop);
                course.End();
                context.Stop(context.Self);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Pong(Latch latch) : IActor
    {
        private long _pings;

        public Task ReceiveAsync(IContext context)
        {
            if (context.Message is PingMessage ping)
            {
                _pings++;
                context.Send(ping.From, Token);
            }
            else if (ReferenceEquals(context.Message, Stop))
            {
                latch.Arrive(_pings);
                context.Stop(context.Self);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Counter(Countdown countdown) : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            if (ReferenceEquals(context.Message, Token))
                countdown.Add();
            return Task.CompletedTask;
        }
    }

    private sealed class Producer(ProducerCourse course, PID counter) : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            if (!ReferenceEquals(context.Message, Go))
                return Task.CompletedTask;
            for (var burst = course.TakeBurst(); burst > 0; burst--)
                context.Send(counter, Token);
            if (course.HasMore)
                context.Send(context.Self, Go);
            else
                context.Stop(context.Self);
            return Task.CompletedTask;
        }
    }

    private sealed class Echo : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            if (context.Message is int)
                context.Respond(context.Message);
            return Task.CompletedTask;
        }
    }

    private sealed class OneShot(Latch latch) : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            if (ReferenceEquals(context.Message, Go))
                context.Stop(context.Self);
            else if (context.Message is Stopped)
                latch.Arrive(1);
            return Task.CompletedTask;
        }
    }

    private sealed class Spawner(int count, Latch latch) : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            if (!ReferenceEquals(context.Message, Go))
                return Task.CompletedTask;

            // Without a parent, which would keep an account of its children.
            var props = PropsOf(() => new OneShot(latch));
            for (var i = 0; i < count; i++)
                context.Send(context.System.Root.Spawn(props), Go);
            return Task.CompletedTask;
        }
    }

    private sealed class Waiting : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            (context.Message as Touch)?.Latch.Arrive(1);
            return Task.CompletedTask;
        }
    }

    private sealed class Sky(Latch? root) : IActor
    {
        private static readonly Props Branch = PropsOf(static () => new Sky(null));

        private readonly SkySum _sum = new();
        private PID? _parent;

        public Task ReceiveAsync(IContext context)
        {
            switch (context.Message)
            {
                case SkyPart { Count: 1 } leaf:
                    _parent = context.Sender;
                    Tell(context, leaf.First);
                    break;
                case SkyPart part:
                    _parent = context.Sender;
                    for (var i = 0; i < SkyPart.Branches; i++)
                        context.Request(context.System.Root.Spawn(Branch), part.Branch(i));
                    break;
                case long sum when _sum.Add(sum, out var total):
                    Tell(context, total);
                    break;
            }

            return Task.CompletedTask;
        }

        private void Tell(IContext context, long sum)
        {
            if (root is null)
                context.Send(_parent!, sum);
            else
                root.Arrive(sum);
            context.Stop(context.Self);
        }
    }

    private sealed class Seat(RingPlace place) : IActor
    {
        private PID? _next;

        public Task ReceiveAsync(IContext context)
        {
            if (context.Message is PID next)
            {
                _next = next;
            }
            else if (ReferenceEquals(context.Message, Token))
            {
                context.Send(_next!, place.Pass() ? Token : Stop);
            }
            else if (ReferenceEquals(context.Message, Stop))
            {
                place.End();
                if (!place.IsFirst)
                    context.Send(_next!, Stop);
                context.Stop(context.Self);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Watcher(PID[] watched, Latch ready, Countdown countdown) : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            if (ReferenceEquals(context.Message, Go))
            {
                foreach (var pid in watched)
                    context.Watch(pid);
                ready.Arrive();
            }
            else if (context.Message is Terminated)
            {
                countdown.Add();
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Linked(PID? before, Latch latch) : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            switch (context.Message)
            {
                case Started when before is not null:
                    context.Watch(before);
                    break;
                case Touch touch:
                    touch.Latch.Arrive(1);
                    break;
                case Terminated:
                    context.Stop(context.Self);
                    break;
                case Stopped:
                    latch.Arrive(1);
                    break;
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>Keeps its children running, and has each fail once.</summary>
    private sealed class Nest(int count, Latch ready, Generations generations) : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            if (ReferenceEquals(context.Message, Go))
            {
                for (var i = 0; i < count; i++)
                    context.Spawn(PropsOf(() => new Phoenix(generations)));
                ready.Arrive();
            }
            else if (ReferenceEquals(context.Message, Token))
            {
                foreach (var child in context.Children)
                    context.Send(child, Token);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Phoenix(Generations generations) : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            if (context.Message is Started)
                generations.Begin();
            return ReferenceEquals(context.Message, Token) ? throw new PhoenixFailure() : Task.CompletedTask;
        }
    }

    private sealed class Living(IRootContext root, PID[] pids) : IDisposable
    {
        /// <summary>Waits for all: what ends later would be freed in the middle of another contender's measurement.</summary>
        public void Dispose() => Task.WaitAll(pids.Select(root.StopAsync));
    }
}
