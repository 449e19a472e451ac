using System.Globalization;

namespace Artel.Queues.Crash;

/// <summary>
/// The numbers that something has to happen with yet, by what the log says. Not every store can tell whether it is empty: a broker counts neither what is
/// delayed nor what it has just given out.
/// </summary>
internal sealed class Outstanding(int messages)
{
    private readonly HashSet<int> _unsettled = [.. Enumerable.Range(1, messages)];
    private readonly HashSet<int> _unpublished = [.. Enumerable.Range(1, messages)];

    /// <summary>Those whose handler said that it would crash after its work: handled or not, they come again.</summary>
    private readonly HashSet<int> _crashing = [];

    public int Count => _unsettled.Count;

    public IEnumerable<int> Unpublished => _unpublished;

    /// <summary>Takes note of a line of the log.</summary>
    public void Note(string[] line)
    {
        if (line.Length < 2 || !int.TryParse(line[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return;
        switch (line[0])
        {
            case "p":
                _unpublished.Remove(number);
                break;
            case "c":
                _crashing.Add(number);
                break;
            case "d":
                _unsettled.Remove(number);
                break;
            case "h" when !_crashing.Remove(number):
                _unsettled.Remove(number);
                break;
        }
    }
}
