namespace Artel.Analyzers.Tests;

/// <summary>A process class around the members that a test is about.</summary>
internal static class SafetySource
{
    public static string Process(string members) => $$"""
        using Artel;
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;

        [Process("app:worker")]
        public class Worker
        {
            private ProcessContext Process => null!;
            {{members}}
        }

        public class NoProcess
        {
            private int _count;
            private static int Shared;
            public async void Any(Task<int> task)
            {
                Thread.Sleep(1);
                await Task.Run(() => _count++).ConfigureAwait(false);
                Shared = _count + task.Result;
            }
        }
        """;
}
