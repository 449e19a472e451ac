using Artel.Security;

namespace Artel.Tests.Functions;

/// <summary>Functions as C# calls them (A8). What goes by time is in <c>Artel.Testing.Tests</c>.</summary>
public sealed class FunctionCallTests
{
    private static readonly Dictionary<string, object?> Values = new() { ["key"] = "value" };

    [Fact]
    public async Task S133_a_function_runs_with_its_own_pid_which_is_dead_on_return_and_its_names_are_free()
    {
        await using var app = new TestApp().Main("test:function", static (process, _) =>
        {
            process.Registry.Register("busy");
            return Task.FromResult<object?>(process.Pid);
        }).Main("test:caller", static async (process, _) =>
        {
            var first = await process.Functions.CallAsync<Pid>("test:function");
            Assert.NotEqual(process.Pid, first);
            Assert.False(process.TrySend(first, "late"));
            Assert.Null(process.Registry.TryLookup("busy"));
            return first != await process.Functions.CallAsync<Pid>("test:function");
        });
        Assert.True(await app.Runtime.Functions.CallAsync<bool>("test:caller").WaitAsync(TestApp.Patience));
        Assert.Equal(0, app.Runtime.ProcessCount);
    }

    [Theory]
    [InlineData("", ErrorKind.Invalid, "call: the function id is empty")]
    [InlineData("name", ErrorKind.Invalid, "call: 'name' is not a function id; an id reads namespace:name")]
    [InlineData(":name", ErrorKind.Invalid, "call: ':name' is not a function id; an id reads namespace:name")]
    [InlineData("test:", ErrorKind.Invalid, "call: 'test:' is not a function id; an id reads namespace:name")]
    [InlineData("test:nothing", ErrorKind.NotFound, "call: there is no function 'test:nothing'; add it with AddDefinitions or AddDefinition")]
    public async Task An_id_that_is_none_or_nobodys_is_refused_at_once_also_by_Start(string id, ErrorKind kind, string text)
    {
        await using var app = new TestApp().Idle();
        foreach (var call in (Action[])[() => app.Runtime.Functions.CallAsync<int>(id), () => app.Runtime.Functions.CallAsync(id), () => app.Runtime.Functions.Start<int>(id)])
        {
            var error = Assert.Throws<ProcessException>(call);
            Assert.Equal((kind, text, false), (error.Kind, error.Message, error.Retryable));
        }
    }

    [Fact]
    public async Task A_function_runs_on_the_host_that_it_names_else_on_that_of_functions_else_on_the_only_one()
    {
        await using var one = new TestApp().Define(Where("test:where"));
        Assert.Equal(TestApp.Host, await HostOf(one, "test:where"));

        await using var several = new TestApp().WithHost("test:other", static _ => { }).WithHost("test:third", static _ => { })
            .Define(Where("test:where")).Define(Where("test:elsewhere", "test:third")).Define(Where("test:nowhere", "test:missing"));
        var refused = Assert.Throws<ProcessException>(() => several.Runtime.Functions.Start<string>("test:where"));
        Assert.Equal(ErrorKind.Invalid, refused.Kind);
        Assert.Contains("UseFunctionHost", refused.Message, StringComparison.Ordinal);
        Assert.Equal("test:third", await HostOf(several, "test:elsewhere"));
        Assert.Equal("test:other", await several.Runtime.Functions.OnHost("test:other").CallAsync<string>("test:where").WaitAsync(TestApp.Patience));
        refused = Assert.Throws<ProcessException>(() => several.Runtime.Functions.Start<string>("test:nowhere"));
        Assert.Equal((ErrorKind.NotFound, "call: there is no host 'test:missing' for the function 'test:nowhere'; add it with AddHost"), (refused.Kind, refused.Message));

        await using var named = new TestApp().WithHost("test:other", static _ => { }).Define(Where("test:where")).With(static artel => artel.UseFunctionHost("test:other"));
        Assert.Equal("test:other", await HostOf(named, "test:where"));
    }

    [Fact]
    public void A_host_of_functions_that_is_not_there_stops_the_start_and_two_of_them_are_refused()
    {
        var app = new TestApp().With(static artel => artel.UseFunctionHost("test:missing"));
        Assert.Contains("'test:missing'", Assert.Throws<InvalidOperationException>(() => app.Runtime).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TestApp().With(static artel => artel.UseFunctionHost("test:a").UseFunctionHost("test:b")));
        Assert.Throws<ArgumentException>(() => new TestApp().With(static artel => artel.UseFunctionHost("malformed")));
    }

    [Fact]
    public async Task S137_calls_inherit_context_actor_and_scope_and_the_executors_own_win()
    {
        await using var app = Reading().Main("test:caller", static async (process, _) =>
        {
            var seen = await process.Functions.CallAsync<string>("test:reader");
            var executor = process.Functions.WithContext(Values);
            seen += " " + await executor.CallAsync<string>("test:reader");
            executor = executor.WithActor(new Actor("bob")).WithScope(new Scope([])).WithContext(new Dictionary<string, object?> { ["other"] = 1 });
            return seen + " " + await executor.CallAsync<string>("test:reader") + " " + await process.Functions.CallAsync<string>("test:reader");
        });
        var runtime = app.Runtime.Functions.WithActor(new Actor("ann")).WithScope(app.Runtime.Policies.CreateScope(["all"]));
        Assert.Equal("ann/1/none ann/1/value bob/0/value ann/1/none", await runtime.CallAsync<string>("test:caller").WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task Each_permission_denied_alone_refuses_and_nothing_has_happened()
    {
        var ran = 0;
        await using var app = new TestApp().Main("test:function", (_, _) => Task.FromResult<object?>(Interlocked.Increment(ref ran)))
            .Main("test:caller", static (process, arguments) =>
            {
                var executor = process.Functions;
                ProcessException Denied(Action act) => Assert.Throws<ProcessException>(act);
                ProcessException[] errors = arguments.Get<string>(0, "action") switch
                {
                    Permissions.CallFunction => [Denied(() => executor.Start<int>("test:function")), Denied(() => executor.CallAsync("test:function")), Denied(() => executor.CallAsync<int>("test:missing"))],
                    Permissions.FunctionContext => [Denied(() => executor.WithContext(Values))],
                    _ => [Denied(() => executor.WithActor(new Actor("bob"))), Denied(() => executor.WithScope(new Scope([])))],
                };
                return Task.FromResult<object?>(string.Join('|', errors.Select(static error => $"{error.Kind} {error.Details["action"]} {error.Details["resource"]}")));
            });
        foreach (var (action, expected) in (IEnumerable<(string, string)>)
            [
                (Permissions.CallFunction, "PermissionDenied funcs.call test:function|PermissionDenied funcs.call test:function|PermissionDenied funcs.call test:missing"),
                (Permissions.FunctionContext, "PermissionDenied funcs.context context"),
                (Permissions.FunctionSecurity, "PermissionDenied funcs.security security|PermissionDenied funcs.security security"),
            ])
        {
            app.Runtime.Policies.Set(Policy.Create("all", p => p.Allow("*").Deny(action)));
            var caller = app.Runtime.Functions.WithActor(new Actor("ann")).WithScope(app.Runtime.Policies.CreateScope(["all"]));
            Assert.Equal(expected, await caller.CallAsync<string>("test:caller", action).WaitAsync(TestApp.Patience));
        }

        Assert.Equal(0, ran);
    }

    [Fact]
    public async Task A_policy_may_tell_functions_apart_by_their_ids_and_hosts()
    {
        await using var app = Reading().Main("test:caller", static async (process, _) =>
        {
            Assert.True(process.Security.Can(Permissions.CallFunction, "test:reader"));
            Assert.False(process.Security.Can(Permissions.CallFunction, "test:caller"));
            Assert.Equal(ErrorKind.PermissionDenied, Assert.Throws<ProcessException>(() => process.Functions.Start<string>("test:caller")).Kind);
            return await process.Functions.CallAsync<string>("test:reader");
        }).Main("test:trying", static async (process, _) =>
        {
            try
            {
                await process.Functions.CallAsync("test:reader");
                return true;
            }
            catch (ProcessException denied) when (denied.Kind == ErrorKind.PermissionDenied)
            {
                return false;
            }
        });
        foreach (var host in (string[])[TestApp.Host, "test:other"])
        {
            app.Runtime.Policies.Set(Policy.Create("hosts", p => p.Allow(Permissions.CallFunction).On("test:r*").When("meta.host", ConditionOperator.Equal, host)));
            var caller = app.Runtime.Functions.WithActor(new Actor("ann")).WithScope(app.Runtime.Policies.CreateScope(["hosts"]));
            Assert.Equal(host == TestApp.Host, await caller.CallAsync<bool>("test:trying").WaitAsync(TestApp.Patience));
        }

        app.Runtime.Policies.Set(Policy.Create("ids", static p => p.Allow(Permissions.CallFunction).On("test:r*")));
        var byId = app.Runtime.Functions.WithActor(new Actor("ann")).WithScope(app.Runtime.Policies.CreateScope(["ids"]));
        Assert.Equal("ann/1/none", await byId.CallAsync<string>("test:caller").WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task A_future_tells_its_state_and_its_value_and_its_response_is_always_the_same_channel()
    {
        await using var app = new TestApp().Main("test:caller", static async (process, _) =>
            {
                var future = process.Functions.Start<int>("test:waiting", process.Pid);
                Assert.True(future is { IsComplete: false, IsCanceled: false, Error: null });
                Assert.Throws<InvalidOperationException>(() => future.Result);
                var response = future.Response;
                Assert.Same(response, future.Response);
                process.Send((await process.Inbox.ReceiveAsync()).Value.From, "go", 7);
                Assert.Equal(7, await future);
                Assert.Equal(7, await future.AsTask());
                Assert.Equal(7, (await response.ReceiveAsync()).Value.GetValue<int>());
                Assert.False((await response.ReceiveAsync()).Ok);
                Assert.True(future is { IsComplete: true, IsCanceled: false, Error: null, Result: 7 });
                future.Cancel();
                Assert.False(future.IsCanceled);

                // Asked for after the outcome, it has it all the same.
                var late = process.Functions.Start<int>("test:quick");
                Assert.Equal(1, await late);
                return (await late.Response.ReceiveAsync()).Value.GetValue<int>();
            })
            .Main("test:quick", static (_, _) => Task.FromResult<object?>(1))
            .Main("test:waiting", static async (process, arguments) =>
            {
                process.Send(arguments.Get<Pid>(0, "caller"), "ready");
                return (await process.Inbox.ReceiveAsync()).Value.GetPayload<int>();
            });
        Assert.Equal(1, await app.Runtime.Functions.CallAsync<int>("test:caller").WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task Outside_of_processes_there_is_no_response_channel_but_a_task()
    {
        await using var app = new TestApp().Main("test:quick", static (_, _) => Task.FromResult<object?>("x"));
        var future = app.Runtime.Functions.Start<string>("test:quick");
        Assert.Equal("x", await future.AsTask().WaitAsync(TestApp.Patience));
        Assert.Equal("x", future.Result);
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<ProcessException>(() => future.Response).Kind);
        var wrong = app.Runtime.Functions.CallAsync<int>("test:quick");
        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<ProcessException>(() => wrong.WaitAsync(TestApp.Patience))).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_cancels_the_call_and_the_function(bool isFiredBefore)
    {
        var told = new Probe<string>();
        await using var app = new TestApp().Main("test:waiting", async (process, _) =>
        {
            told.Tell("running");
            told.Tell((await process.Events.ReceiveAsync()).Value.Kind);
            return null;
        });
        using var source = new CancellationTokenSource();
        if (isFiredBefore)
            await source.CancelAsync();
        var call = app.Runtime.Functions.WithCancellation(source.Token).CallAsync("test:waiting");
        if (!isFiredBefore)
        {
            Assert.Equal("running", await told.NextAsync());
            await source.CancelAsync();
            Assert.Equal("pid.cancel", await told.NextAsync());
        }

        Assert.Equal(ErrorKind.Canceled, (await Assert.ThrowsAsync<ProcessException>(() => call.WaitAsync(TestApp.Patience))).Kind);
        Assert.Equal(0, told.Count);
    }

    [Fact]
    public async Task A_token_that_fires_on_another_thread_cancels_a_processs_call_in_its_turn()
    {
        var told = new Probe<string>();
        using var source = new CancellationTokenSource();
        await using var app = new TestApp().Main("test:waiting", async (process, _) =>
        {
            told.Tell("running");
            await process.Events.ReceiveAsync();
            return null;
        }).Main("test:caller", async (process, _) =>
        {
            var error = await Assert.ThrowsAsync<ProcessException>(() => process.Functions.WithCancellation(source.Token).CallAsync("test:waiting"));
            return $"{error.Kind} {process.Functions == process.Functions}";
        });
        var call = app.Runtime.Functions.CallAsync<string>("test:caller");
        await told.NextAsync();
        await source.CancelAsync();
        Assert.Equal("Canceled True", await call.WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task S099_an_upgrade_of_the_caller_stops_the_function_and_tells_the_new_code_nothing()
    {
        var told = new Probe<string>();
        await using var app = new TestApp().Main("test:waiting", async (process, _) =>
        {
            told.Tell("running");
            told.Tell((await process.Events.ReceiveAsync()).Value.Kind);
            return 1;
        }).Main("test:caller", async (process, _) =>
        {
            var future = process.Functions.WithOptions(new() { Timeout = TimeSpan.FromSeconds(1) }).Start<int>("test:waiting");
            Assert.False(future.Response.IsClosed);
            await process.Inbox.ReceiveAsync();
            await process.UpgradeAsync("test:next");
            return null;
        }).Main("test:next", static async (process, _) => (await process.Inbox.ReceiveAsync()).Value.Topic);
        var caller = app.Spawn("test:caller");
        var ended = app.Runtime.WaitForExitAsync(caller);
        await told.NextAsync();
        app.Runtime.Send(caller, "go");
        Assert.Equal("pid.cancel", await told.NextAsync());
        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Runtime.Send(caller, "end");
        Assert.Equal("end", (await ended.WaitAsync(TestApp.Patience)).Value);
    }

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public async Task Options_out_of_their_range_are_INVALID_and_say_which(FunctionOptions options, string word)
    {
        await using var app = new TestApp();
        var error = Assert.Throws<ProcessException>(() => app.Runtime.Functions.WithOptions(options));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<FunctionOptions, string> WrongOptions => new()
    {
        { new() { Timeout = TimeSpan.Zero }, "timeout" },
        { new() { Timeout = TimeSpan.FromDays(1000) }, "timeout" },
        { new() { Retry = new() { MaxAttempts = 0 } }, "max_attempts 0" },
        { new() { Retry = new() { InitialDelay = TimeSpan.Zero } }, "initial_delay" },
        { new() { Retry = new() { MaxDelay = TimeSpan.FromSeconds(-1) } }, "max_delay" },
        { new() { Retry = new() { BackoffFactor = 0.5 } }, "backoff_factor 0.5" },
        { new() { Retry = new() { BackoffFactor = double.NaN } }, "backoff_factor" },
        { new() { Retry = new() { Jitter = 1.5 } }, "jitter 1.5" },
    };

    [Fact]
    public async Task Options_are_merged_member_by_member()
    {
        await using var app = new TestApp();
        var options = app.Runtime.Functions
            .WithOptions(new() { Timeout = TimeSpan.FromSeconds(1), Retry = new() { MaxAttempts = 2, Jitter = 0 } })
            .WithOptions(new() { Retry = new() { MaxAttempts = 4, RetryKinds = [ErrorKind.Conflict] } })
            .WithOptions(new() { Timeout = TimeSpan.FromSeconds(9) }).Settings.Options;
        Assert.Equal((TimeSpan.FromSeconds(9), 4, 0.0), (options.Timeout, options.Retry!.MaxAttempts, options.Retry.Jitter));
        Assert.Equal([ErrorKind.Conflict], options.Retry.RetryKinds!);
        Assert.Null(options.Retry.InitialDelay);
    }

    private static async Task<string> HostOf(TestApp app, string id) => await app.Runtime.Functions.CallAsync<string>(id).WaitAsync(TestApp.Patience);

    private static ProcessDefinition Where(string id, string? host = null) => new(id, static activation => new WhereBehavior(activation.Host!.Id)) { Host = host };

    private static TestApp Reading() => new TestApp()
        .With(static artel => artel.AddPolicy("all", static p => p.Allow("*")))
        .Main("test:reader", static (process, _) => Task.FromResult<object?>(
            $"{process.Security.Actor?.Id}/{process.Security.Scope?.Policies.Count}/{process.Context.GetValueOrDefault("key", "none")}"));

    private sealed class WhereBehavior(string host) : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process) => BehaviorStep.End(host);

        public BehaviorStep Receive(Message message) => BehaviorStep.NotHandled;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }
}
