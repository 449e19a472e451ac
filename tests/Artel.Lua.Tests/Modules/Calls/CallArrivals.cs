namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>How it is proved that what a parameter is given arrives: a text of Lua that is true then, in which <c>call()</c> makes the call.</summary>
/// <param name="Proof">The text.</param>
/// <param name="Given">What is given.</param>
/// <param name="Others">Other values for other parameters than the usual ones.</param>
internal sealed record CallArrival(string Proof, string Given = "GIVEN", params (string Parameter, string Value)[] Others);

/// <summary>
/// The parameters that take any value: no wrong one tells whether they are looked at. And some whose meaning their kinds do not tell: of
/// two texts, which is which.
/// </summary>
internal static class CallArrivals
{
    private const string ToldBoth = "call() return is_told(is_both)";

    public static readonly Dictionary<string, CallArrival> All = new()
    {
        ["Channel.case_send.value"] = new("channel.select({ call() }) self:receive() self:receive() return self:receive() == GIVEN"),
        ["Channel.send.value"] = new("call() self:receive() self:receive() return self:receive() == GIVEN"),
        ["Executor.async...."] = new(ToldBoth),
        ["Executor.call...."] = new(ToldBoth),
        ["Message.reply.err"] = new("call() return select(2, table.unpack(done:receive(), 1, 2)):message() == GIVEN"),
        ["Message.reply.value"] = new("call() return done:receive()[1] == GIVEN", Others: ("err", "nil")),
        ["Spawner.exec...."] = new(ToldBoth),
        ["Spawner.spawn...."] = new(ToldBoth),
        ["Spawner.spawn_linked...."] = new(ToldBoth),
        ["Spawner.spawn_linked_monitored...."] = new(ToldBoth),
        ["Spawner.spawn_monitored...."] = new(ToldBoth),
        ["Spawner.with_message...."] = new("call():spawn('test:passes', HOST) return is_told(is_both)"),
        ["channel.select.default"] = new("return call().default", "1", ("cases", "{ channel.new():case_receive() }")),
        ["coroutine.spawn...."] = new("call() return is_both(done:receive())", Others: ("f", "function(...) done:send({ ... }) end")),
        ["errors.call_stack.err"] = new("local err = errors.new('text') return errors.call_stack(err) == err:stack() and call() == nil"),
        ["errors.is.value"] = new("return call()", "errors.new(errors.CONFLICT, 'text')"),
        ["errors.wrap.err"] = new("return call():message() == 'text: what was given'"),
        ["funcs.async...."] = new(ToldBoth),
        ["funcs.call...."] = new(ToldBoth),
        ["json.encode.value"] = new("return json.decode(call()) == GIVEN"),
        ["print...."] = new("call() return logged():find(GIVEN, 1, true) and logged():find(MORE, 1, true)"),
        ["process.ask...."] = new("return is_both(call())"),
        ["process.call...."] = new(ToldBoth),
        ["process.exec...."] = new(ToldBoth),
        ["process.send...."] = new(ToldBoth, Others: ("destination", "process.pid()")),
        ["process.spawn...."] = new(ToldBoth),
        ["process.spawn_linked...."] = new(ToldBoth),
        ["process.spawn_linked_monitored...."] = new(ToldBoth),
        ["process.spawn_monitored...."] = new(ToldBoth),
        ["process.upgrade...."] = new("call()"),
        ["queue.publish.data"] = new("call() return is_told(function(data) return data == GIVEN end)"),
        ["uuid.is_valid.value"] = new("return call()", "uuid.NIL"),
    };
}
