namespace Artel.Benchmarks;
internal static class MicroBenchmarks { public static int Run(string[] a) => a.Length; }
