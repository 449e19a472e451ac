namespace Artel.Generators.Tests;

/// <summary>Functions: the classes that are written for them, and what can't be one.</summary>
public sealed class FunctionEmissionTests
{
    [Fact]
    public void Static_methods_of_every_shape()
    {
        var run = Compiler.Run("""
            namespace App;
            public sealed record User(int Id, string Name);
            public static class Api
            {
                /// <summary>Users are found here.</summary>
                [Function("app.api:get_user", Host = "app:functions"), Permission(Permissions.Send, "users:*")]
                public static async Task<User> GetUserAsync(int id, string? tenant, CancellationToken cancelled) { await Task.Yield(); return new(id, tenant ?? ""); }
                [Function("app.api:add")] internal static int Add(int x, int y = 2) => x + y;
                [Function("app.api:log")] internal static void Log(ProcessContext process, User[] users) { }
                [Function("app.api:wait")] internal static ValueTask Wait() => default;
                [Function("app.api:call")] internal static ValueTask<string?> Call(int functions, int cancellationToken) => new((string?)null);
            }
            static class Use
            {
                static async Task<string> CallAsync(ProcessContext process, ArtelRuntime runtime, CancellationToken token)
                {
                    var user = await process.Functions.GetUserAsync(42, null, token);
                    var future = runtime.Functions.WithOptions(new() { Timeout = TimeSpan.FromSeconds(1) }).StartAdd(1);
                    await process.Functions.LogAsync([user]);
                    await process.Functions.WaitAsync();
                    return user.Name + await future + GetUserFunction.FunctionId + await process.Functions.CallItAsync(1, 2);
                }
            }
            """).VerifyClean();
        Assert.Equal(
            [
                "App.AddFunction.g.cs", "App.CallItFunction.g.cs", "App.GetUserFunction.g.cs", "App.LogFunction.g.cs", "App.WaitFunction.g.cs",
                "ArtelDefinitions.g.cs", "ArtelFunctions.g.cs", "ArtelManifest.g.cs", "ArtelPayloads.g.cs",
            ],
            run.Files);
        Snapshot.Match(string.Concat(run.Files.Where(static file => file.StartsWith("App.", StringComparison.Ordinal)).Select(run.Text)));
    }

    [Fact]
    public void Methods_of_classes_with_services()
    {
        var run = Compiler.Run("""
            using Microsoft.Extensions.DependencyInjection;
            namespace App;
            public interface IUsers { string Find(int id); }
            [Permission(Permissions.Spawn)]
            internal sealed class Api(IUsers users, IServiceProvider services)
            {
                [Function("app.api:find"), Permission(Permissions.Send)]
                internal string Find(int id) => users.Find(id) + services;
                [Function("app.api:touch")]
                internal Task TouchAsync([Inject] IUsers others, int id, [FromKeyedServices("blue")] IUsers blue) => Task.CompletedTask;
                [Function("app.api:plain")]
                internal static Task<int> PlainAsync([Inject] IUsers users, [Inject] IUsers? maybe) => Task.FromResult(1);
                [Function("app.api:nothing")]
                internal void Nothing() { }
            }
            """).VerifyClean();
        Snapshot.Match(string.Concat(run.Files.Where(static file => file.StartsWith("App.", StringComparison.Ordinal)).Select(run.Text)));
    }

    [Fact]
    public void Consumers_of_queues_are_functions_that_the_registry_has_consume_them()
    {
        var run = Compiler.Run("""
            namespace App;
            public sealed record Email(string To);
            static class Mails
            {
                [QueueConsumer("app:emails", Concurrency = 4, MaxAttempts = 3)] internal static Task SendAsync(Email email) => Task.CompletedTask;
                [Function("app:archive_mail"), QueueConsumer("app:old")] internal static void Archive(Email email, ProcessContext process) { }
                [QueueConsumer("app:slow", Prefetch = 0, InitialDelay = "1.5s", MaxDelay = "1h30m", BackoffFactor = 1.5, Jitter = 0, HandlerTimeout = "200ms", Host = "app:mail", RunAs = Artel.Queues.QueueIdentity.Publisher)]
                internal static void Slow(Email email) { }
            }
            """).VerifyClean();
        Snapshot.Match(run.Text("ArtelFunctions.g.cs") + run.Text("ArtelDefinitions.g.cs"));
    }

    [Fact]
    public void Lua_functions_and_consumers()
    {
        var engine = Compiler.LuaEngine;
        var run = Compiler.Run(
            Compiler.Create(engine, """
                namespace Consumer;
                static class Other { [Function("app:total")] internal static int Total() => 1; }
                static class Use
                {
                    static async Task<double> CallAsync(ProcessContext process)
                    {
                        var total = await process.Functions.LuaPricesTotalAsync([new LuaPricesTotalFunction.LinesArgumentTable(1.5, 2)]);
                        return total.Sum + await process.Functions.TotalAsync();
                    }
                }
                """),
            new LuaText("lua/total.lua", """
                ---@function lua.prices:total
                ---@host app:functions
                ---@permission process.send *
                ---@param lines { price: number, count: integer }[]
                ---@param currency? string
                ---@return { sum: number }
                return function(lines, currency) end
                """),
            new LuaText("lua/mail.lua", "---@function lua:mail\n---@consumer app:emails\n---@consumer app:more\nreturn { main = function(mail) end }\n"),
            new LuaText("lua/process.lua", "---@process lua:process\n---@host app:functions\n")).VerifyClean();
        Snapshot.Match(string.Concat(run.Files.Where(static file => file.Contains("Function.Lua", StringComparison.Ordinal)).Select(run.Text)) + run.Text("ArtelDefinitions.g.cs"));
        Assert.DoesNotContain("Consumer.MailRef.Lua.g.cs", run.Files);
        Assert.Contains("Consumer.ProcessRef.Lua.g.cs", run.Files);
    }

    [Fact]
    public void Functions_of_one_name_and_of_taken_names_are_told_apart()
    {
        var run = Compiler.Run("""
            namespace App;
            static class A { [Function("app.a:get")] internal static int GetAsync(int x) => x; [Function("app.c:get")] internal static int Get(string x) => 1; }
            static class B { [Function("app.b:get")] internal static int Get(int x) => x; }
            static class TakenFunction { [Function("app.b:taken")] internal static int Taken(int @class) => @class; }
            static class Use { static async Task<int> CallAsync(FunctionExecutor f) => await f.GetAsync(1) + await f.AppBGetAsync(1) + await f.AppCGetAsync("x") + await f.Taken2Async(1); }
            """).VerifyClean();
        Assert.Contains("App.Taken2Function.g.cs", run.Files);
    }

    [Fact]
    public void A_process_may_name_the_host_that_runs_it_when_it_is_called() => Assert.Contains(
        "Host = \"app:functions\",\n",
        Compiler.Run("""[Process("app:p", Host = "app:functions")] partial class P { }""").VerifyClean().Text("P.g.cs"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("internal static T M<T>(T x) => x;", "it is generic, and a call does not say with which types")]
    [InlineData("internal static void M(ref int x) { }", "parameter 'x' is passed by reference")]
    [InlineData("internal static void M(Span<int> x) { }", "parameter 'x' is a 'Span<int>', which can't be kept")]
    [InlineData("private static void M() { }", "generated code can't call it, since it is private or protected; make it internal")]
    [InlineData("static void M() { }", "generated code can't call it, since it is private or protected; make it internal")]
    [InlineData("internal static void M(System.IO.Stream x) { }", "parameter 'x' is a 'Stream', which no codec can cross to other languages")]
    [InlineData("internal static void M(IDisposable x) { }", "parameter 'x' is a 'IDisposable', which no codec can cross to other languages; mark it [Inject] if it is a service")]
    [InlineData("internal static System.IO.Stream M() => null!;", "its value is a 'Stream', which no codec can cross to other languages")]
    [InlineData("internal static ref int M() => throw new Exception();", "it returns by reference, which can't be kept")]
    [InlineData("internal W(in int x) { } internal void M() { }", "'W' can't be made: the constructor's parameter 'x' can be neither a service nor an argument")]
    [InlineData("internal static void M([Sender] Pid x) { }", "parameter 'x' is [Sender], and a function is given no message; take a Pid as an argument of the call")]
    [InlineData("internal W([Sender] Pid x) { } internal void M() { }", "'W' can't be made: the constructor's parameter 'x' is [Sender], and no message has come when a constructor runs; take a Pid as an argument of the call")]
    [InlineData("internal W([Argument] int x) { } internal void M() { }", "the constructor's parameter 'x' is an [Argument]; a function takes its arguments itself")]
    public void Method_that_can_not_be_a_function(string method, string expected)
    {
        var at = method.LastIndexOf("internal", StringComparison.Ordinal);
        method = at > 0 ? method.Insert(at, "[Function(\"app:m\")] ") : "[Function(\"app:m\")] " + method;
        var run = Compiler.Run($"class W {{ {method} }}").VerifyCompiles();
        var problem = Assert.Single(run.Problems);
        Assert.StartsWith("ART0321 Source0.cs(0,", problem, StringComparison.Ordinal);
        Assert.EndsWith($"'M' can't be a function: {expected}", problem, StringComparison.Ordinal);
        Assert.Equal(["ArtelDefinitions.g.cs"], run.Files);
    }

    [Theory]
    [InlineData("static class G<T> { [Function(\"app:m\")] internal static void M() { } }", "it is in the generic type 'G'")]
    [InlineData("abstract class W { [Function(\"app:m\")] internal void M() { } }", "'W' is abstract, and an object of it is made for each call; make the method static")]
    [InlineData("struct W { [Function(\"app:m\")] internal void M() { } }", "'W' is no class, and an object of it is made for each call; make the method static")]
    [InlineData("[Process(\"app:w\")] partial class W { [Function(\"app:m\")] internal void M() { } }", "'W' is a process, and an object of its class is made for each call; make the method static, or move it to another class")]
    [InlineData("class Outer { class W { [Function(\"app:m\")] internal static void M() { } } }", "generated code can't name 'W'; make it, and what it is nested in, internal or public")]
    [InlineData("class W { [Function(\"app:m\", Host = \"x\")] internal static void M() { } }", "the host id 'x' is malformed; an id reads namespace:name")]
    [InlineData("class W { [QueueConsumer(\"emails\")] internal static void M() { } }", "the queue id 'emails' is malformed; an id reads namespace:name")]
    [InlineData("class W { [QueueConsumer(\"app:emails\", InitialDelay = \"5\")] internal static void M() { } }", "InitialDelay is '5', which is no duration; write it as in \"5s\"")]
    [InlineData("class W { [QueueConsumer(\"app:emails\", MaxDelay = \"1y\")] internal static void M() { } }", "MaxDelay is '1y', which is no duration; write it as in \"5s\"")]
    [InlineData("class W { [QueueConsumer(\"app:emails\", HandlerTimeout = \"999999999h\")] internal static void M() { } }", "HandlerTimeout is '999999999h', which is no duration; write it as in \"5s\"")]
    [InlineData("class W { [QueueConsumer(\"app:emails\")] internal static void M(int x, int y) { } }", "it consumes a queue, and gets the message's payload as its only argument")]
    public void Place_that_can_not_have_a_function(string source, string expected) =>
        Assert.EndsWith($"'M' can't be a function: {expected}", Assert.Single(Compiler.Run(source).VerifyCompiles().Problems), StringComparison.Ordinal);

    [Fact]
    public void Malformed_id() => Assert.EndsWith(
        ": 'm' is no definition id: an id reads namespace:name, without blanks",
        Assert.Single(Compiler.Run("class W { [Function(\"m\")] internal static void M() { } }").VerifyCompiles().Problems), StringComparison.Ordinal);

    [Fact]
    public void Half_typed_function_is_left_to_the_compiler()
    {
        Assert.Empty(Compiler.Run("class W { [Function] internal static void M() { } }").Problems);
        Assert.Empty(Compiler.Run("class W { [Function(\"app:m\")] internal static Missing M(Absent x) => null; }").Problems);
    }

    [Fact]
    public void A_permission_that_names_a_generated_constant_is_reported_where_it_stands_and_not_lost()
    {
        var run = Compiler.Run(Compiler.Create("""
            namespace App;
            static class Api
            {
                [Function("app:price")] internal static int Price() => 1;
                [Function("app:order"), Permission(Permissions.CallFunction, PriceFunction.FunctionId)] internal static int Order() => 2;
            }
            """));
        var problem = Assert.Single(run.Problems);
        Assert.StartsWith("ART0314 Source0.cs(4,", problem, StringComparison.Ordinal);
        Assert.Contains("PriceFunction.FunctionId", problem, StringComparison.Ordinal);
    }
}
