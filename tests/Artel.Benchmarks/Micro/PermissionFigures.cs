using System.Diagnostics;
using System.Globalization;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Micro;

/// <summary>
/// What a permitted send and its dispatch cost beside one that is not checked, for each way in which a policy can decide, with 0, 10 and 1,000
/// policies about something else. All are taken in turn in each round, so that a ratio is of figures of the same moment; the first of them is
/// taken twice: how far that is from 1 is what the measurement can tell.
/// </summary>
internal static class PermissionFigures
{
    /// <summary>The sends that a driver is told to make at a time.</summary>
    private const int AtATime = 1000;

    /// <summary>How many times that is one figure.</summary>
    private const int Times = 20;

    private static readonly int[] s_policies = [0, 10, 1000];

    /// <summary>Runs the figures: <c>permissions [rounds]</c>.</summary>
    public static int Run(string[] args)
    {
        var rounds = args is [var text] ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 60;
        List<Course> courses = [new(PermissionBenchmarks.Decision.Unchecked, 0), new(PermissionBenchmarks.Decision.Unchecked, 0)];
        foreach (var decides in Enum.GetValues<PermissionBenchmarks.Decision>().Where(static decides => decides != PermissionBenchmarks.Decision.Unchecked))
            courses.AddRange(s_policies.Select(policies => new Course(decides, policies)));

        // Until the compiler has seen enough of all of them.
        for (var round = -rounds / 2; round < rounds; round++)
        {
            foreach (var course in courses)
                course.Take(round >= 0);
        }

        Console.WriteLine("| what decides | other policies | ns, lowest | to the unchecked: lowest, median |");
        Console.WriteLine("|---|---|---|---|");
        var first = courses[0];
        foreach (var course in courses.Skip(1))
        {
            var lowest = course.Figures.Min();
            var median = Spread.Of(course.Figures.Zip(first.Figures, static (one, other) => one / other)).Median;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {course.Decides} | {course.Policies} | {lowest:0.0} | {lowest / first.Figures.Min():0.00}, **{median:0.00}** |"));
        }

        courses.ForEach(static course => course.Dispose());
        return 0;
    }

    /// <summary>One way to decide, with its runtime and what it took.</summary>
    private sealed class Course : IDisposable
    {
        private readonly Tally _tally = new();
        private readonly MicroRuntime _runtime;
        private readonly Pid _driver;

        public Course(PermissionBenchmarks.Decision decides, int policies)
        {
            (Decides, Policies) = (decides, policies);
            _runtime = new MicroRuntime(PermissionBenchmarks.PolicyOf(decides), policies);
            _driver = _runtime.Spawn("bench.micro:driver", _runtime.Spawn("bench.micro:sink", _tally));
        }

        public PermissionBenchmarks.Decision Decides { get; }

        public int Policies { get; }

        /// <summary>Nanoseconds for each send.</summary>
        public List<double> Figures { get; } = [];

        public void Take(bool counts)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Times; i++)
            {
                _runtime.Artel.Send(_driver, "send nothing", AtATime);
                _runtime.Scheduler.RunAll();
            }

            var took = Stopwatch.GetElapsedTime(began);
            _tally.Verify(AtATime * Times);
            if (counts)
                Figures.Add(took.TotalNanoseconds / (AtATime * Times));
        }

        public void Dispose() => _runtime.Dispose();
    }
}
