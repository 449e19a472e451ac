namespace Artel.Analyzers.Speed;

/// <summary>Does nothing in the place of any action.</summary>
internal sealed class NoActions : ActionWrap
{
    public override Action<T> Of<T>(Action<T> action) => static _ => { };
}

/// <summary>Measures the time in actions.</summary>
internal sealed class TimedActions : ActionWrap
{
    private long _time;

    /// <summary>What the actions took since this was asked last, of all threads together, in milliseconds.</summary>
    public double Take() => Interlocked.Exchange(ref _time, 0) / 1e6;

    public override Action<T> Of<T>(Action<T> action) => context =>
    {
        var begin = ThreadTime.Now;
        action(context);
        Interlocked.Add(ref _time, ThreadTime.Now - begin);
    };
}
