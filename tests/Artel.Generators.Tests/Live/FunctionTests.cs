using Artel.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Generators.Tests;

/// <summary>Functions as they are generated, on a running runtime.</summary>
public sealed class FunctionTests : IDisposable
{
    private readonly LiveLog _log = new();
    private readonly ArtelTestHost _host;

    public FunctionTests() => _host = new(1, artel =>
    {
        artel.AddDefinitions().UseMemoryQueues().AddQueue("live:mails");
        artel.Services.AddSingleton(_log).AddScoped<LiveSession>();
    });

    private FunctionExecutor Functions => _host.Runtime.Functions;

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Typed_callers_call_with_arguments_and_defaults()
    {
        Assert.Equal(new LiveUser(1, "ann"), _host.RunUntil(Functions.GetUserAsync(1, "ann")));
        Assert.Equal(new LiveUser(2, "nobody"), _host.RunUntil(Functions.GetUserAsync(2)));
        Assert.Equal(3, _host.RunUntil(Functions.StartAdd(1, 2).AsTask()));
        Assert.Equal("live:add", AddFunction.FunctionId);
    }

    [Fact]
    public void A_wrong_argument_is_INVALID_and_names_it()
    {
        var error = Assert.Throws<ProcessException>(() => _host.RunUntil(Functions.CallAsync<int>("live:add", 1, "two")));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("argument 2 'y'", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ProcessException>(() => _host.RunUntil(Functions.CallAsync<int>("live:add", 1)));
        Assert.Contains("argument 2 'y'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void S133_a_function_has_its_own_pid_and_may_use_its_process_within_its_ceiling()
    {
        var first = _host.RunUntil(Functions.PidAsync());
        Assert.NotEqual(first, _host.RunUntil(Functions.PidAsync()));
        Assert.Equal(["to myself", "to myself"], _log.Lines);
        var denied = Assert.Throws<ProcessException>(() => _host.RunUntil(Functions.UnpermittedAsync()));
        Assert.Equal(ErrorKind.PermissionDenied, denied.Kind);
        Assert.Empty(_host.Leftovers());
    }

    [Fact]
    public void Each_call_has_an_object_and_services_of_its_own_that_are_disposed_before_its_value_is_seen()
    {
        Task<string> one = Functions.UseAsync(), two = Functions.UseAsync();
        _host.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["session 0", "session 1"], new[] { _host.RunUntil(one), _host.RunUntil(two) }.Order());
        Assert.Equal(2, _log.Lines.Count(static line => line == "api disposed"));
        Assert.True(_log.Lines.LastIndexOf("session disposed") > _log.Lines.LastIndexOf("api disposed"));
    }

    [Fact]
    public void They_are_disposed_too_when_the_function_fails_or_is_terminated()
    {
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<ProcessException>(() => _host.RunUntil(Functions.FailAsync())).Kind);
        Assert.Equal(["opened", "api disposed", "session disposed"], _log.Lines);
        _log.Lines.Clear();

        var future = Functions.StartUse();
        _host.RunUntilIdle();
        _host.Runtime.Terminate(Assert.Single(_host.Runtime.InspectAll()).Pid);
        _host.RunUntilIdle();
        Assert.Equal(ErrorKind.Canceled, future.Error!.Kind);
        Assert.Equal(["opened", "api disposed", "session disposed"], _log.Lines);
    }

    [Fact]
    public void A_service_that_is_not_registered_is_an_error_that_says_whose_it_is()
    {
        var error = Assert.Throws<ProcessException>(() => _host.RunUntil(Functions.RunAsync()));
        Assert.Equal(ErrorKind.Internal, error.Kind);
        Assert.Contains("IComparer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_function_sees_it_by_its_token_and_one_that_can_not_see_it_ends_at_once()
    {
        foreach (var start in (Func<Future>[])[() => Functions.StartWait(), () => Functions.StartBlind()])
        {
            var future = start();
            _host.RunUntilIdle();
            Assert.Equal(1, _host.Runtime.ProcessCount);
            future.Cancel();
            _host.RunUntilIdle();
            Assert.True(future.IsCanceled);
            for (var turns = 0; _host.Runtime.ProcessCount > 0 && turns < 1000; turns++)
                _host.RunUntilIdle();
            Assert.Equal(0, _host.Runtime.ProcessCount);
        }
    }

    [Fact]
    public void A_cancelled_function_that_can_not_see_it_is_CANCELED_for_whom_did_not_cancel_it()
    {
        var future = Functions.StartBlind();
        _host.RunUntilIdle();
        _host.Runtime.Cancel(Assert.Single(_host.Runtime.InspectAll()).Pid);
        _host.RunUntilIdle();
        Assert.Equal((ErrorKind.Canceled, "the function 'live:blind' was cancelled"), (future.Error!.Kind, future.Error.Message));
        Assert.False(future.IsCanceled);
    }
}
