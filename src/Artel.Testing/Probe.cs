namespace Artel.Testing;

/// <summary>What processes tell their test, in order. Thread-safe.</summary>
/// <typeparam name="T">What is told.</typeparam>
public sealed class Probe<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _told = [];

    /// <summary>How many values were told.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _told.Count;
        }
    }

    /// <summary>A copy of what was told so far.</summary>
    public IReadOnlyList<T> Values
    {
        get
        {
            lock (_gate)
                return [.. _told];
        }
    }

    /// <summary>Tells the test a value.</summary>
    /// <param name="value">The value.</param>
    public void Tell(T value)
    {
        lock (_gate)
            _told.Add(value);
    }
}
