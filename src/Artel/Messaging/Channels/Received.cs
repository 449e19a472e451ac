namespace Artel;

/// <summary>What a receive gave.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value; the type's default when <paramref name="Ok"/> is false.</param>
/// <param name="Ok">Whether there was a value; false when the channel is closed and empty.</param>
public readonly record struct Received<T>(T Value, bool Ok)
{
    internal static Received<T> Closed => new(default!, false);
}
