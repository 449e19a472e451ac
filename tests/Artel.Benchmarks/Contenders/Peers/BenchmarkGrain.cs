using System.Diagnostics;
using Artel.Benchmarks.Measuring;
using Orleans.Concurrency;

namespace Artel.Benchmarks.Contenders.Peers;

/// <summary>All that grains do in the workloads.</summary>
public interface IBenchmarkGrain : IGrainWithIntegerKey
{
    /// <summary>Answers with the number.</summary>
    [AlwaysInterleave]
    ValueTask<int> Echo(int number);

    /// <summary>The least call.</summary>
    [AlwaysInterleave]
    ValueTask Pong();

    /// <summary>Calls another grain, round by round; how often it did.</summary>
    ValueTask<long> Ping(long pong, int rounds);

    /// <summary>Calls another grain; the time of each call.</summary>
    ValueTask<long[]> Sample(long pong, int rounds);

    /// <summary>Counts one.</summary>
    [OneWay, AlwaysInterleave]
    Task Count();

    /// <summary>Has another grain count.</summary>
    [OneWay]
    Task Produce(long counter, int left);

    /// <summary>Ends the grain.</summary>
    [OneWay]
    Task OneShot();

    /// <summary>The sum of a part of the tree.</summary>
    ValueTask<long> Sky(long first, long count);

    /// <summary>Takes a place in a ring.</summary>
    ValueTask JoinRing(long next, int laps);

    /// <summary>The token comes.</summary>
    [OneWay]
    Task Token();

    /// <summary>The ring is taken apart.</summary>
    [OneWay]
    Task LeaveRing();
}

/// <summary>What the grains of a run share with its caller; grains can't be given objects.</summary>
internal static class GrainState
{
    private static long _skyKey;

    public static StopFlag? Stop { get; set; }

    public static Latch? Latch { get; set; }

    public static Countdown? Countdown { get; set; }

    public static long SkyKey
    {
        set => _skyKey = value;
    }

    public static long NextSkyKey() => Interlocked.Increment(ref _skyKey);
}

/// <inheritdoc cref="IBenchmarkGrain"/>
public sealed class BenchmarkGrain : Grain, IBenchmarkGrain
{
    private RingPlace? _place;
    private IBenchmarkGrain? _next;
    private Latch? _end;

    /// <inheritdoc/>
    public ValueTask<int> Echo(int number) => new(number);

    /// <inheritdoc/>
    public ValueTask Pong() => default;

    /// <inheritdoc/>
    public async ValueTask<long> Ping(long pong, int rounds)
    {
        var other = GrainFactory.GetGrain<IBenchmarkGrain>(pong);
        var done = 0L;
        while (done < rounds && GrainState.Stop is not { IsSet: true })
        {
            await other.Pong();
            done++;
        }

        return done;
    }

    /// <inheritdoc/>
    public async ValueTask<long[]> Sample(long pong, int rounds)
    {
        var other = GrainFactory.GetGrain<IBenchmarkGrain>(pong);
        var times = new long[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var from = Stopwatch.GetTimestamp();
            await other.Pong();
            times[i] = Stopwatch.GetTimestamp() - from;
        }

        return times;
    }

    /// <inheritdoc/>
    public Task Count()
    {
        GrainState.Countdown!.Add();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Produce(long counter, int left)
    {
        var other = GrainFactory.GetGrain<IBenchmarkGrain>(counter);
        var burst = Math.Min(left, Contender.Burst);
        for (var i = 0; i < burst; i++)
            _ = other.Count();
        if (left > burst)
            _ = this.AsReference<IBenchmarkGrain>().Produce(counter, left - burst);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OneShot()
    {
        _end = GrainState.Latch;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _end?.Arrive(1);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<long> Sky(long first, long count)
    {
        DeactivateOnIdle();
        if (count == 1)
            return first;
        var part = new SkyPart(first, count);
        var branches = new Task<long>[SkyPart.Branches];
        for (var i = 0; i < branches.Length; i++)
        {
            var branch = part.Branch(i);
            branches[i] = GrainFactory.GetGrain<IBenchmarkGrain>(GrainState.NextSkyKey()).Sky(branch.First, branch.Count).AsTask();
        }

        return (await Task.WhenAll(branches)).Sum();
    }

    /// <inheritdoc/>
    public ValueTask JoinRing(long next, int laps)
    {
        _next = GrainFactory.GetGrain<IBenchmarkGrain>(next);
        _place = new RingPlace(laps, GrainState.Latch!);
        return default;
    }

    /// <inheritdoc/>
    public Task Token()
    {
        _ = _place!.Pass() ? _next!.Token() : _next!.LeaveRing();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task LeaveRing()
    {
        _place!.End();
        if (!_place.IsFirst)
            _ = _next!.LeaveRing();
        return Task.CompletedTask;
    }
}
