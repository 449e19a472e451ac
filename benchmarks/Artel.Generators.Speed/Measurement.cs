using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators.Speed;

/// <summary>Measures one generator on one project.</summary>
internal sealed class Measurement(SampleProject project, Func<IIncrementalGenerator> create)
{
    public Samples Cold { get; } = new();

    public Samples Edit { get; } = new();

    public Samples EditElsewhere { get; } = new();

    /// <summary>The bytes that an edit elsewhere allocates; the same in each round.</summary>
    public long BytesPerEdit { get; private set; }

    public void Run(bool isKept)
    {
        var compilation = project.Create();
        GeneratorDriver driver = CSharpGeneratorDriver.Create([create().AsSourceGenerator()], parseOptions: SampleProject.ParseOptions);
        var cold = Time(ref driver, compilation);
        compilation = project.EditClass(compilation);
        var edit = Time(ref driver, compilation);
        compilation = project.EditOther(compilation);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var elsewhere = Time(ref driver, compilation);
        BytesPerEdit = GC.GetAllocatedBytesForCurrentThread() - before;
        if (!isKept)
            return;
        Cold.Add(cold);
        Edit.Add(edit);
        EditElsewhere.Add(elsewhere);
    }

    private static double Time(ref GeneratorDriver driver, CSharpCompilation compilation)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        driver = driver.RunGenerators(compilation);
        var time = watch.Elapsed.TotalMilliseconds;
        if (driver.GetRunResult().Results[0].Exception is { } failed)
            throw new InvalidOperationException("The generator failed, so there is nothing to measure.", failed);
        return time;
    }
}

/// <summary>Times of one thing, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _times = [];

    public double Median => _times.Order().ElementAt(_times.Count / 2);

    public void Add(double time) => _times.Add(time);
}
