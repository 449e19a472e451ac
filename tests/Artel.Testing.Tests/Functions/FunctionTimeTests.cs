using Microsoft.Extensions.DependencyInjection;

namespace Artel.Testing.Tests.Functions;

/// <summary>Timeouts and attempts of function calls (A8), in a time that the test owns.</summary>
public sealed class FunctionTimeTests
{
    private static readonly FunctionRetry Exact = new() { Jitter = 0 };

    [Fact]
    public void Attempts_are_processes_of_their_own_that_start_after_times_that_grow_up_to_the_longest()
    {
        var seen = new Probe<(Pid Pid, TimeSpan At)>();
        using var host = Host(artel => Failing(artel, seen, ErrorKind.Unavailable, retryable: true));
        var start = host.Time.GetUtcNow();
        var call = host.Runtime.Functions
            .WithOptions(new() { Retry = Exact with { MaxAttempts = 5, InitialDelay = Milliseconds(100), MaxDelay = Milliseconds(350), BackoffFactor = 2 } })
            .CallAsync<int>("test:failing", start);
        host.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([0, 100, 300, 650, 1000], seen.Values.Select(static one => one.At.TotalMilliseconds));
        Assert.Equal(5, seen.Values.Select(static one => one.Pid).Distinct().Count());
        Assert.Equal((ErrorKind.Unavailable, "attempt 5"), ErrorOf(host, call));
        Assert.Empty(host.Leftovers());
    }

    [Fact]
    public void The_first_attempt_that_succeeds_is_the_outcome()
    {
        var attempts = 0;
        using var host = Host(artel => artel.AddMain("test:flaky", (_, _) => ++attempts < 3
            ? throw new ProcessException(ErrorKind.Unavailable, "not yet", retryable: true)
            : Task.FromResult<object?>(attempts)));
        var call = host.Runtime.Functions.WithOptions(new() { Retry = new() { MaxAttempts = 10 } }).CallAsync<int>("test:flaky");
        host.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, host.RunUntil(call));
        Assert.Equal(3, attempts);
    }

    [Theory]
    [InlineData(ErrorKind.Unavailable, true, null, null, 3)]
    [InlineData(ErrorKind.Unavailable, false, null, null, 1)]
    [InlineData(ErrorKind.Unavailable, null, null, null, 1)]
    [InlineData(ErrorKind.Conflict, false, ErrorKind.Conflict, null, 3)]
    [InlineData(ErrorKind.Unavailable, true, ErrorKind.Conflict, null, 1)]
    [InlineData(ErrorKind.Unavailable, true, null, ErrorKind.Unavailable, 1)]
    [InlineData(ErrorKind.Conflict, true, ErrorKind.Conflict, ErrorKind.Conflict, 1)]
    [InlineData(ErrorKind.Conflict, true, null, ErrorKind.Unavailable, 3)]
    public void Retryable_errors_are_tried_again_or_those_of_the_kinds_that_are_named_but_never_those_to_skip(
        ErrorKind kind, bool? retryable, ErrorKind? retry, ErrorKind? skip, int attempts)
    {
        var seen = new Probe<(Pid Pid, TimeSpan At)>();
        using var host = Host(artel => Failing(artel, seen, kind, retryable));
        var options = new FunctionOptions { Retry = Exact with { RetryKinds = retry is { } wanted ? [wanted] : null, SkipKinds = skip is { } unwanted ? [unwanted] : null } };
        var call = host.Runtime.Functions.WithOptions(options).CallAsync<int>("test:failing", host.Time.GetUtcNow());
        host.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((kind, $"attempt {attempts}"), ErrorOf(host, call));
        Assert.Equal(attempts, seen.Count);
    }

    [Fact]
    public void Without_retry_there_is_one_attempt()
    {
        var seen = new Probe<(Pid Pid, TimeSpan At)>();
        using var host = Host(artel => Failing(artel, seen, ErrorKind.Unavailable, retryable: true));
        var call = host.Runtime.Functions.CallAsync<int>("test:failing", host.Time.GetUtcNow());
        Assert.Equal((ErrorKind.Unavailable, "attempt 1"), ErrorOf(host, call));
        host.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, seen.Count);
    }

    [Theory]
    [InlineData(0.0, 80)]
    [InlineData(0.5, 100)]
    [InlineData(1.0, 120)]
    public void Jitter_makes_a_time_longer_or_shorter_by_its_part_and_chance_is_the_applications_own(double chance, int expected)
    {
        var seen = new Probe<(Pid Pid, TimeSpan At)>();
        using var host = Host(artel =>
        {
            Failing(artel, seen, ErrorKind.Unavailable, retryable: true);
            artel.Services.AddSingleton<Random>(new Fixed(chance));
        });
        var retry = new FunctionRetry { MaxAttempts = 2, InitialDelay = Milliseconds(100), Jitter = 0.2 };
        _ = host.Runtime.Functions.WithOptions(new() { Retry = retry }).Start<int>("test:failing", host.Time.GetUtcNow());
        host.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([0, expected], seen.Values.Select(static one => one.At.TotalMilliseconds));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_timeout_is_TIMEOUT_and_the_function_gets_CANCEL_and_is_terminated_five_seconds_later(bool byProcess)
    {
        var told = new Probe<string>();
        var pids = new Probe<Pid>();
        using var host = Host(artel => Stubborn(artel, told, pids));
        var call = Call(host, byProcess, new FunctionOptions { Timeout = TimeSpan.FromSeconds(2) }, "test:stubborn");
        host.Advance(Milliseconds(1999));
        Assert.False(call.IsCompleted);
        Assert.Empty(told.Values);
        host.Advance(Milliseconds(1));
        var (kind, text) = ErrorOf(host, call);
        Assert.Equal(ErrorKind.Timeout, kind);
        Assert.Equal("call: 'test:stubborn' did not return within 2000 ms", text);
        Assert.Equal(["pid.cancel"], told.Values);
        Assert.NotNull(pids.Values[0].Route);
        host.Advance(Milliseconds(4999));
        Assert.NotNull(pids.Values[0].Route);
        host.Advance(Milliseconds(1));
        Assert.Null(pids.Values[0].Route);
        Assert.Empty(host.Leftovers());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_timeout_is_that_of_the_whole_call_with_the_waits_between_its_attempts(bool byProcess)
    {
        var seen = new Probe<(Pid Pid, TimeSpan At)>();
        using var host = Host(artel => Failing(artel, seen, ErrorKind.Unavailable, retryable: true));
        var options = new FunctionOptions { Timeout = Milliseconds(250), Retry = Exact with { MaxAttempts = 100, InitialDelay = Milliseconds(100) } };
        var call = Call(host, byProcess, options, "test:failing", host.Time.GetUtcNow());
        host.Advance(Milliseconds(250));
        Assert.Equal(ErrorKind.Timeout, ErrorOf(host, call).Kind);
        host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, seen.Count);
        Assert.Empty(host.Leftovers());
    }

    [Fact]
    public void A_call_that_is_cancelled_between_two_attempts_makes_no_further_one()
    {
        var seen = new Probe<(Pid Pid, TimeSpan At)>();
        using var host = Host(artel => Failing(artel, seen, ErrorKind.Unavailable, retryable: true));
        var future = host.Runtime.Functions.WithOptions(new() { Retry = Exact }).Start<int>("test:failing", host.Time.GetUtcNow());
        host.RunUntilIdle();
        future.Cancel();
        Assert.True(future is { IsComplete: true, IsCanceled: true, Error.Kind: ErrorKind.Canceled });
        Assert.Empty(host.Leftovers());
        host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public void S096_a_caller_that_is_cancelled_between_two_attempts_gets_CANCELED_at_once_and_one_that_ends_leaves_no_timer()
    {
        var seen = new Probe<(Pid Pid, TimeSpan At)>();
        var errors = new Probe<ErrorKind>();
        using var host = Host(artel =>
        {
            Failing(artel, seen, ErrorKind.Unavailable, retryable: true);
            artel.AddMain("test:caller", async (process, arguments) =>
            {
                try
                {
                    await process.Functions.WithOptions(new() { Retry = Exact }).CallAsync<int>("test:failing", process.Time.GetUtcNow());
                }
                catch (ProcessException error)
                {
                    errors.Tell(error.Kind);
                }

                return null;
            });
        });
        var cancelled = host.Spawn("test:caller");
        host.RunUntilIdle();
        host.Runtime.Cancel(cancelled);
        host.RunUntilIdle();
        Assert.Equal([ErrorKind.Canceled], errors.Values);
        Assert.Empty(host.Leftovers());

        var ended = host.Spawn("test:caller");
        host.RunUntilIdle();
        host.Runtime.Terminate(ended);
        host.RunUntilIdle();
        Assert.Empty(host.Leftovers());
        host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, seen.Count);
        Assert.Equal(1, errors.Count);
    }

    [Fact]
    public void A_process_that_was_cancelled_may_still_call_but_its_calls_are_not_tried_again()
    {
        var seen = new Probe<(Pid Pid, TimeSpan At)>();
        var outcomes = new Probe<ErrorKind>();
        using var host = Host(artel =>
        {
            Failing(artel, seen, ErrorKind.Unavailable, retryable: true);
            artel.AddMain("test:caller", async process =>
            {
                await process.Events.ReceiveAsync();
                try
                {
                    await process.Functions.WithOptions(new() { Retry = Exact }).CallAsync("test:failing", process.Time.GetUtcNow());
                }
                catch (ProcessException error)
                {
                    outcomes.Tell(error.Kind);
                }
            });
        });
        var caller = host.Spawn("test:caller");
        host.RunUntilIdle();
        host.Runtime.Cancel(caller);
        host.RunUntilIdle();
        Assert.Equal([ErrorKind.Unavailable], outcomes.Values);
        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public void What_may_be_called_is_asked_again_before_each_attempt()
    {
        var seen = new Probe<(Pid Pid, TimeSpan At)>();
        using var host = Host(artel =>
        {
            Failing(artel, seen, ErrorKind.Unavailable, retryable: true);
            artel.AddPolicy("test:callers", static p => p.Allow("*"));
            artel.AddMain("test:caller", static async (process, _) => await process.Functions
                .WithOptions(new() { Retry = Exact }).CallAsync<object?>("test:failing", process.Time.GetUtcNow()));
        });
        var call = host.Runtime.WithActor(new Security.Actor("ann")).WithScope(host.Runtime.Policies.CreateScope(["test:callers"]))
            .ExecAsync<object?>("test:caller", ArtelTestHost.DefaultHost);
        host.RunUntilIdle();
        host.Runtime.Policies.Set(Security.Policy.Create("test:callers", static p => p.Allow("*").Deny(Permissions.CallFunction)));
        host.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ErrorKind.PermissionDenied, ErrorOf(host, call).Kind);
        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public void A_host_that_is_full_is_tried_again_like_any_other_retryable_error()
    {
        using var host = new ArtelTestHost(1, static artel => artel
            .AddHost("test:small", static options => options.MaxProcesses = 1)
            .AddHost("test:processes")
            .UseFunctionHost("test:small")
            .AddMain("test:idle", static async process => await process.Inbox.ReceiveAsync())
            .AddMain("test:quick", static (_, _) => Task.FromResult<object?>(1)));
        var idle = host.Runtime.Spawn("test:idle", "test:small");
        Assert.Equal(ErrorKind.RateLimited, ErrorOf(host, host.Runtime.Functions.CallAsync<int>("test:quick")).Kind);
        var call = host.Runtime.Functions.WithOptions(new() { Retry = Exact }).CallAsync<int>("test:quick");
        host.RunUntilIdle();
        host.Runtime.Terminate(idle);
        host.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, host.RunUntil(call));
    }

    private static ArtelTestHost Host(Action<ArtelBuilder> configure) => new(1, artel =>
    {
        configure(artel);
        artel.AddMain("test:caller-of", static async (process, arguments) => await arguments.Get<Func<ProcessContext, Task<object?>>>(0, "call")(process));
    });

    /// <summary>A call of the runtime, or of a process.</summary>
    private static Task<object?> Call(ArtelTestHost host, bool byProcess, FunctionOptions options, string id, params object?[] arguments) => byProcess
        ? host.Runtime.ExecAsync<object?>(
            "test:caller-of", ArtelTestHost.DefaultHost,
            (Func<ProcessContext, Task<object?>>)(process => process.Functions.WithOptions(options).CallAsync<object?>(id, arguments)))
        : host.Runtime.Functions.WithOptions(options).CallAsync<object?>(id, arguments);

    private static (ErrorKind Kind, string Text) ErrorOf(ArtelTestHost host, Task call)
    {
        var error = Assert.Throws<ProcessException>(() => host.RunUntil(call));
        return (error.Kind, error.Message);
    }

    private static void Failing(ArtelBuilder artel, Probe<(Pid Pid, TimeSpan At)> seen, ErrorKind kind, bool? retryable) =>
        artel.AddMain("test:failing", (process, arguments) =>
        {
            seen.Tell((process.Pid, process.Time.GetUtcNow() - arguments.Get<DateTimeOffset>(0, "start")));
            throw new ProcessException(kind, $"attempt {seen.Count}", retryable: retryable);
        });

    /// <summary>Tells of its events and never ends.</summary>
    private static void Stubborn(ArtelBuilder artel, Probe<string> told, Probe<Pid> pids) => artel.AddMain("test:stubborn", async process =>
    {
        pids.Tell(process.Pid);
        while (true)
            told.Tell((await process.Events.ReceiveAsync()).Value.Kind);
    });

    private static TimeSpan Milliseconds(int number) => TimeSpan.FromMilliseconds(number);

    private sealed class Fixed(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
