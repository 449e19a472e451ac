using Artel.Functions;
using Artel.Security;

namespace Artel;

/// <summary>
/// Calls functions by their ids: what <c>Process.Functions</c> is, and <see cref="ArtelRuntime.Functions"/> for code in no process. Each
/// attempt of a call runs in a process of its own, which inherits context, actor and scope (statements 133 and 137). Immutable: each
/// <c>With...</c> gives a new one. One of a process is for use in its turn only; one of the runtime is thread-safe.
/// </summary>
/// <remarks>
/// When the calling process ends or is cancelled, the function gets CANCEL, and is terminated if it has not ended five seconds later. A call
/// of a process that was cancelled is not tried again.
/// </remarks>
/// <example><code>
/// var user = await Process.Functions.CallAsync&lt;User&gt;("app.api:get_user", 42);
/// var patient = Process.Functions.WithOptions(new() { Timeout = TimeSpan.FromSeconds(2), Retry = new() { MaxAttempts = 5 } });
/// var future = patient.Start&lt;Report&gt;("app.api:report", user.Id);
/// </code></example>
public sealed class FunctionExecutor
{
    private readonly IFunctionOwner _owner;

    internal FunctionExecutor(IFunctionOwner owner, FunctionSettings settings)
    {
        _owner = owner;
        Settings = settings;
    }

    internal FunctionSettings Settings { get; }

    /// <summary>Adds context values; new keys win over old ones, and both over the caller's own context.</summary>
    /// <param name="values">The values; copied.</param>
    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    public FunctionExecutor WithContext(IReadOnlyDictionary<string, object?> values)
    {
        _owner.Authorize("with_context", PermissionTable.FunctionContext);
        ArgumentNullException.ThrowIfNull(values);
        return With(Settings.Spawn with { Context = Settings.Spawn.Context.SetItems(values) });
    }

    /// <summary>Has the functions act for another actor than the caller's.</summary>
    /// <param name="actor">The actor.</param>
    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    public FunctionExecutor WithActor(Actor actor)
    {
        _owner.Authorize("with_actor", PermissionTable.FunctionSecurity);
        ArgumentNullException.ThrowIfNull(actor);
        return With(Settings.Spawn with { Identity = new SecurityIdentity(actor, Identity.Scope) });
    }

    /// <summary>Has the functions act within another scope than the caller's.</summary>
    /// <param name="scope">The scope.</param>
    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    public FunctionExecutor WithScope(Scope scope)
    {
        _owner.Authorize("with_scope", PermissionTable.FunctionSecurity);
        ArgumentNullException.ThrowIfNull(scope);
        return With(Settings.Spawn with { Identity = new SecurityIdentity(Identity.Actor, scope) });
    }

    /// <summary>Adds options; what they leave null stays as it was.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ProcessException">INVALID: a time is not positive, a number out of its range.</exception>
    public FunctionExecutor WithOptions(FunctionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Verify();
        return new(_owner, Settings with { Options = Settings.Options.With(options) });
    }

    /// <summary>Has a token cancel the calls, as <see cref="Future.Cancel"/> does.</summary>
    /// <param name="cancellationToken">The token, in place of the one before. One that can't be cancelled changes nothing.</param>
    public FunctionExecutor WithCancellation(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? new(_owner, Settings with { Cancelled = cancellationToken }) : this;

    /// <summary>Calls a function and waits for its value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="id">The function's id, or that of a process definition.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ProcessException">
    /// INVALID (the id; an argument of the wrong type; it has no host), PERMISSION_DENIED, NOT_FOUND, UNAVAILABLE, RATE_LIMITED (its host is
    /// full); TIMEOUT; CANCELED; or the error that the function ended with, of its kind.
    /// </exception>
    public Task<T> CallAsync<T>(string id, params ReadOnlySpan<object?> arguments) => Start<T>(id, arguments).AsTask();

    /// <summary>Calls a function and waits for its end; a value of it is dropped.</summary>
    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(string id, params ReadOnlySpan<object?> arguments) => Start<object?>(id, arguments).AsTask();

    /// <summary>Calls a function and goes on at once.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="id">The function's id, or that of a process definition.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ProcessException">
    /// INVALID (the id; it has no host), PERMISSION_DENIED, NOT_FOUND, UNAVAILABLE (the runtime has not started). All else is the future's error.
    /// </exception>
    public Future<T> Start<T>(string id, params ReadOnlySpan<object?> arguments)
    {
        var future = new Future<T>(_owner);
        future.Begin(id, SpawnArguments.Of(arguments), Settings);
        return future;
    }

    /// <summary>The same on another host than the function's own.</summary>
    internal FunctionExecutor OnHost(string? host) => new(_owner, Settings with { Host = host });

    private SecurityIdentity Identity => Settings.Spawn.Identity ?? _owner.Identity;

    private FunctionExecutor With(SpawnSettings spawn) => new(_owner, Settings with { Spawn = spawn });
}
