using System.Globalization;
using Artel.Benchmarks.Contenders;
using Artel.Benchmarks.Contenders.InArtel;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks;

/// <summary>
/// Whether an operation costs the same where there are ten and a hundred times as many, what lives after many processes have come and gone,
/// and what a second worker gives.
/// </summary>
internal static class ScalingFigures
{
    private const double Target = 1.3;
    private const int DefaultRounds = 3;

    private static readonly int[] s_sizes = [1, 10, 100];

    private static readonly Course[] s_courses =
    [
        new("W2", "fan-in, 4 producer threads, ns per message", 1_000_000, static (on, size) => on.FanInFromThreads(4, size / 4).Value),
        new("W4", "spawn, one message, exit, ns per process", 100_000, static (on, size) => on.Spawn(size).Value),
        new("W5", "an idle process, bytes", 10_000, BytesOfIdle),
        new("W8", "one watcher, ns per notice", 5_000, static (on, size) => on.Monitor(size).Value),
    ];

    private static readonly Course[] s_ofWorkers =
    [
        new("W1b", "ping-pong, 1,000 pairs, ns per round trip", 500, static (on, size) => on.PingPong(1_000, size).Value),
        new("W2p", "fan-in, 4 producer processes, ns per message", 1_000_000, static (on, size) => on.FanInFromProcesses(4, size / 4).Value),
        new("W3b", "ask, 1,000 clients, ns per ask", 200, static (on, size) => on.Ask(1_000, size).Value),
        new("W4", "spawn, one message, exit, ns per process", 100_000, static (on, size) => on.Spawn(size).Value),
        new("W6", "skynet, ns per process", 5, static (on, size) => on.Skynet(size).Value),
    ];

    /// <summary>Runs the command <c>scaling</c>.</summary>
    /// <exception cref="FormatException">The arguments are wrong.</exception>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var rounds = arguments switch
        {
            [] => DefaultRounds,
            [var text] => ComparisonOptions.Count(text),
            _ => throw new FormatException("scaling takes a number of rounds, and nothing else."),
        };
        using var artel = New(workers: null);
        Sizes(artel, rounds);
        Lives(artel);
        using var one = New(workers: 1);
        using var two = New(workers: 2);
        Workers(one, two, rounds);
        return 0;
    }

    private static void Sizes(Contender artel, int rounds)
    {
        Console.WriteLine("| | what | size | x 1 | x 10 | x 100 | x 10 to x 1 | x 100 to x 1 | target |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var course in s_courses)
        {
            var figures = s_sizes.ToDictionary(static size => size, static _ => new List<double>());
            for (var round = -1; round < rounds; round++)
            {
                foreach (var size in s_sizes)
                {
                    // The small ones as often as it takes to be as long as a large one's tenth, so that they are compiled as well.
                    for (var run = 0; run < Math.Max(1, 10 / size); run++)
                    {
                        var figure = course.Run(artel, course.Size * size);
                        if (round >= 0)
                            figures[size].Add(figure);
                    }
                }
            }

            var medians = s_sizes.Select(size => Spread.Of(figures[size]).Median).ToArray();
            Console.WriteLine(Text($"| {course.Id} | {course.Title} | {course.Size} | {medians[0]:0.0} | {medians[1]:0.0} | {medians[2]:0.0} | {medians[1] / medians[0]:0.00} | {medians[2] / medians[0]:0.00} | {Target} |"));
        }
    }

    /// <summary>What is left of ten million processes that are gone.</summary>
    private static void Lives(Contender artel)
    {
        const int times = 10;
        const int each = 1_000_000;
        artel.Spawn(each);
        var before = Memory.Managed();
        for (var i = 0; i < times; i++)
            artel.Spawn(each);
        var left = Memory.Managed() - before;
        Console.WriteLine();
        Console.WriteLine(Text($"{times * each} processes spawned and gone, {each} at a time: the heap has {left / 1024.0:0.0} KB more than after the first {each}"));
        before = Memory.Managed();
        using var idle = artel.Idle(each);
        Console.WriteLine(Text($"{each} processes that live: {(Memory.Managed() - before) / 1e6:0.0} MB"));
        Console.WriteLine();
    }

    private static void Workers(Contender one, Contender two, int rounds)
    {
        Console.WriteLine("| | what | one worker | two workers | speed-up |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var course in s_ofWorkers)
        {
            var (single, both) = (new List<double>(), new List<double>());
            for (var round = -3; round < rounds; round++)
            {
                var figures = (course.Run(one, course.Size), course.Run(two, course.Size));
                if (round < 0)
                    continue;
                single.Add(figures.Item1);
                both.Add(figures.Item2);
            }

            var speedUp = Spread.Of(single.Zip(both, static (alone, together) => alone / together)).Median;
            Console.WriteLine(Text($"| {course.Id} | {course.Title} | {Spread.Of(single).Median:0.0} | {Spread.Of(both).Median:0.0} | {speedUp:0.00} |"));
        }
    }

    private static ArtelContender New(int? workers)
    {
        var made = new ArtelContender("artel", "bench.handlers", ArtelContender.ByRole, workers);
        made.Start();
        return made;
    }

    private static double BytesOfIdle(Contender on, int count)
    {
        var before = Memory.Managed();
        using var idle = on.Idle(count);
        return (Memory.Managed() - before) / (double)count;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A workload at some size.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Title">What it is, and the unit.</param>
    /// <param name="Size">How large it is once.</param>
    /// <param name="Run">Runs it; gives the figure.</param>
    private sealed record Course(string Id, string Title, int Size, Func<Contender, int, double> Run);
}
