using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.Peers;

/// <summary>
/// Akka.NET with its default dispatcher; only its logging is off. Latency is measured on its fork-join dispatcher, which is better there: on the
/// default one a thousand busy pairs starve a light one for ever. Links are watches that stop the watcher.
/// </summary>
internal sealed class AkkaNet : Contender
{
    /// <summary>The dispatcher with threads of its own.</summary>
    private const string Fair = "akka.fair";

    private static readonly object Go = new();
    private static readonly object Stop = new();
    private static readonly object Token = new();

    private ActorSystem _system = null!;

    public override string Name => "akka";

    public override ContenderKind Kind => ContenderKind.Peer;

    public override double Share(string workload) => workload is "W4" or "W6" ? 0.25 : 1;

    public override void Start() => _system = ActorSystem.Create("benchmarks", ConfigurationFactory.ParseString("""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          fair {
            type = ForkJoinDispatcher
            executor = fork-join-executor
            dedicated-thread-pool { thread-count = PROCESSORS, threadtype = background }
          }
        }
        """.Replace("PROCESSORS", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));

    protected override void Close() => _system?.Terminate().Wait();

    public override Sample PingPong(int pairs, int rounds)
    {
        var latch = new Latch(2 * pairs);
        var pings = new IActorRef[pairs];
        for (var i = 0; i < pairs; i++)
            pings[i] = StartPair(new PingCourse(rounds, latch), latch);
        return Timing.Run((long)pairs * rounds, 2L * pairs * rounds, latch, () =>
        {
            foreach (var ping in pings)
                ping.Tell(Go, ActorRefs.NoSender);
        });
    }

    public override long[] Latency(int samples, int busyPairs)
    {
        var stop = new StopFlag();
        var busy = new Latch(2 * busyPairs + 1);
        var measured = new Latch(2);
        var times = new long[samples];

        // All before any runs, since Akka starts what is started from outside by a message that would wait behind the busy ones.
        var pair = StartPair(new PingCourse(samples, measured, times), measured, Fair);
        var others = new IActorRef[busyPairs];
        for (var i = 0; i < busyPairs; i++)
            others[i] = StartPair(new PingCourse(int.MaxValue, busy, stop: stop), busy, Fair);
        foreach (var other in others)
            other.Tell(Go, ActorRefs.NoSender);
        busy.Arrive();
        pair.Tell(Go, ActorRefs.NoSender);
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
                counter.Tell(Token, ActorRefs.NoSender);
        }));
        _system.Stop(counter);
        return sample;
    }

    public override Sample FanInFromProcesses(int producers, int each)
    {
        var (latch, counter) = StartCounter((long)producers * each);
        var started = new IActorRef[producers];
        for (var i = 0; i < producers; i++)
            started[i] = Spawn(() => new Producer(new ProducerCourse(each), counter));
        var sample = Timing.Run((long)producers * each, (long)producers * each, latch, () =>
        {
            foreach (var producer in started)
                producer.Tell(Go, ActorRefs.NoSender);
        });
        _system.Stop(counter);
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
        _system.Stop(echo);
        return sample;

        async Task ClientAsync()
        {
            var right = 0;
            for (var i = 0; i < each; i++)
            {
                if (await echo.Ask<int>(i, Timeout.InfiniteTimeSpan).ConfigureAwait(false) == i)
                    right++;
            }

            latch.Arrive(right);
        }
    }

    public override Sample Spawn(int count)
    {
        var latch = new Latch(count);
        var spawner = Spawn(() => new Spawner(count, latch));
        var sample = Timing.Run(count, count, latch, () => spawner.Tell(Go, ActorRefs.NoSender));
        _system.Stop(spawner);
        return sample;
    }

    public override IDisposable Idle(int count) => StartIdle(count);

    public override Sample Skynet(int depth)
    {
        var latch = new Latch(1);
        var whole = SkyPart.Whole(depth);
        return Timing.Run(
            SkyPart.ProcessesOf(depth), whole.Sum, latch, () => _system.ActorOf(PropsOf(() => new Sky(latch))).Tell(whole, ActorRefs.NoSender));
    }

    public override Sample Ring(int size, int laps)
    {
        var latch = new Latch(size);
        var places = new IActorRef[size];
        for (var i = 0; i < size; i++)
        {
            var place = new RingPlace(i == 0 ? laps : 0, latch);
            places[i] = Spawn(() => new Seat(place));
        }

        for (var i = 0; i < size; i++)
            places[i].Tell(places[(i + 1) % size], ActorRefs.NoSender);
        return Timing.Run((long)size * laps, (long)size * laps, latch, () => places[0].Tell(Token, ActorRefs.NoSender));
    }

    public override Sample Monitor(int count)
    {
        using var idle = StartIdle(count);
        var ready = new Latch(1);
        var latch = new Latch(1);
        var watcher = Spawn(() => new Watcher(idle.Children, ready, new Countdown(count, latch)));
        watcher.Tell(Go, ActorRefs.NoSender);
        Timing.Await(ready, 0);
        TouchAll(idle.Children);
        var sample = Timing.Run(count, count, latch, () =>
        {
            foreach (var child in idle.Children)
                _system.Stop(child);
        });
        _system.Stop(watcher);
        return sample;
    }

    public override Sample Link(int count)
    {
        var latch = new Latch(count);
        var chain = new IActorRef[count];
        for (var i = 0; i < count; i++)
        {
            var before = i > 0 ? chain[i - 1] : null;
            chain[i] = Spawn(() => new Linked(before, latch));
        }

        TouchAll(chain);
        return Timing.Run(count, count, latch, () => _system.Stop(chain[0]));
    }

    public override Sample Restart(int count)
    {
        var latch = new Latch(count);
        var ready = new Latch(1);
        var nest = Spawn(() => new Nest(count, ready, latch));
        nest.Tell(Go, ActorRefs.NoSender);
        Timing.Await(ready, 0);
        var sample = Timing.Run(count, count, latch, () => nest.Tell(Token, ActorRefs.NoSender));
        _system.Stop(nest);
        return sample;
    }

    private static Props PropsOf<T>(Func<T> create)
        where T : ActorBase => Props.CreateBy(new Producing<T>(create));

    private IActorRef Spawn<T>(Func<T> create, string? dispatcher = null)
        where T : ActorBase
    {
        var props = PropsOf(create);
        var reference = _system.ActorOf(dispatcher is null ? props : props.WithDispatcher(dispatcher));
        if (reference is RepointableActorRef repointable)
            SpinWait.SpinUntil(() => repointable.IsStarted);
        return reference;
    }

    private IActorRef StartPair(PingCourse course, Latch latch, string? dispatcher = null)
    {
        var pong = Spawn(() => new Pong(latch), dispatcher);
        return Spawn(() => new Ping(course, pong), dispatcher);
    }

    private (Latch Latch, IActorRef Counter) StartCounter(long expected)
    {
        var latch = new Latch(1);
        return (latch, Spawn(() => new Counter(new Countdown(expected, latch))));
    }

    private Family StartIdle(int count)
    {
        var children = new TaskCompletionSource<IActorRef[]>();
        var parent = Spawn(() => new Holder(count, children));
        parent.Tell(Go, ActorRefs.NoSender);
        TouchAll(children.Task.Result);
        return new Family(parent, children.Task.Result);
    }

    /// <summary>Waits until each has handled what it was sent before.</summary>
    private static void TouchAll(IActorRef[] references)
    {
        var latch = new Latch(references.Length);
        foreach (var reference in references)
            reference.Tell(new Touch(latch), ActorRefs.NoSender);
        Timing.Await(latch, references.Length);
    }

    private sealed record Touch(Latch Latch);

    private sealed class Producing<T>(Func<T> create) : IIndirectActorProducer
        where T : ActorBase
    {
        public Type ActorType => typeof(T);

        public ActorBase Produce() => create();

        public void Release(ActorBase actor) { }
    }

    private sealed class Ping(PingCourse course, IActorRef pong) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (ReferenceEquals(message, Go))
            {
                course.Begin();
                pong.Tell(Token, Self);
            }
            else if (course.Next())
            {
                pong.Tell(Token, Self);
            }
            else
            {
                pong.Tell(Stop, Self);
                course.End();
                Context.Stop(Self);
            }
        }
    }

    private sealed class Pong(Latch latch) : UntypedActor
    {
        private long _pings;

        protected override void OnReceive(object message)
        {
            if (ReferenceEquals(message, Stop))
            {
                latch.Arrive(_pings);
                Context.Stop(Self);
                return;
            }

            _pings++;
            Sender.Tell(Token, Self);
        }
    }

    private sealed class Counter(Countdown countdown) : UntypedActor
    {
        protected override void OnReceive(object message) => countdown.Add();
    }

    private sealed class Producer(ProducerCourse course, IActorRef counter) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var self = Self;
            for (var burst = course.TakeBurst(); burst > 0; burst--)
                counter.Tell(Token, self);
            if (course.HasMore)
                self.Tell(Go, self);
            else
                Context.Stop(self);
        }
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class OneShot(Latch latch) : UntypedActor
    {
        protected override void OnReceive(object message) => Context.Stop(Self);

        protected override void PostStop() => latch.Arrive(1);
    }

    private sealed class Spawner(int count, Latch latch) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var props = PropsOf(() => new OneShot(latch));
            for (var i = 0; i < count; i++)
                Context.ActorOf(props).Tell(Go, Self);
        }
    }

    private sealed class Waiting : UntypedActor
    {
        protected override void OnReceive(object message) => ((Touch)message).Latch.Arrive(1);
    }

    private sealed class Holder(int count, TaskCompletionSource<IActorRef[]> children) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var props = PropsOf(static () => new Waiting());
            var started = new IActorRef[count];
            for (var i = 0; i < count; i++)
                started[i] = Context.ActorOf(props);
            children.SetResult(started);
        }
    }

    private sealed class Sky(Latch? root) : UntypedActor
    {
        private static readonly Props Branch = PropsOf(static () => new Sky(null));

        private readonly SkySum _sum = new();

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case SkyPart { Count: 1 } leaf:
                    Tell(leaf.First);
                    break;
                case SkyPart part:
                    for (var i = 0; i < SkyPart.Branches; i++)
                        Context.ActorOf(Branch).Tell(part.Branch(i), Self);
                    break;
                case long sum when _sum.Add(sum, out var total):
                    Tell(total);
                    break;
            }
        }

        private void Tell(long sum)
        {
            if (root is null)
                Context.Parent.Tell(sum, Self);
            else
                root.Arrive(sum);
            Context.Stop(Self);
        }
    }

    private sealed class Seat(RingPlace place) : UntypedActor
    {
        private IActorRef? _next;

        protected override void OnReceive(object message)
        {
            if (ReferenceEquals(message, Token))
            {
                _next!.Tell(place.Pass() ? Token : Stop, Self);
            }
            else if (ReferenceEquals(message, Stop))
            {
                place.End();
                if (!place.IsFirst)
                    _next!.Tell(Stop, Self);
                Context.Stop(Self);
            }
            else
            {
                _next = (IActorRef)message;
            }
        }
    }

    private sealed class Watcher(IActorRef[] watched, Latch ready, Countdown countdown) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Terminated)
            {
                countdown.Add();
                return;
            }

            foreach (var reference in watched)
                Context.Watch(reference);
            ready.Arrive();
        }
    }

    private sealed class Linked(IActorRef? before, Latch latch) : UntypedActor
    {
        protected override void PreStart()
        {
            if (before is not null)
                Context.Watch(before);
        }

        protected override void OnReceive(object message)
        {
            if (message is Touch touch)
                touch.Latch.Arrive(1);
            else
                Context.Stop(Self);
        }

        protected override void PostStop() => latch.Arrive(1);
    }

    /// <summary>Keeps its children running, and has each fail once.</summary>
    private sealed class Nest(int count, Latch ready, Latch restarted) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(-1, -1, static _ => Directive.Restart, loggingEnabled: false);

        protected override void OnReceive(object message)
        {
            if (ReferenceEquals(message, Go))
            {
                for (var i = 0; i < count; i++)
                    Context.ActorOf(PropsOf(() => new Phoenix(restarted)));
                ready.Arrive();
                return;
            }

            foreach (var child in Context.GetChildren())
                child.Tell(Token);
        }
    }

    private sealed class Phoenix(Latch restarted) : UntypedActor
    {
        protected override void OnReceive(object message) => throw new PhoenixFailure();

        protected override void PostRestart(Exception reason) => restarted.Arrive(1);
    }

    /// <summary>Processes that end with their parent.</summary>
    private sealed class Family(IActorRef parent, IActorRef[] children) : IDisposable
    {
        public IActorRef[] Children => children;

        /// <summary>Waits for all: what ends later would be freed in the middle of another contender's measurement.</summary>
        public void Dispose() => parent.GracefulStop(Timing.Patience).Wait();
    }
}
