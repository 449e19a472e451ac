namespace Artel.Testing;

/// <summary>A test failed under one order of the turns.</summary>
public sealed class InterleavingException : Exception
{
    internal InterleavingException(int seed, Exception cause)
        : base($"Seed {seed}: {cause.Message}", cause) => Seed = seed;

    /// <summary>The seed that the test fails with again.</summary>
    public int Seed { get; }
}
