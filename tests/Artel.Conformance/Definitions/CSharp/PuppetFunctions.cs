namespace Artel.Conformance.Definitions;

/// <summary>What a C# puppet does with functions.</summary>
/// <param name="process">The puppet's operations.</param>
/// <param name="held">The actors and scopes that it holds.</param>
internal sealed class PuppetFunctions(ProcessContext process, PuppetSecurity held)
{
    private readonly List<FunctionExecutor> _executors = [];
    private readonly List<Future<object?>> _futures = [];

    /// <summary>Does an operation; null for one that is none of functions.</summary>
    public Task<object?>? TryDoAsync(string operation, object?[] arguments) => operation switch
    {
        "funcs.call" => process.Functions.CallAsync<object?>((string?)arguments[0]!, arguments.AsSpan(1)),
        "funcs.async" => Task.FromResult<object?>(Keep(process.Functions.Start<object?>((string?)arguments[0]!, arguments.AsSpan(1)))),
        "funcs.new" => Task.FromResult<object?>(Keep(process.Functions)),
        "executor.with_context" => Task.FromResult<object?>(Keep(Executor(arguments).WithContext((IReadOnlyDictionary<string, object?>)arguments[1]!))),
        "executor.with_actor" => Task.FromResult<object?>(Keep(Executor(arguments).WithActor(held.Held<Security.Actor>(arguments[1])))),
        "executor.with_scope" => Task.FromResult<object?>(Keep(Executor(arguments).WithScope(held.Held<Security.Scope>(arguments[1])))),
        "executor.with_timeout" => Task.FromResult<object?>(Keep(Executor(arguments).WithOptions(new() { Timeout = Milliseconds(arguments[1]) }))),
        "executor.call" => Executor(arguments).CallAsync<object?>((string?)arguments[1]!, arguments.AsSpan(2)),
        "executor.async" => Task.FromResult<object?>(Keep(Executor(arguments).Start<object?>((string?)arguments[1]!, arguments.AsSpan(2)))),
        "future.response" => ResponseAsync(Future(arguments)),
        "future.cancel" => Task.FromResult<object?>(Cancel(Future(arguments))),
        "future.state" => Task.FromResult<object?>(State(Future(arguments))),
        _ => null,
    };

    private static async Task<object?> ResponseAsync(Future<object?> future)
    {
        var outcome = (await future.Response.ReceiveAsync()).Value;
        var isClosed = !(await future.Response.ReceiveAsync()).Ok;
        return outcome.Error is { } error
            ? throw error
            : new Dictionary<string, object?> { ["value"] = outcome.Value, ["closed"] = isClosed };
    }

    private static bool Cancel(Future<object?> future)
    {
        var isOpen = !future.IsComplete;
        future.Cancel();
        return isOpen;
    }

    private static Dictionary<string, object?> State(Future<object?> future) => new()
    {
        ["complete"] = future.IsComplete,
        ["canceled"] = future.IsCanceled,
        ["result"] = future is { IsComplete: true, Error: null } ? future.Result : null,
        ["error"] = future.Error?.Kind.ToString(),
    };

    private int Keep(FunctionExecutor executor)
    {
        _executors.Add(executor);
        return _executors.Count;
    }

    private int Keep(Future<object?> future)
    {
        _futures.Add(future);
        return _futures.Count;
    }

    private FunctionExecutor Executor(object?[] arguments) => _executors[Convert.ToInt32(arguments[0], null) - 1];

    private Future<object?> Future(object?[] arguments) => _futures[Convert.ToInt32(arguments[0], null) - 1];

    private static TimeSpan Milliseconds(object? number) => TimeSpan.FromMilliseconds(Convert.ToDouble(number, null));
}
