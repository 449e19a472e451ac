using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators.Speed;

/// <summary>Measures one generator on one project.</summary>
internal sealed class Measurement(SampleProject project, Func<IIncrementalGenerator> create)
{
    /// <summary>The first run.</summary>
    public Samples Cold { get; } = new();

    /// <summary>Another body in a process class.</summary>
    public Samples Body { get; } = new();

    /// <summary>Another body in another file.</summary>
    public Samples BodyElsewhere { get; } = new();

    /// <summary>Another member in another file.</summary>
    public Samples MemberElsewhere { get; } = new();

    /// <summary>Another type in another file.</summary>
    public Samples TypeElsewhere { get; } = new();

    public void Run(bool isKept)
    {
        var compilation = project.Create();
        GeneratorDriver driver = CSharpGeneratorDriver.Create([create().AsSourceGenerator()], parseOptions: SampleProject.ParseOptions);
        (Samples Samples, Func<CSharpCompilation, CSharpCompilation> Edit)[] steps =
        [
            (Cold, static same => same), (Body, project.EditClass), (BodyElsewhere, project.EditOther), (MemberElsewhere, project.EditMember),
            (TypeElsewhere, project.EditType),
        ];
        foreach (var (samples, edit) in steps)
        {
            compilation = edit(compilation);
            var cost = Cost(ref driver, compilation);
            if (isKept)
                samples.Add(cost);
        }
    }

    /// <summary>The processor's time and not the clock's: on a busy machine most of that is spent waiting.</summary>
    private static (double Time, long Bytes) Cost(ref GeneratorDriver driver, CSharpCompilation compilation)
    {
        GC.Collect();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.TotalTime;
        driver = driver.RunGenerators(compilation);
        var time = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (driver.GetRunResult().Results[0].Exception is { } failed)
            throw new InvalidOperationException("The generator failed, so there is nothing to measure.", failed);
        return (time, bytes);
    }
}

/// <summary>What one thing cost, in each round.</summary>
internal sealed class Samples
{
    private readonly List<(double Time, long Bytes)> _costs = [];

    /// <summary>The processor's time, in milliseconds.</summary>
    public double Median => _costs.Select(static cost => cost.Time).Order().ElementAt(_costs.Count / 2);

    /// <summary>The least that it allocated.</summary>
    public long Bytes => _costs.Min(static cost => cost.Bytes);

    public void Add((double Time, long Bytes) cost) => _costs.Add(cost);
}
