namespace Artel.Generators.Tests;

/// <summary>The typed references of process classes; each compiles without a warning.</summary>
public sealed class ReferenceEmissionTests
{
    [Fact]
    public void Messages_and_requests() => Verify("App.ResizerRef", """
        namespace App;
        public sealed record Job(int Id);
        [Process("app:resizer")]
        public sealed partial class Resizer
        {
            [OnMessage("resize")] private Task ResizeAsync(Job job, Message message, CancellationToken cancelled) => Task.CompletedTask;
            [OnMessage("stats")] private int GetStats() => 0;
            [OnMessage("find")] private ValueTask<string?> FindAsync(string url, int width = 100, bool? exact = null) => default;
            [OnMessage("move")] private void Move(int x, int y) { }
            [OnMessage("name")] private string GetName(Guid id) => "";
            [OnMessage] private void Rest(Message message) { }
        }
        """);

    [Fact]
    public void Sender_is_no_argument() => Verify("App.AnswererRef", """
        namespace App;
        [Process("app:answerer")]
        public sealed partial class Answerer
        {
            [OnMessage("ping")] private void Ping([Sender] Pid from) { }
            [OnMessage("add")] private int Add(int x, [Sender] Pid? from, Pid other, int y = 2) => 0;
        }
        """);

    [Fact]
    public void Arguments_of_the_constructor_and_of_main() => Verify("App.BuiltRef", """
        namespace App;
        [Process("app:built")]
        public sealed partial class Built([Argument] string host, IServiceProvider services, [Argument] int limit = 5)
        {
            [Main] private async Task<List<string>> RunAsync(Pid process, CancellationToken cancelled, string? relation, double scale = 1.5)
            {
                await Task.Delay(limit, cancelled);
                return [host, services.ToString()!];
            }
        }
        """);

    [Fact]
    public void Types_that_others_can_not_name() => Verify("App.HiddenRef", """
        namespace App;
        internal sealed record Own(int Id);
        [Process("app:hidden")]
        public sealed partial class Hidden
        {
            private readonly Secret _secret;
            internal Hidden([Argument] Secret secret) => _secret = secret;
            private sealed record Deeper(int Value);
            internal sealed record Secret(int Value);
            [OnMessage("own")] private void Take(Own own) { }
            [OnMessage("list")] private void Take(List<Own[]> own) { }
            [OnMessage("deeper")] private void Deep(Deeper deeper) => _ = _secret;
            [OnMessage("answer")] private Deeper Ask() => new(1);
            [OnMessage("asked")] private (int Number, Own Own) AskOwn() => default;
        }
        """);

    [Fact]
    public void Names_that_are_taken() => Verify("App.EventRef", """
        namespace App;
        [Process("app:event")]
        sealed partial class @event
        {
            [OnMessage("a")] void Pid(int timeout) { }
            [OnMessage("b")] int Put(string cancellationToken, int timeout) => 0;
            [OnMessage("c.d_e")] int PutAsync(int _timeout) => 0;
            [OnMessage("1")] void put(int @class) { }
            [OnMessage("e")] void _() { }
            [OnMessage("f")] void EventRef() { }
            [OnMessage("g")] void Async() { }
        }
        """);

    [Fact]
    public void Nested_classes_and_classes_of_one_name()
    {
        var run = Compiler.Run("""
            namespace App
            {
                public partial class Outer { [Process("app:a")] public partial class Worker { } }
                [Process("app:b")] public partial class OuterWorker { }
                [Process("app:c")] public partial class Taken { }
                [Process("app:d")] public partial class Linked { }
                public class TakenRef { }
                public class TakenProcessRefExtensions { }
            }
            namespace Other { [Process("app:e")] public partial class OuterWorker { } }
            [Process("app:f")] public partial class OuterWorker { }
            """).VerifyClean();
        Assert.Equal(
            [
                "App.LinkedProcessRef.Reference.g.cs", "App.OuterWorker2Ref.Reference.g.cs", "App.OuterWorkerRef.Reference.g.cs",
                "App.TakenProcess2Ref.Reference.g.cs", "Other.OuterWorkerRef.Reference.g.cs", "OuterWorkerRef.Reference.g.cs",
            ],
            run.Files.Where(static file => file.Contains(".Reference.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Is_used_as_one_would_write_it() => Compiler.Run("""
        namespace App;
        [Process("app:counter")]
        public sealed partial class Counter([Argument] int start)
        {
            [OnMessage("add")] private void Add(int number) { _ = start; }
            [OnMessage("total")] private long GetTotal() => 0;
        }
        [Process("app:user")]
        public sealed partial class User
        {
            [OnMessage("go")] private async Task GoAsync(Pid pid)
            {
                var counter = Process.SpawnCounter("app:processes", 5, SpawnRelation.Linked | SpawnRelation.Monitored);
                counter.Add(3);
                long total = await counter.GetTotalAsync(TimeSpan.FromSeconds(1), Process.Cancelled);
                Process.Monitor(counter);
                Process.Send(pid, "counter", counter.Pid);
                Take(counter);
                CounterRef other = Process.GetCounter(pid);
                other.Add((int)total);
                Process.WithContext(new Dictionary<string, object?>()).WithName("x").SpawnCounter("app:processes", start: 1).Add(1);
            }
            private static void Take(Pid pid) { }
        }
        public static class Program
        {
            public static async Task Run(ArtelRuntime runtime) => await runtime.GetCounter("x").GetTotalAsync();
        }
        """).VerifyClean();

    private static void Verify(string file, string source, [System.Runtime.CompilerServices.CallerMemberName] string member = "") =>
        Snapshot.Match(Compiler.Run(source).VerifyClean().Text(file + ".Reference.g.cs"), member: member);
}
