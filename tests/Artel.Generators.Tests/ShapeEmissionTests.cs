namespace Artel.Generators.Tests;

/// <summary>What is written for rarer shapes of process classes; each compiles without a warning. What they do is in Live/ShapeTests.cs.</summary>
public sealed class ShapeEmissionTests
{
    [Fact]
    public void Parameters_in_any_order() => Verify("App.Orders", """
        namespace App;
        [Process("app:orders")]
        public sealed partial class Orders
        {
            [OnMessage("all")] private int All(CancellationToken cancelled, int first, Message message, string second, ProcessContext process, bool third = true) => 0;
            [OnMessage("before")] private void Before(Message message, int number) { }
            [OnMessage("after")] private void After(int number, CancellationToken cancelled, Message message) { }
            [OnMessage("twice")] private void Twice(Message one, Message two, CancellationToken three, CancellationToken four) { }
        }
        """);

    [Fact]
    public void Sender_in_any_order() => Verify("App.Answerer", """
        #nullable enable
        namespace App;
        public abstract class Ground<T> { [OnMessage("generic")] protected void Generic([Sender] T from, int number) { } }
        [Process("app:answerer")]
        public sealed partial class Answerer : Ground<Pid>
        {
            [OnMessage("alone")] private void A([Sender] Pid from) { }
            [OnMessage("may be missing")] private void B([Sender] Pid? from) { }
            [OnMessage("first")] private void C([Sender] Pid from, string first, int second = 2) { }
            [OnMessage("between")] private int D(string first, [SenderAttribute] Pid? from, int second = 2) => 0;
            [OnMessage("last")] private Task<string> E(Pid payload, [Artel.Sender] Pid from) => Task.FromResult("");
            [OnMessage("default")] private async ValueTask F(int? number, [Sender] Pid? from = null, CancellationToken cancelled = default) => await Task.Yield();
            [OnMessage("message")] private void G(Message message, [Sender] Pid from, ProcessContext process) { }
        #nullable disable
            [OnMessage("oblivious")] private void H([Sender] Pid from, string text) { }
        #nullable restore
            [OnMessage] private void Rest([Sender] Pid from) { }
        }
        """);

    /// <summary>Where there is no payload nothing else rejects.</summary>
    [Theory]
    [InlineData("[Sender] Pid from", true)]
    [InlineData("[Sender] Pid? from", false)]
    public void Sender_and_nothing_else(string parameter, bool rejects)
    {
        var text = Compiler.Run($$"""[Process("app:w")] public sealed partial class W { [OnMessage("x")] private void X({{parameter}}) { } }""").VerifyClean().Text("W.g.cs");
        Assert.Equal((rejects, rejects), (text.Contains("__artelReject(", StringComparison.Ordinal), text.Contains("__artelNoSender(", StringComparison.Ordinal)));
        Assert.DoesNotContain("error;", text, StringComparison.Ordinal);
        Assert.Contains("BehaviorStep.Consumed;", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Sender] Pid from", "Pid from")]
    [InlineData("Pid from", "[Sender] Pid from")]
    public void Sender_of_a_partial_method(string defined, string implemented) => Assert.Contains(
        "this.X(sender);",
        Compiler.Run($$"""[Process("app:w")] public sealed partial class W { [OnMessage("x")] private partial void X({{defined}}); private partial void X({{implemented}}) { } }""").VerifyClean().Text("W.g.cs"),
        StringComparison.Ordinal);

    /// <summary>A handler of another assembly has no spelling.</summary>
    [Fact]
    public void Sender_in_a_base_class_of_another_assembly()
    {
        var library = Compiler.Run("namespace Library; public abstract class Base { [OnMessage(\"x\")] protected void X(int number, [Sender] Pid from) { } }");
        var run = Compiler.Run(Compiler.Create("[Process(\"app:w\")] public sealed partial class W : Library.Base;").AddReferences(Compiler.Reference(library))).VerifyClean();
        Assert.Contains("this.X(payload0, sender);", run.Text("W.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Payloads_of_every_shape() => Verify("App.Taker", """
        namespace App;
        public sealed record Job(int Id);
        public readonly record struct Point(int X);
        public struct Size { public int Width { get; set; } }
        public enum Mode { Fast }
        [Process("app:taker")]
        public sealed partial class Taker
        {
            [OnMessage("record")] private void A(Job job) { }
            [OnMessage("record?")] private void B(Job? job) { }
            [OnMessage("struct")] private void C(Point point, Size size) { }
            [OnMessage("struct?")] private void D(Point? point, Size? size) { }
            [OnMessage("enum")] private void E(Mode mode, Mode? maybe) { }
            [OnMessage("tuple")] private void F((string? Text, Job Job) pair) { }
            [OnMessage("many")] private void G(IReadOnlyList<Job?> jobs, Dictionary<string, Point>? points) { }
        }
        """);

    [Fact]
    public void Answers_of_every_shape() => Verify("App.Giver", """
        namespace App;
        public sealed record Job(int Id);
        [Process("app:giver")]
        public sealed partial class Giver
        {
            [OnMessage("record")] private Job A() => new(1);
            [OnMessage("record?")] private Task<Job?> B() => Task.FromResult<Job?>(null);
            [OnMessage("struct?")] private ValueTask<int?> C() => default;
            [OnMessage("tuple")] private async Task<(int Number, Job? Job)> D() { await Task.Yield(); return default; }
            [OnMessage("object")] private async ValueTask<object?> E() { await Task.Yield(); return null; }
            [OnMessage("async void")] private async void F() => await Task.Yield();
        }
        """);

    [Fact]
    public void Handlers_of_base_classes_of_every_reachable_access() => Verify("App.Levels", """
        namespace App;
        public abstract class Ground
        {
            [OnMessage("public")] public void A() { }
            [OnMessage("protected")] protected void B() { }
            [OnMessage("internal")] internal void C() { }
            [OnMessage("both")] private protected void D() { }
            [OnMessage("either")] protected internal void E() { }
            [OnMessage("hidden")] protected void F() { }
            [OnMessage("moved")] protected virtual void G() { }
            [OnMessage("abstract")] protected abstract void H();
            [OnCancel] protected virtual Task CancelAsync(CancelEvent cancel) => Task.CompletedTask;
        }
        public abstract class Middle : Ground
        {
            [OnMessage("hidden")] protected new void F() { }
            [OnMessage("elsewhere")] protected override void G() { }
        }
        [Process("app:levels")]
        public sealed partial class Levels : Middle
        {
            protected override void H() { }
            protected override Task CancelAsync(CancelEvent cancel) => base.CancelAsync(cancel);
        }
        """);

    [Fact]
    public void Generic_base_class() => Verify("App.Closed", """
        namespace App;
        public sealed record Job(int Id);
        public abstract class Store<TKey, TValue> where TKey : notnull
        {
            [OnMessage("put")] protected void Put(TKey key, TValue value, Dictionary<TKey, List<TValue>> more) { }
            [OnMessage("get")] protected Task<TValue?> GetAsync(TKey key) => Task.FromResult(default(TValue));
        }
        public abstract class Named<T> : Store<string, List<T>>
        {
            [OnMessage("one")] protected void One(T? value = default) { }
        }
        [Process("app:closed")]
        public sealed partial class Closed : Named<Job>;
        """);

    [Fact]
    public void Main_of_a_generic_base_class() => Verify("App.Runner", """
        namespace App;
        public abstract class Runs<T>
        {
            [Main] protected async Task<T?> RunAsync(T first, CancellationToken cancelled, int times = 1) { await Task.Yield(); return first; }
        }
        [Process("app:runner")]
        public sealed partial class Runner : Runs<string>;
        """);

    [Fact]
    public void Keyed_services() => Verify("App.Keyed", """
        using Microsoft.Extensions.DependencyInjection;
        namespace App;
        public enum Which : byte { First, Second }
        [Process("app:keyed")]
        public sealed partial class Keyed(
            [FromKeyedServices("a\"b")] IDisposable text, [FromKeyedServices(2L)] IDisposable? number, [FromKeyedServices(Which.Second)] IDisposable choice,
            [FromKeyedServices(typeof(List<>))] IDisposable type, [FromKeyedServices('\'')] IDisposable? character = null, [FromKeyedServices(null)] IDisposable? none = null)
        {
            [OnMessage("x")] private bool X() => text == number && choice == type && character == none;
        }
        """);

    [Fact]
    public void Private_constructor() => Verify("App.Unseen", """
        namespace App;
        [Process("app:unseen")]
        public sealed partial class Unseen
        {
            private Unseen([Argument] int number) => _ = number;
        }
        """);

    [Fact]
    public void Permissions_of_base_classes() => Verify("App.Declaring", """
        namespace App;
        [Permission("a.ground")] public abstract class Ground { [Permission("b.ground")] protected virtual void Tell() { } }
        [Permission("a.middle", "x:*")] public abstract class Middle<T> : Ground { [Permission("b.middle")] protected override void Tell() { } }
        [Process("app:declaring")]
        public sealed partial class Declaring : Middle<int> { [Permission("b.own"), OnMessage("go")] private void Go(int number) => Tell(); }
        """);

    [Theory]
    [InlineData("protected ProcessContext? Process { get; set; }")]
    [InlineData("protected void Process() { }")]
    [InlineData("private int Process() => 1; public int Get() => Process();")]
    [InlineData("protected virtual ProcessContext Process => null!;")]
    public void Base_class_with_a_member_of_the_name_of_the_property(string member) => Compiler.Run($$"""
        public abstract class Base { {{member}} }
        [Process("app:w")] public sealed partial class W : Base { [OnMessage("x")] private string X() => Process.Id; }
        """).VerifyClean();

    [Fact]
    public void What_is_wrong_is_left_out_and_the_rest_is_written()
    {
        var run = Compiler.Run("""
            namespace App;
            [Process("app:partly", MaxMailboxLength = -1)]
            public sealed partial class Partly
            {
                [OnMessage("good")] private int Good(string text) => 0;
                [OnMessage("span")] private void Bad(ReadOnlySpan<byte> bytes) { }
                [OnMessage("good")] private void Second() { }
                [OnMessage("generic")] private void Bad<T>(T value) { }
                [OnMessage("static")] private static void Bad() { }
                [OnExit] private int Wrong() => 0;
                [OnCancel] private void Cancelled() { }
                [OnMessage("task")] private Task<int> Last(int number) => Task.FromResult(number);
            }
            """).VerifyCompiles();
        Assert.Equal(
            ["ART0303", "ART0302", "ART0303", "ART0303", "ART0303", "ART0311"],
            run.Problems.Select(static problem => problem[..7]).OrderBy(static id => id == "ART0311"));
        Snapshot.Match(run.Text("App.Partly.g.cs"));
    }

    private static void Verify(string file, string source, [System.Runtime.CompilerServices.CallerMemberName] string member = "") =>
        Snapshot.Match(Compiler.Run(source).VerifyClean().Text(file + ".g.cs"), member: member);
}
