namespace Artel;

/// <summary>
/// Makes a partial class a process definition. The generator writes its dispatch, its definition and the <c>Process</c> member.
/// </summary>
/// <example><code>
/// [Process("app.workers:echo")]
/// public sealed partial class Echo
/// {
///     [OnMessage("echo")] private void Echoed(string text, [Sender] Pid from) => Process.Send(from, "echoed", text);
/// }
/// </code></example>
/// <param name="id">The definition's id, <c>namespace:name</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProcessAttribute(string id) : Attribute
{
    /// <summary>The definition's id, <c>namespace:name</c>.</summary>
    public string Id { get; } = id;

    /// <summary>
    /// How many messages may wait in the mailbox of one process, before sends are refused or wait as its host says; 0 for what the host says.
    /// </summary>
    public int MaxMailboxLength { get; set; }

    /// <summary>The id of the host that runs it where it is called as a function; null for the application's host of functions.</summary>
    public string? Host { get; set; }
}

/// <summary>
/// A method that handles the messages of a topic, or, without a topic, of every topic that no other method handles. Its parameters
/// may be the payload values, the sender's pid (<see cref="SenderAttribute"/>), the <see cref="Message"/> and a
/// <see cref="CancellationToken"/>, in any order. It returns nothing, a <see cref="Task"/>, a <see cref="ValueTask"/>, or a value (also as
/// <c>Task&lt;T&gt;</c>, <c>ValueTask&lt;T&gt;</c>), which answers a request.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnMessageAttribute : Attribute
{
    /// <summary>Handles every topic that no other method handles.</summary>
    public OnMessageAttribute() { }

    /// <summary>Handles the messages of a topic.</summary>
    /// <param name="topic">The topic; it may not start with <c>@</c>.</param>
    public OnMessageAttribute(string topic) => Topic = topic;

    /// <summary>The topic; null for every topic that no other method handles.</summary>
    public string? Topic { get; }
}

/// <summary>A method that is called when a monitored process ends; it takes an <see cref="ExitEvent"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnExitAttribute : Attribute;

/// <summary>A method that is called when a linked process ends abnormally and links are trapped; it takes a <see cref="LinkDownEvent"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnLinkDownAttribute : Attribute;

/// <summary>
/// A method that is called when the process is asked to end; it takes a <see cref="CancelEvent"/>. A process with handlers that has
/// none ends at once when it is cancelled.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnCancelAttribute : Attribute;

/// <summary>
/// The method that is the process, in the channel style: the process ends when it returns. Its parameters are the arguments of the
/// spawn, and a <see cref="CancellationToken"/> that fires when the process is cancelled.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MainAttribute : Attribute;

/// <summary>A constructor parameter that takes the next argument of the spawn instead of a service.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ArgumentAttribute : Attribute;

/// <summary>
/// A parameter of an <see cref="OnMessageAttribute"/> method that takes the sender's pid, as <see cref="Message.From"/> has it, and no value of
/// the payload. Its type is <see cref="Pid"/>, and a method has one of them at most. A message from outside of any process has no sender:
/// with <c>Pid?</c> it is taken, and the parameter is null; with <c>Pid</c> the method is not called, and the message is refused as one with a
/// wrong payload is, with <see cref="ErrorKind.Invalid"/> (<see cref="ProcessContext.Reject"/>).
/// </summary>
/// <remarks>A method that is not given the <see cref="Message"/> can't keep it, so that the runtime may use its memory again.</remarks>
/// <example><code>
/// [OnMessage("ping")] private void Answer([Sender] Pid from) => Process.Send(from, "pong");
/// [OnMessage("order")] private void Take(Order order, [Sender] Pid? from) => _orders.Add((order, from));
/// </code></example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SenderAttribute : Attribute;

/// <summary>The parameter or attribute argument is a topic, so that the analyzers look at it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TopicAttribute : Attribute;
