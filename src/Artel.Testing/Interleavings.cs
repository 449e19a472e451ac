namespace Artel.Testing;

/// <summary>Runs a test under many orders of the turns, and says which one it failed under.</summary>
public static class Interleavings
{
    /// <summary>Runs a test once for each of some seeds.</summary>
    /// <param name="count">How many seeds.</param>
    /// <param name="test">The test; it makes an <see cref="ArtelTestHost"/> with the seed that it gets.</param>
    /// <param name="first">The first seed.</param>
    /// <exception cref="InterleavingException">The test failed; it names the seed, with which it fails again.</exception>
    public static void Explore(int count, Action<int> test, int first = 0)
    {
        ArgumentNullException.ThrowIfNull(test);
        for (var seed = first; seed < first + count; seed++)
        {
            try
            {
                test(seed);
            }
            catch (Exception failed)
            {
                throw new InterleavingException(seed, failed);
            }
        }
    }
}
