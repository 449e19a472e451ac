namespace Artel.Conformance.Definitions;

/// <summary>The functions.</summary>
internal static class Functions
{
    /// <summary>Sends itself a text and gives what came.</summary>
    [Function("conf.csharp:self-sender")]
    [Permission("*")]
    internal static async Task<string> SendToSelfAsync(ProcessContext process, string text)
    {
        process.Send(process.Pid, Puppet.NoteTopic, text);
        return (await process.Inbox.ReceiveAsync()).Value.GetPayload<string>();
    }

    /// <summary>Gives the actor, the scope and a context value of a child.</summary>
    [Function("conf.csharp:parent")]
    [Permission("*")]
    internal static async Task<Dictionary<string, object?>> AskChildAsync(ProcessContext process, string key)
    {
        var seen = await process.ExecAsync<Dictionary<string, object?>>("conf.csharp:identity-reader", ConformanceApp.Host);
        seen["value"] = await process.ExecAsync<object?>("conf.csharp:context-reader", ConformanceApp.Host, key);
        return seen;
    }

    /// <summary>Uses what processes can do, and gives what it saw.</summary>
    [Function("conf.csharp:busybody")]
    [Permission("*")]
    internal static async Task<Dictionary<string, object?>> DoManyThingsAsync(ProcessContext process, string name)
    {
        process.Registry.Register(name);
        var child = process.SpawnMonitored("conf.csharp:ender", ConformanceApp.Host, "value", 1);
        var exit = (await process.Events.ReceiveAsync()).Value;
        var topic = process.Listen<string>("topic");
        process.Send(name, "topic", "heard");
        return new Dictionary<string, object?>
        {
            ["pid"] = process.Pid.ToString(),
            ["id"] = process.Id,
            ["owner"] = process.Registry.Lookup(name).ToString(),
            ["exit"] = exit.From == child ? exit.Kind : null,
            ["heard"] = (await topic.ReceiveAsync()).Value,
        };
    }
}
