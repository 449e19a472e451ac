using Artel.Benchmarks;
using Artel.Benchmarks.Micro;
using Artel.Benchmarks.Queues;

try
{
    return args switch
    {
        ["micro", .. var rest] => MicroBenchmarks.Run(rest),
        ["queues", .. var rest] => QueueFigures.Run(rest),
        ["permissions", .. var rest] => PermissionFigures.Run(rest),
        ["scaling", .. var rest] => ScalingFigures.Run(rest),
        ["idle", .. var rest] => IdleCost.Run(rest),
        _ => Comparison.Run(ComparisonOptions.Parse(args)),
    };
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine();
    Console.Error.WriteLine(ComparisonOptions.Usage);
    return 2;
}
