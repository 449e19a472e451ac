using System.Globalization;

namespace Artel.Conformance.Definitions;

/// <summary>
/// What a C# puppet can be told to do, in either style. The styles differ in how they get notes and events; the rest is the same
/// operations of <c>Process</c>.
/// </summary>
/// <param name="process">The puppet's operations.</param>
/// <param name="notes">Where the style's notes are.</param>
/// <param name="events">Where the style's events are.</param>
internal sealed class PuppetOperations(
    ProcessContext process, Func<ProcessChannel<Message>> notes, Func<ProcessChannel<ProcessEvent>> events)
{
    private readonly Dictionary<string, ProcessChannel> _channels = [];
    private readonly List<Spawner> _spawners = [];
    private readonly PuppetSecurity _security = new(process.Security);
    private PuppetFunctions? _functions;

    /// <summary>Does a command and gives its outcome; only an exception that is no error of an operation leaves it.</summary>
    public async Task<object?> RunAsync(object?[] command)
    {
        try
        {
            return Told.Outcome(await DoAsync((string)command[0]!, command[2..]));
        }
        catch (ProcessException error)
        {
            return Told.Failure(error);
        }
    }

    private Task<object?> DoAsync(string operation, object?[] arguments) => operation switch
    {
        "batch" => BatchAsync(arguments),
        "take" => MessageAsync(notes()),
        "event" => EventAsync(events()),
        "inbox.receive" => MessageAsync(process.Inbox),
        "channel.receive" => ReceiveAsync((string)arguments[0]!),
        "select" => SelectAsync([.. arguments.Cast<string>()]),
        "ask" => process.AskAsync<object?, object?>((string?)arguments[0], (string)arguments[1]!, arguments[2]).AsTask(),
        "spawner.exec" => SpawnerOf(arguments).ExecAsync<object?>((string)arguments[1]!, (string)arguments[2]!, arguments.AsSpan(3)),
        "exec" or "call" => process.ExecAsync<object?>((string)arguments[0]!, (string)arguments[1]!, arguments.AsSpan(2)),
        "send_waiting" => SendWaitingAsync((string?)arguments[0], (string)arguments[1]!, arguments[2]),
        "queue.publish" => PublishAsync((string)arguments[0]!, arguments[1]),
        "after" => AfterAsync(Milliseconds(arguments[0])),
        "wait_cancelled" => WaitCancelledAsync(),
        _ => (_functions ??= new(process, _security)).TryDoAsync(operation, arguments) ?? Task.FromResult(Do(operation, arguments)),
    };

    private async Task<object?> PublishAsync(string queue, object? data)
    {
        await process.Queues.PublishAsync(queue, data);
        return true;
    }

    private object? Do(string operation, object?[] arguments)
    {
        switch (operation)
        {
            case "id":
                return process.Id;
            case "pid":
                return process.Pid.ToString();
            case "send":
                Send((string?)arguments[0], (string?)arguments[1], arguments[2..]);
                return true;
            case "send_uncopyable":
                process.Send((string?)arguments[0], "describe", Uncopyable());
                return true;
            case "send_shared":
                process.Send((string?)arguments[0], "describe", Shared());
                return true;
            case "send_cyclic":
                process.Send((string?)arguments[0], "describe", Cyclic());
                return true;
            case "send_and_change":
                SendAndChange((string?)arguments[0]);
                return true;
            case "send_error":
                process.Send((string?)arguments[0], (string)arguments[1]!, Error(arguments[2], arguments[3]));
                return true;
            case "spawn":
                return process.Spawn((string)arguments[0]!, (string)arguments[1]!, arguments.AsSpan(2)).ToString();
            case "spawn_monitored":
                return process.SpawnMonitored((string)arguments[0]!, (string)arguments[1]!, arguments.AsSpan(2)).ToString();
            case "spawn_linked":
                return process.SpawnLinked((string)arguments[0]!, (string)arguments[1]!, arguments.AsSpan(2)).ToString();
            case "spawn_linked_monitored":
                return process.SpawnLinkedMonitored((string)arguments[0]!, (string)arguments[1]!, arguments.AsSpan(2)).ToString();
            case "upgrade":
                // One that succeeds never completes; one that fails has failed when the call returns.
                var upgrade = process.UpgradeAsync((string?)arguments[0], arguments.AsSpan(1));
                if (upgrade.IsFaulted)
                    upgrade.GetAwaiter().GetResult();
                return true;
            case "terminate":
                process.Terminate((string?)arguments[0]);
                return true;
            case "cancel":
                process.Cancel((string?)arguments[0], arguments.Length > 1 ? Milliseconds(arguments[1]) : null);
                return true;
            case "monitor":
                process.Monitor((string?)arguments[0]);
                return true;
            case "unmonitor":
                process.Unmonitor((string?)arguments[0]);
                return true;
            case "link":
                process.Link((string?)arguments[0]);
                return true;
            case "unlink":
                process.Unlink((string?)arguments[0]);
                return true;
            case "trap_links":
                return process.Options.TrapLinks;
            case "set_trap_links":
                process.Options = process.Options with { TrapLinks = (bool)arguments[0]! };
                return true;
            case "cancelled":
                return process.Cancelled.IsCancellationRequested;
            case "context":
                return process.Context.GetValueOrDefault((string)arguments[0]!);
            case "until":
                Until((string)arguments[0]!);
                return true;
            case "guard":
                Guard((string?)arguments[0]);
                return true;
            case "background":
                Background((string?)arguments[0], Milliseconds(arguments[1]));
                return true;
            case "spin":
                Spin();
                return true;
            case "crash_in_coroutine":
                CrashLater((string)arguments[0]!);
                return true;
            default:
                return DoWithChannelsAndNames(operation, arguments);
        }
    }

    private object? DoWithChannelsAndNames(string operation, object?[] arguments)
    {
        switch (operation)
        {
            case "take.try":
                return notes().TryReceive(out var note) ? Told.Message(note) : null;
            case "event.try":
                return events().TryReceive(out var happened) ? Told.Event(happened) : null;
            case "inbox":
                return Handle("inbox", process.Inbox);
            case "events":
                return Handle("events", process.Events);
            case "listen":
                return Handle((string)arguments[0]!, process.Listen<object?>((string)arguments[0]!));
            case "listen_messages":
                return Handle((string)arguments[0]!, process.Listen((string)arguments[0]!));
            case "unlisten":
                process.Unlisten(_channels[(string)arguments[0]!]);
                return true;
            case "register":
                process.Registry.Register((string)arguments[0]!, arguments.Length > 1 ? Pid.Parse((string)arguments[1]!) : null);
                return true;
            case "lookup":
                return process.Registry.Lookup((string)arguments[0]!).ToString();
            case "unregister":
                return process.Registry.Unregister((string)arguments[0]!);
            case "with_context":
                return Keep(process.WithContext((IReadOnlyDictionary<string, object?>)arguments[0]!));
            case "spawner.with_context":
                return Keep(SpawnerOf(arguments).WithContext((IReadOnlyDictionary<string, object?>)arguments[1]!));
            case "spawner.with_actor":
                return Keep(SpawnerOf(arguments).WithActor(_security.Held<Security.Actor>(arguments[1])));
            case "spawner.with_scope":
                return Keep(SpawnerOf(arguments).WithScope(_security.Held<Security.Scope>(arguments[1])));
            case "spawner.with_name":
                return Keep(SpawnerOf(arguments).WithName((string)arguments[1]!));
            case "spawner.with_message":
                return Keep(SpawnerOf(arguments).WithMessage((string)arguments[1]!, arguments[2]));
            case "spawner.spawn":
                return SpawnerOf(arguments).Spawn((string)arguments[1]!, (string)arguments[2]!, arguments.AsSpan(3)).ToString();
            case "spawner.spawn_monitored":
                return SpawnerOf(arguments).SpawnMonitored((string)arguments[1]!, (string)arguments[2]!, arguments.AsSpan(3)).ToString();
            case "spawner.spawn_linked":
                return SpawnerOf(arguments).SpawnLinked((string)arguments[1]!, (string)arguments[2]!, arguments.AsSpan(3)).ToString();
            case "spawner.spawn_linked_monitored":
                return SpawnerOf(arguments).SpawnLinkedMonitored((string)arguments[1]!, (string)arguments[2]!, arguments.AsSpan(3)).ToString();
            default:
                return _security.Do(operation, arguments);
        }
    }

    private async Task<object?> BatchAsync(object?[] commands)
    {
        var outcomes = new List<object?>();
        foreach (var command in commands)
            outcomes.Add(await RunAsync((object?[])command!));
        return outcomes;
    }

    private void Send(string? destination, string? topic, object?[] values)
    {
        switch (values)
        {
            case []:
                process.Send(destination, topic!);
                break;
            case [var only]:
                process.Send(destination, topic!, only);
                break;
            default:
                process.Send(destination, topic!, values[0], values[1], values.AsSpan(2));
                break;
        }
    }

    private static async Task<object?> MessageAsync(ProcessChannel<Message> channel) => Told.Message((await channel.ReceiveAsync()).Value);

    private static async Task<object?> EventAsync(ProcessChannel<ProcessEvent> channel) => Told.Event((await channel.ReceiveAsync()).Value);

    private async Task<object?> ReceiveAsync(string handle)
    {
        if (_channels[handle] is ProcessChannel<object?> raw)
        {
            var received = await raw.ReceiveAsync();
            return Told.Received(handle, received.Ok, received.Value);
        }

        var message = await ((ProcessChannel<Message>)_channels[handle]).ReceiveAsync();
        return Told.Received(handle, message.Ok, message.Ok ? Told.Message(message.Value) : null);
    }

    private async Task<object?> SelectAsync(string[] handles)
    {
        ChannelCase[] cases = [.. handles.Select(handle => _channels[handle] switch
        {
            ProcessChannel<object?> raw => (ChannelCase)raw.ReceiveCase(),
            ProcessChannel<Message> messages => messages.ReceiveCase(),
            ProcessChannel<ProcessEvent> happened => happened.ReceiveCase(),
            _ => throw new NotSupportedException(handle),
        })];
        var done = await process.SelectAsync(cases);
        var winner = handles.Single(handle => ReferenceEquals(_channels[handle], done.Channel));
        return Told.Received(winner, done.Ok, done switch
        {
            ReceiveCase<object?> raw => raw.Value,
            ReceiveCase<Message> messages => Told.Message(messages.Value),
            ReceiveCase<ProcessEvent> happened => Told.Event(happened.Value),
            _ => null,
        });
    }

    /// <summary>The name of a channel among the puppet's channels; another channel under the same name gets a number.</summary>
    private string Handle(string name, ProcessChannel channel)
    {
        foreach (var (known, present) in _channels)
        {
            if (ReferenceEquals(present, channel))
                return known;
        }

        var handle = _channels.ContainsKey(name) ? $"{name} #{_channels.Count}" : name;
        _channels.Add(handle, channel);
        return handle;
    }

    private string Keep(Spawner spawner)
    {
        _spawners.Add(spawner);
        return $"spawner {_spawners.Count - 1}";
    }

    private Spawner SpawnerOf(object?[] arguments) =>
        _spawners[int.Parse(((string)arguments[0]!).AsSpan("spawner ".Length), CultureInfo.InvariantCulture)];

    private async Task<object?> SendWaitingAsync(string? destination, string topic, object? value)
    {
        await process.SendAsync(destination, topic, value);
        return true;
    }

    private async Task<object?> AfterAsync(TimeSpan delay) => (await process.After(delay).ReceiveAsync()).Ok;

    private async Task<object?> WaitCancelledAsync()
    {
        try
        {
            await process.CreateChannel<int>().ReceiveAsync(process.Cancelled);
        }
        catch (OperationCanceledException)
        {
            return true;
        }

        return false;
    }

    /// <summary>Keeps the turn until a name is there.</summary>
    private void Until(string name)
    {
        var spin = new SpinWait();
        while (process.Registry.TryLookup(name) is null)
            spin.SpinOnce(sleep1Threshold: -1);
    }

    /// <summary>Waits for ever in a coroutine, and tells when that ends.</summary>
    private async void Guard(string? witness)
    {
        try
        {
            await process.CreateChannel<int>().ReceiveAsync();
        }
        finally
        {
            process.Send(witness, Puppet.NoteTopic, "finally");
        }
    }

    /// <summary>Tells something later, in a coroutine.</summary>
    private async void Background(string? witness, TimeSpan delay)
    {
        await process.After(delay).ReceiveAsync();
        process.Send(witness, Puppet.NoteTopic, "background");
    }

    /// <summary>Is busy for ever, as far as a C# process can be without keeping its thread.</summary>
    private static async void Spin()
    {
        while (true)
            await Task.Yield();
    }

    private static async void CrashLater(string text)
    {
        await Task.Yield();
        throw new InvalidOperationException(text);
    }

    private static Dictionary<string, object?> Uncopyable() => new() { ["handler"] = () => { } };

    private static List<object?> Shared()
    {
        var shared = new List<object?> { 1 };
        return [shared, shared];
    }

    private static List<object?> Cyclic()
    {
        var cyclic = new List<object?>();
        cyclic.Add(cyclic);
        return cyclic;
    }

    private void SendAndChange(string? destination)
    {
        var list = new List<object?> { "before" };
        process.Send(destination, "mirror", list);
#pragma warning disable ART0410 // That the other side does not see the change is what is tested.
        list[0] = "after";
#pragma warning restore ART0410
    }

    private static ProcessException Error(object? kind, object? text) => new(
        ErrorKindNames.Parse((string?)kind), (string)text!, retryable: true, details: new Dictionary<string, object?> { ["part"] = "left" });

    private static TimeSpan Milliseconds(object? value) => TimeSpan.FromMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
}
