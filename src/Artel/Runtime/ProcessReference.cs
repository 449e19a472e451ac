using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Artel.Messaging;

namespace Artel;

/// <summary>
/// What a generated reference (<c>ResizerRef</c>) is made of: a process, and who speaks to it: another process, or the application's
/// runtime. Generated code calls it. One made for a process is for that process's turns only; one made for the runtime is thread-safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ProcessReference : IEquatable<ProcessReference>
{
    private readonly object? _from;

    /// <summary>A process that another process speaks to.</summary>
    /// <param name="from">Who speaks.</param>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    public ProcessReference(ProcessContext from, Destination destination)
    {
        ArgumentNullException.ThrowIfNull(from);
        _from = from;
        Destination = destination;
    }

    /// <summary>A process that code outside of any process speaks to.</summary>
    /// <param name="from">The application's runtime.</param>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    public ProcessReference(ArtelRuntime from, Destination destination)
    {
        ArgumentNullException.ThrowIfNull(from);
        _from = from;
        Destination = destination;
    }

    private ProcessReference(Pid pid, ISpawnOwner from)
    {
        _from = from;
        Destination = pid;
    }

    /// <summary>The pid, or the name that the reference was made for.</summary>
    public Destination Destination { get; }

    /// <summary>The pid; for a reference by name, that of the process that has the name now.</summary>
    /// <exception cref="ProcessException">NOT_FOUND: nobody has the name.</exception>
    public Pid Pid
    {
        get
        {
            if (Destination.Pid is { } pid)
                return pid;
            var text = Destination.Text ?? throw Unmade();
            if (Pid.TryParse(text, out var parsed))
                return parsed;
            return Runtime is { } runtime ? runtime.Resolve("lookup", Destination).Pid : Process.Registry.Lookup(text);
        }
    }

    private ArtelRuntime? Runtime => _from as ArtelRuntime;

    private ProcessContext Process => (ProcessContext)(_from ?? throw Unmade());

    /// <summary>Whether both stand for the same pid, or for the same name.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(ProcessReference left, ProcessReference right) => left.Equals(right);

    /// <summary>Whether they stand for different pids or names.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(ProcessReference left, ProcessReference right) => !left.Equals(right);

    /// <summary>Starts a process.</summary>
    /// <param name="from">Who starts it and speaks to it.</param>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="arguments">The arguments of its constructor and main.</param>
    /// <param name="relation">What is set up between the two.</param>
    /// <exception cref="ProcessException">As for <see cref="ProcessContext.Spawn"/>.</exception>
    public static ProcessReference Spawn(ProcessContext from, string id, string host, object?[] arguments, SpawnRelation relation)
    {
        ArgumentNullException.ThrowIfNull(from);
        return new(from, from.SpawnCore(id, host, SpawnArguments.Of(arguments), relation, SpawnSettings.None));
    }

    /// <summary>Starts a process with what a spawner adds.</summary>
    /// <param name="from">The spawner of who starts it and speaks to it.</param>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="arguments">The arguments of its constructor and main.</param>
    /// <param name="relation">What is set up between the two.</param>
    /// <exception cref="ProcessException">As for <see cref="ProcessContext.Spawn"/>.</exception>
    public static ProcessReference Spawn(Spawner from, string id, string host, object?[] arguments, SpawnRelation relation)
    {
        ArgumentNullException.ThrowIfNull(from);
        return new(from.Owner.SpawnCore(id, host, SpawnArguments.Of(arguments), relation, from.Settings), from.Owner);
    }

    /// <summary>Starts a process from outside of any process.</summary>
    /// <param name="from">The application's runtime.</param>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="arguments">The arguments of its constructor and main.</param>
    /// <exception cref="ProcessException">As for <see cref="ArtelRuntime.Spawn(string, string, ReadOnlySpan{object})"/>.</exception>
    public static ProcessReference Spawn(ArtelRuntime from, string id, string host, object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(from);
        return new(from, from.Spawn(id, host, arguments));
    }

    /// <summary>Sends a message without payload.</summary>
    /// <param name="topic">The topic.</param>
    /// <exception cref="ProcessException">As for <see cref="ProcessContext.Send(Destination, string)"/>.</exception>
    public void Send([Topic] string topic)
    {
        if (Runtime is { } runtime)
            runtime.Send(Destination, topic);
        else
            Process.Send(Destination, topic);
    }

    /// <summary>Sends a message with one payload value.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">The value.</param>
    /// <exception cref="ProcessException">As for <see cref="ProcessContext.Send{T}(Destination, string, T)"/>.</exception>
    public void Send<T>([Topic] string topic, T payload)
    {
        if (Runtime is { } runtime)
            runtime.Send(Destination, topic, payload);
        else
            Process.Send(Destination, topic, payload);
    }

    /// <summary>Sends a message with several payload values.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">The values.</param>
    /// <exception cref="ProcessException">As for <see cref="ProcessContext.Send(Destination, string)"/>.</exception>
    public void SendValues([Topic] string topic, object?[] payload)
    {
        var error = Runtime is { } runtime
            ? runtime.TrySend(null, Destination, topic, new SendValues(payload), slot: null)
            : Process.SendCore(Destination, new ValuesMessage(topic, Process.Pid, payload));
        if (error is not null)
            throw error;
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <typeparam name="TAnswer">The answer's type.</typeparam>
    /// <param name="topic">The topic.</param>
    /// <param name="timeout">How long to wait; null for 5 seconds.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">As for <see cref="ProcessContext.AskAsync{TAnswer}"/>.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<TAnswer> AskAsync<TAnswer>([Topic] string topic, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Runtime is { } runtime
            ? runtime.AskAsync<TAnswer>(Destination, topic, timeout, cancellationToken)
            : Process.AskAsync<TAnswer>(Destination, topic, timeout, cancellationToken);

    /// <summary>Sends a request with one payload value and waits for its answer.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <typeparam name="TAnswer">The answer's type.</typeparam>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">The value.</param>
    /// <param name="timeout">How long to wait; null for 5 seconds.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">As for <see cref="ProcessContext.AskAsync{TAnswer}"/>.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<TAnswer> AskAsync<T, TAnswer>([Topic] string topic, T payload, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Runtime is { } runtime
            ? runtime.AskAsync<T, TAnswer>(Destination, topic, payload, timeout, cancellationToken)
            : Process.AskAsync<T, TAnswer>(Destination, topic, payload, timeout, cancellationToken);

    /// <summary>Sends a request with several payload values and waits for its answer.</summary>
    /// <typeparam name="TAnswer">The answer's type.</typeparam>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">The values.</param>
    /// <param name="timeout">How long to wait; null for 5 seconds.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">As for <see cref="ProcessContext.AskAsync{TAnswer}"/>.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<TAnswer> AskValuesAsync<TAnswer>([Topic] string topic, object?[] payload, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Runtime is { } runtime
            ? runtime.AskAsync<SendValues, TAnswer>(null, Destination, topic, new SendValues(payload), timeout, cancellationToken)
            : Process.AskCore<SendValues, TAnswer>(Destination, topic, new SendValues(payload), timeout, cancellationToken);

    /// <inheritdoc/>
    public bool Equals(ProcessReference other) => Equals(Destination.Pid, other.Destination.Pid) && Destination.Text == other.Destination.Text;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ProcessReference other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Destination.Pid, Destination.Text);

    /// <summary>The pid's text or the name.</summary>
    public override string ToString() => Destination.ToString();

    private static InvalidOperationException Unmade() => new(
        "The reference stands for no process: a default value was used; make one with Get... or Spawn... of a process or of the runtime.");
}
