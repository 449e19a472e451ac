namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>
/// What the functions of the library are called with, as Lua: a right value for each way to give a parameter. By the parameter's name, or
/// where functions differ by the function's and its own.
/// </summary>
internal static class CallValues
{
    private static readonly Dictionary<string, string[]> Right = new()
    {
        ["..."] = ["1, 'two'"],
        ["action"] = ["'app.read'"],
        ["actor"] = ["security.new_actor('test:someone')"],
        ["capacity"] = ["1"],
        ["cases"] = ["{ holding(1):case_receive() }"],
        ["ch"] = ["process.listen('news')"],
        ["d"] = ["'1s'", "1000", "1000.5", "time.duration('1s')"],
        ["time.sleep.d"] = ["'0s'", "0", "-0.5", "time.duration(0)"],
        ["data"] = ["'data'"],
        ["day"] = ["3"],
        ["deadline"] = ["'1s'", "1000", "time.duration('1s')"],
        ["default"] = ["true"],
        ["destination"] = ["spawn('test:idle')"],
        ["process.ask.destination"] = ["spawn('test:answers')"],
        ["err"] = ["'text'", "errors.new('text')"],
        ["errors.call_stack.err"] = ["errors.new('text')"],
        ["f"] = ["function() end"],
        ["fields"] = ["{ n = 1 }"],
        ["headers"] = ["{ trace = 't1' }"],
        ["host"] = ["HOST"],
        ["hour"] = ["4"],
        ["id"] = ["'test:tells'"],
        ["process.upgrade.id"] = ["'test:upgraded'"],
        ["security.new_actor.id"] = ["'test:someone'"],
        ["security.policy.id"] = ["'test:read'"],
        ["security.named_scope.id"] = ["'test:group'"],
        ["Scope.contains.id"] = ["'test:read'"],
        ["key"] = ["'key'"],
        ["kind"] = ["errors.CONFLICT"],
        ["kind_or_message"] = ["errors.CONFLICT", "{ message = 'text' }"],
        ["message"] = ["'text'"],
        ["meta"] = ["{ n = 1 }"],
        ["metatable"] = ["{}"],
        ["minute"] = ["5"],
        ["month"] = ["2"],
        ["name"] = ["'test.name'"],
        ["process.registry.register.name"] = ["uuid.v4()"],
        ["QueueMessage.header.name"] = ["'trace'"],
        ["require.name"] = ["'json'"],
        ["nanosecond"] = ["7"],
        ["nanoseconds"] = ["8"],
        ["option"] = ["'count'"],
        ["Executor.with_options.options"] = ["{ timeout = '1s' }"],
        ["json.decode.options"] = ["{ keep_null = true }"],
        ["json.encode.options"] = ["{ pretty = true }"],
        ["process.listen.options"] = ["{ message = true }"],
        ["process.set_options.options"] = ["{ trap_links = true }"],
        ["queue.publish.options"] = ["{ delay = 0 }"],
        ["other"] = ["time.unix(1)"],
        ["pid"] = ["spawn('test:idle')"],
        ["policies"] = ["{ 'test:read' }"],
        ["policy"] = ["'test:read'", "security.policy('test:read')"],
        ["queue"] = ["'test:jobs'"],
        ["reason"] = ["'text'", "errors.new('text')"],
        ["resource"] = ["'test:thing'"],
        ["scope"] = ["security.named_scope('test:group')"],
        ["second"] = ["6"],
        ["seconds"] = ["9"],
        ["t"] = ["{}"],
        ["table"] = ["{}"],
        ["text"] = ["'text'"],
        ["json.decode.text"] = ["'[1]'"],
        ["time.parse.text"] = ["'2030-01-31T18:30:00Z'"],
        ["time.parse_duration.text"] = ["'1s'"],
        ["uuid.parse.text"] = ["uuid.NIL"],
        ["topic"] = ["'greeting'"],
        ["value"] = ["'value'"],
        ["values"] = ["{ n = 1 }"],
        ["year"] = ["2030"],
    };

    /// <summary>A value of each kind; the userdata is none that a function takes.</summary>
    public static readonly (string Kind, string Value)[] OfEachKind =
    [
        ("boolean", "true"), ("number", "12"), ("string", "'wrong text'"), ("table", "{}"), ("function", "print"), ("thread", "coroutine.create(print)"), ("userdata", "json.null"),
    ];

    /// <summary>The object that the methods of a class are called on.</summary>
    public static readonly Dictionary<string, string> Objects = new()
    {
        ["Actor"] = "security.new_actor('test:someone')",
        ["Channel"] = "holding(2)",
        ["Duration"] = "time.duration('1s')",
        ["Error"] = "errors.new({ kind = errors.CONFLICT, message = 'text', retryable = true, details = { n = 1 } })",
        ["Executor"] = "funcs.new()",
        ["Future"] = "funcs.async('test:tells')",
        ["Logger"] = "logger.with({ n = 1 })",
        ["Message"] = "question()",
        ["Payload"] = "funcs.async('test:tells'):response():receive()",
        ["Policy"] = "security.policy('test:read')",
        ["QueueMessage"] = "queue.message()",
        ["Scope"] = "security.new_scope({ 'test:read' })",
        ["Spawner"] = "process.with_context({})",
        ["Ticker"] = "time.ticker('1h')",
        ["Time"] = "time.unix(0)",
        ["Timer"] = "time.timer('1h')",
    };

    /// <summary>What has to be done before a function can do what it is for.</summary>
    public static readonly Dictionary<string, string> Before = new()
    {
        ["process.registry.lookup"] = "process.registry.register('test.name')",
        ["process.registry.unregister"] = "process.registry.register('test.name')",

        // Without an id it becomes itself anew: the second time it is only to end.
        ["process.upgrade"] = "if process.registry.lookup('test.once') then return 'went' end process.registry.register('test.once')",
    };

    /// <summary>All keys, to see that each is of use.</summary>
    public static IEnumerable<string> Keys => Right.Keys;

    /// <summary>The right values of a parameter.</summary>
    /// <exception cref="InvalidOperationException">None is known.</exception>
    public static string[] Of(LibraryFunction function, LibraryParameter parameter) => Right[KeyOf(function, parameter)];

    /// <summary>What the values of a parameter are found by.</summary>
    public static string KeyOf(LibraryFunction function, LibraryParameter parameter)
    {
        var own = $"{function.FullName}.{parameter.Name}";
        if (Right.ContainsKey(own))
            return own;
        return Right.ContainsKey(parameter.Name)
            ? parameter.Name
            : throw new InvalidOperationException($"{function.FullName} has a parameter '{parameter.Name}', which no value is known for; declare one in {nameof(CallValues)}");
    }
}
