using System.Globalization;

namespace Artel.Queues.Crash;

/// <summary>What a campaign has shown.</summary>
/// <param name="Messages">How many numbers were published.</param>
/// <param name="Kills">How often the program was killed.</param>
/// <param name="Handled">How many of them were handled.</param>
/// <param name="Dead">How many ended among the dead letters.</param>
/// <param name="Lost">Those with which neither has happened.</param>
/// <param name="FailedAfterwards">Handled again because the handler had crashed after its work.</param>
/// <param name="KilledBetween">Handled again because the program was killed between the work and the acknowledgement.</param>
/// <param name="PublishedTwice">Handled again because the program was killed between a publish and the publisher's note of it, and published anew.</param>
public sealed record CrashReport(
    int Messages, int Kills, int Handled, int Dead, IReadOnlyList<int> Lost, int FailedAfterwards, int KilledBetween, int PublishedTwice)
{
    /// <summary>Reads what the runs have written.</summary>
    /// <param name="log">The log of all runs.</param>
    /// <param name="messages">How many numbers were published.</param>
    /// <param name="kills">How often the program was killed.</param>
    public static CrashReport Read(string log, int messages, int kills)
    {
        var handled = new Dictionary<int, List<string>>();
        var dead = new HashSet<int>();
        var crashes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in Lines(log))
        {
            switch (line)
            {
                case ["h", var number, var message, _]:
                    if (!handled.TryGetValue(Number(number), out var times))
                        handled.Add(Number(number), times = []);
                    times.Add(message);
                    break;
                case ["c", _, var message]:
                    crashes[message] = crashes.GetValueOrDefault(message) + 1;
                    break;
                case ["d", var number, _]:
                    dead.Add(Number(number));
                    break;
            }
        }

        var (failed, killed, twice) = (0, 0, 0);
        foreach (var times in handled.Values)
        {
            var messagesOfNumber = times.Distinct(StringComparer.Ordinal).ToList();
            twice += messagesOfNumber.Count - 1;
            foreach (var message in messagesOfNumber)
            {
                var again = times.Count(one => one == message) - 1;
                var afterCrash = Math.Min(again, crashes.GetValueOrDefault(message));
                failed += afterCrash;
                killed += again - afterCrash;
            }
        }

        var lost = Enumerable.Range(1, messages).Where(number => !handled.ContainsKey(number) && !dead.Contains(number)).ToList();
        return new CrashReport(messages, kills, handled.Count, dead.Count, lost, failed, killed, twice);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        {Messages} messages, {Kills} kills: {Handled} handled, {Dead} dead letters, {Lost.Count} lost{(Lost.Count == 0 ? "" : $" ({string.Join(", ", Lost.Take(20))})")}
        handled again: {FailedAfterwards + KilledBetween + PublishedTwice}
          {FailedAfterwards} times the handler had crashed after its work: an error has the message come again
          {KilledBetween} times the program was killed between the work and the acknowledgement
          {PublishedTwice} times it was killed between a publish and the publisher's note of it, and the number was published anew
        """);

    /// <summary>The lines of a log, in words; the last one may have been cut off by a kill.</summary>
    internal static IEnumerable<string[]> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
            yield return line.Split(' ');
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
