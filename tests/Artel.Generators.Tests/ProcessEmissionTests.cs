namespace Artel.Generators.Tests;

/// <summary>What is written for process classes of every supported shape; each compiles without a warning.</summary>
public sealed class ProcessEmissionTests
{
    [Fact]
    public void Handlers() => Verify("App.Resizer", """
        namespace App;
        [Process("app:resizer")]
        public sealed partial class Resizer
        {
            private int _done;
            [OnMessage("resize")] private async ValueTask ResizeAsync(string url, Message message, CancellationToken cancelled, int width = 100)
            {
                await Task.Delay(width, cancelled);
                Process.Send(message.From!, "resized", url + ++_done);
            }
            [OnMessage("clear")] private void Clear() => _done = 0;
            [OnMessage("stats")] private int GetStats() => _done;
            [OnMessage("wait")] private Task Wait(ProcessContext process) => Task.CompletedTask;
            [OnMessage("sum")] private Task<long> SumAsync(int[] values) => Task.FromResult(0L);
            [OnMessage("first")] private ValueTask<string?> FirstAsync(string? text, int? number) => new(text);
        }
        """);

    [Fact]
    public void Handler_of_the_rest() => Verify("App.Rest", """
        namespace App;
        [Process("app:rest")]
        internal sealed partial class Rest
        {
            [OnMessage] private void Any(Message message) { }
            [OnMessage("one")] private void One(object? payload) { }
        }
        """);

    [Fact]
    public void Events() => Verify("App.Watcher", """
        namespace App;
        [Process("app:watcher")]
        public sealed partial class Watcher
        {
            [OnExit] private void Ended(ExitEvent exit, CancellationToken cancelled) { }
            [OnLinkDown] private async Task BrokenAsync(ProcessEvent broken) { await Task.Yield(); }
            [OnCancel] private void Stop() => Process.Exit();
        }
        """);

    [Fact]
    public void Main_with_arguments() => Verify("App.Echo", """
        namespace App;
        public enum Mode { Fast, Slow }
        [Process("app:echo")]
        public sealed partial class Echo
        {
            [Main] private async Task<int> RunAsync(string greeting, CancellationToken cancelled, string? name, Mode mode = Mode.Slow, double factor = 0.5)
            {
                await Task.Delay(1, cancelled);
                return Process.Inbox is null ? 0 : greeting.Length;
            }
        }
        """);

    [Theory]
    [InlineData("void Run() { }")]
    [InlineData("int Run() => 1;")]
    [InlineData("Task Run() => Task.CompletedTask;")]
    [InlineData("ValueTask Run(ProcessContext process) => default;")]
    [InlineData("ValueTask<string?> Run(List<int> numbers) => default;")]
    [InlineData("async Task<object?> Run() { await Task.Yield(); return null; }")]
    public void Main_of_every_return_type(string main) =>
        Compiler.Run($$"""[Process("app:main")] public sealed partial class M { [Main] private {{main}} }""").VerifyClean();

    [Fact]
    public void Services_and_arguments() => Verify("App.Built", """
        using Microsoft.Extensions.DependencyInjection;
        namespace App;
        public interface IStore;
        [Process("app:built")]
        public sealed partial class Built(
            IStore store, [Argument] string name, IServiceProvider services, IStore? spare, [FromKeyedServices("fast")] IStore fast,
            [Argument] int limit = 10, string title = "none", int retries = 3)
        {
            [OnMessage("x")] private string X() => $"{store} {name} {services} {spare} {fast} {limit} {title} {retries}";
        }
        """);

    [Fact]
    public void Arguments_of_main_follow_those_of_the_constructor() => Verify("App.Both", """
        namespace App;
        [Process("app:both")]
        public sealed partial class Both([Argument] string first)
        {
            [Main] private string Run(int second) => first + second;
        }
        """);

    [Fact]
    public void Marked_constructor_wins() => Verify("App.Many", """
        using Microsoft.Extensions.DependencyInjection;
        namespace App;
        [Process("app:many")]
        public sealed partial class Many
        {
            public Many(string a, string b, string c) { }
            [ActivatorUtilitiesConstructor] public Many(string a) { }
            public Many() { }
        }
        """);

    [Fact]
    public void Inherited_handlers() => Verify("App.Counter", """
        namespace App;
        public abstract class Keeper<T>
        {
            protected abstract ProcessContext Process { get; }
            [OnMessage("put")] protected virtual void Put(T value) { }
            [OnMessage("get")] protected T? Get() => default;
            [OnMessage("drop")] protected abstract Task DropAsync(T value, Message message);
            [OnExit] protected void Ended(ExitEvent exit) { }
        }
        [Process("app:counter")]
        public sealed partial class Counter : Keeper<long>
        {
            protected override void Put(long value) { }
            protected override Task DropAsync(long value, Message message) => Task.CompletedTask;
            [OnMessage("own")] private void Own() { }
        }
        """);

    [Fact]
    public void Nested_and_oddly_named() => Verify("App.event.Outer.Inner.class", """
        namespace App.@event;
        public static partial class Outer
        {
            public partial record struct Inner
            {
                [Process("app:odd")]
                internal sealed partial record @class
                {
                    private sealed record Secret(int Value);
                    [OnMessage("quote \" \\ \n")] private void @void(string @string, Secret payload0, Message message) { }
                    [OnMessage("x")] private void message(string error) { }
                }
            }
        }
        """);

    [Fact]
    public void Global_namespace_and_several_parts() => Verify("Alone", new[]
    {
        """
        [Process("app:alone")]
        partial class Alone { [OnMessage("a")] void A() { } }
        """,
        """
        partial class Alone { const string Topic = "b"; [OnMessage(Topic + "c")] void B() { } [Artel.OnMessage("d")] void D() { } [Artel.OnCancelAttribute()] void C() { } }
        """,
    });

    [Fact]
    public void Aliased_attribute() => Verify("Aliased", """
        using Takes = Artel.OnMessageAttribute;
        [Process("app:aliased")]
        sealed partial class Aliased { [Takes("a")] void A() { } [Obsolete("old")] void Old() { } }
        """);

    [Fact]
    public void Permissions_and_mailbox() => Verify("App.Declaring", """
        using Sends = Artel.PermissionAttribute;
        namespace App;
        [Permission(Permissions.Monitor)]
        public abstract class Base
        {
            [Permission("custom.base", "a\"b")] protected void Tell() { }
        }
        [Process("app:declaring", MaxMailboxLength = 50)]
        [Sends(Permissions.Send), Permission(Permissions.Send, "*")]
        public sealed partial class Declaring : Base
        {
            public int Count { [Permission("custom.read")] get; set; }
            [OnMessage("go"), Artel.PermissionAttribute(resource: "app:*", action: Permissions.Spawn)] private void Go() { }
        }
        """);

    [Fact]
    public void No_handlers_at_all() => Verify("Idle", """[Process("app:idle")] public partial class Idle;""");

    [Fact]
    public void Obsolete_types_of_the_consumer() => Compiler.Run("""
        #pragma warning disable CS0612
        [Obsolete] public sealed record Old([property: Obsolete] int Value);
        [Process("app:old"), Obsolete]
        public sealed partial class Obsoletes { [OnMessage("a"), Obsolete] private void A(Old old) { } }
        """).VerifyClean();

    [Fact]
    public void Default_values_of_every_kind() => Compiler.Run("""
        public enum Level : byte { Low, High }
        [Process("app:defaults")]
        public sealed partial class Defaults
        {
            [OnMessage("a")] private void A(bool b = true, char c = '\'', string s = "a\"\n{0}", float f = float.NaN, double d = double.NegativeInfinity, decimal m = 1.5m) { }
            [OnMessage("b")] private void B(ulong u = ulong.MaxValue, long l = long.MinValue, uint i = 7, sbyte n = -3, Level level = Level.High, Level? maybe = Level.Low) { }
            [OnMessage("c")] private void C(Guid id = default, DateTime? when = null, int? count = 5, object? any = null, float g = 1.5f, double h = 1e300) { }
        }
        """).VerifyClean();

    [Fact]
    public void Without_nullable_types() => Compiler.Run("""
        #nullable disable
        public class Job { public string Name { get; set; } public Job Next { get; set; } public int[] Sizes { get; set; } }
        [Process("app:oblivious")]
        public sealed partial class Oblivious
        {
            [OnMessage("a")] private Job A(Job job, string text = null) => job;
        }
        """).VerifyClean();

    private static void Verify(string file, string source, [System.Runtime.CompilerServices.CallerMemberName] string member = "") =>
        Verify(file, [source], member);

    private static void Verify(string file, string[] sources, [System.Runtime.CompilerServices.CallerMemberName] string member = "") =>
        Snapshot.Match(Compiler.Run(sources).VerifyClean().Text(file + ".g.cs"), member: member);
}
