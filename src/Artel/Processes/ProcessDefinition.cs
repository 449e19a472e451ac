namespace Artel;

/// <summary>
/// What is spawned: an id and how to make the behaviour of a new process. Immutable and thread-safe. Generated for C# classes, made
/// from files for Lua.
/// </summary>
public sealed class ProcessDefinition
{
    /// <summary>A definition.</summary>
    /// <param name="id">Its id, <c>namespace:name</c>.</param>
    /// <param name="create">Makes the behaviour of a new process; an exception of it is the spawn's error.</param>
    /// <exception cref="ArgumentException">The id is not of the form <c>namespace:name</c>.</exception>
    public ProcessDefinition(string id, Func<ProcessActivation, IProcessBehavior> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (!IsValidId(id))
            throw new ArgumentException($"'{id}' is not a definition id; an id reads namespace:name.", nameof(id));
        Id = id;
        Create = create;
    }

    /// <summary>The id, <c>namespace:name</c>.</summary>
    public string Id { get; }

    /// <summary>The language that it is written in: <c>"C#"</c> or <c>"Lua"</c>.</summary>
    public string Language { get; init; } = "C#";

    /// <summary>The topics that it has handlers for, in order of declaration.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>
    /// Whether a payload has to be in the portable form before it is put into the mailbox, since the processes do not share the C# heap.
    /// </summary>
    public bool NeedsPortablePayloads { get; init; }

    /// <summary>
    /// Whether the behaviour never awaits in the process's turn, so that a process needs no synchronization context of its own.
    /// </summary>
    public bool IsSynchronous { get; init; }

    /// <summary>
    /// Whether its processes get messages by channels alone, and none by a handler: what asks a channel may then be given what is still in the
    /// mailbox.
    /// </summary>
    public bool ReceivesByChannels { get; init; }

    /// <summary>
    /// Whether a process that is cancelled ends by itself, since it has neither a handler for the event nor code that could wait for it.
    /// </summary>
    public bool EndsWhenCancelled { get; init; }

    /// <summary>
    /// How many messages may wait in the mailbox of one process; null for what the host says.
    /// </summary>
    public int? MaxMailboxLength { get; init; }

    /// <summary>The id of the host that runs it where it is called as a function; null for the application's host of functions.</summary>
    public string? Host { get; init; }

    /// <summary>
    /// What its processes may do at most, whatever the policies allow (statement 115). Null where it declares nothing at all: no ceiling in
    /// permissive mode, an empty one in strict mode. A C# class always declares; an empty list allows nothing.
    /// </summary>
    public IReadOnlyList<PermissionDeclaration>? Permissions { get; init; }

    /// <summary>Whether its processes keep others running, and so may take as long as these to end.</summary>
    internal bool IsSupervisor { get; init; }

    internal Func<ProcessActivation, IProcessBehavior> Create { get; }

    /// <summary>
    /// Runs once when the runtime starts, before anything is spawned: a definition that can't be loaded fails there and not later.
    /// </summary>
    internal Action? Load { get; init; }

    /// <summary>The same definition with other behaviours.</summary>
    internal ProcessDefinition With(Func<ProcessActivation, IProcessBehavior> create) => new(Id, create)
    {
        Language = Language,
        Topics = Topics,
        NeedsPortablePayloads = NeedsPortablePayloads,
        IsSynchronous = IsSynchronous,
        ReceivesByChannels = ReceivesByChannels,
        EndsWhenCancelled = EndsWhenCancelled,
        MaxMailboxLength = MaxMailboxLength,
        Host = Host,
        Permissions = Permissions,
        IsSupervisor = IsSupervisor,
        Load = Load,
    };

    /// <summary>Whether a text is an id of the form <c>namespace:name</c>: both parts there, no blank in it, one colon.</summary>
    /// <param name="id">The text.</param>
    public static bool IsValidId(string? id)
    {
        if (id is null)
            return false;
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < id.Length - 1 && id.LastIndexOf(':') == colon && !id.AsSpan().ContainsAny(' ', '\t', '\n');
    }

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>What a definition gets to make a behaviour from.</summary>
/// <param name="Services">The application's services.</param>
/// <param name="Arguments">The arguments of the spawn.</param>
public readonly record struct ProcessActivation(IServiceProvider Services, SpawnArguments Arguments)
{
    /// <summary>The host that will run the process; null where a test makes a behaviour alone.</summary>
    internal Runtime.ProcessHost? Host { get; init; }
}
