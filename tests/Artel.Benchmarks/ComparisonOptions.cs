namespace Artel.Benchmarks;

/// <summary>What the program is asked to do.</summary>
internal sealed record ComparisonOptions
{
    public const string Usage = """
        Artel.Benchmarks: Artel beside its peers and the bare machine.

          (nothing)               all workloads and the Lua figures, in under half an hour
          --quick                 the same with less work, in about a minute: shows that all runs, and roughly how fast
          --only W1,W5,L3         these alone
          --contenders artel,...  these alone
          --rounds 9              how many rounds count; 5, with --quick 2
          --output folder         where the table and the plot go; benchmarks in the current folder
          --list                  what there is
          idle [--seconds 60]     what 100,000 idle processes and 10,000 armed timers take of the processor
          scaling [3]             Artel at 1, 10 and 100 times the size, and on one worker and on two; so many rounds
          permissions [60]        a permitted send beside one that is not checked, so many rounds
          micro [...]             single steps by BenchmarkDotNet; its own arguments follow, --filter for instance
        """;

    public bool Quick { get; private init; }

    public bool List { get; private init; }

    public bool Help { get; private init; }

    public IReadOnlySet<string> Only { get; private init; } = new HashSet<string>();

    public IReadOnlySet<string> Contenders { get; private init; } = new HashSet<string>();

    public int? Rounds { get; private init; }

    public string Output { get; private init; } = "artifacts/benchmarks";

    /// <summary>Reads the arguments of a comparison.</summary>
    /// <exception cref="FormatException">An argument is unknown, or has no value.</exception>
    public static ComparisonOptions Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new ComparisonOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            parsed = name switch
            {
                "--quick" => parsed with { Quick = true },
                "--list" => parsed with { List = true },
                "--help" or "-h" => parsed with { Help = true },
                "--only" => parsed with { Only = Names(Value()) },
                "--contenders" => parsed with { Contenders = Names(Value()) },
                "--rounds" => parsed with { Rounds = Count(Value()) },
                "--output" => parsed with { Output = Value() },
                _ => throw new FormatException($"'{name}' is no argument of this program."),
            };

            string Value() => ++i < arguments.Count ? arguments[i] : throw new FormatException($"{name} needs a value.");
        }

        return parsed;
    }

    /// <summary>A positive number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static int Count(string text) =>
        int.TryParse(text, out var count) && count > 0 ? count : throw new FormatException($"'{text}' is not a number above 0.");

    private static HashSet<string> Names(string text) =>
        new(text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.OrdinalIgnoreCase);
}
