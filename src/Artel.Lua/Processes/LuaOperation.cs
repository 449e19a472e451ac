namespace Artel.Lua.Processes;

/// <summary>What a script can wait for: the codes that its coroutines yield to the host.</summary>
internal enum LuaOperation
{
    /// <summary><c>channel:receive()</c>.</summary>
    Receive,

    /// <summary><c>channel:send(value)</c>.</summary>
    Send,

    /// <summary><c>channel.select(cases, default)</c>.</summary>
    Select,

    /// <summary><c>time.sleep(duration)</c>.</summary>
    Sleep,

    /// <summary><c>process.exec(id, host, ...)</c>.</summary>
    Exec,

    /// <summary><c>spawner:exec(id, host, ...)</c>.</summary>
    ExecBySpawner,

    /// <summary><c>funcs.call(id, ...)</c>.</summary>
    CallFunction,

    /// <summary><c>executor:call(id, ...)</c>.</summary>
    CallFunctionByExecutor,

    /// <summary><c>process.ask(destination, topic, ...)</c>.</summary>
    Ask,

    /// <summary><c>process.send(destination, topic, ...)</c> to a full mailbox whose senders wait.</summary>
    SendWhenRoom,

    /// <summary><c>process.upgrade(id, ...)</c>: does not return, unless it fails.</summary>
    Upgrade,

    /// <summary><c>queue.publish(queue, data, headers, options)</c>.</summary>
    QueuePublish,

    /// <summary><c>queue.info(queue)</c>.</summary>
    QueueInfo,

    /// <summary><c>message:ack()</c> of a queue's message.</summary>
    QueueAck,

    /// <summary><c>message:nack()</c> of a queue's message.</summary>
    QueueNack,

    /// <summary><c>message:reject(reason)</c> of a queue's message.</summary>
    QueueReject,
}
